"""What a snapshot could be found again by: what it points at, and runs of its words."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from provenance.sources.models import Snapshot


class Trace(models.Model):
    """Numbers of a snapshot, so that later articles find those that lean on them.

    Worked out from a text that never changes: rows may be thrown away and worked out again.
    """

    snapshot = models.OneToOneField(
        Snapshot, models.PROTECT, primary_key=True, related_name="trace"
    )
    method = models.PositiveSmallIntegerField(help_text="Which method made the numbers.")
    links: Any = ArrayField(
        models.IntegerField(), default=list, help_text="Of the addresses it links to."
    )
    runs: Any = ArrayField(
        models.IntegerField(), default=list, help_text="Of runs of words; see `wordings`."
    )
    quoted: Any = ArrayField(
        models.IntegerField(), default=list, help_text="Of such runs within quotation marks."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["snapshot"]
        indexes = [
            GinIndex(fields=["links"], name="trace_by_link"),
            GinIndex(fields=["runs"], name="trace_by_run"),
            GinIndex(fields=["quoted"], name="trace_by_quotation"),
        ]

    def __str__(self) -> str:
        return f"trace of snapshot {self.snapshot_id}"
