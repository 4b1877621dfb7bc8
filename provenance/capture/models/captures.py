"""What someone asked us to bring in, and what became of it."""

import uuid
from typing import Any, Self

from django.db import models

from provenance.accounts.owned import Owned, OwnedQuerySet
from provenance.sources.models import Article, Snapshot


class CaptureQuerySet(OwnedQuerySet):
    """Capture requests."""

    def listed_for(self, user: Any) -> Self:
        """Those of the user's workspaces that they may see; outsiders see none, public or not."""
        mine = list(getattr(user, "roles", ()))
        return self.visible_to(user).filter(workspace__in=mine).light()

    def in_batch(self, batch: uuid.UUID) -> Self:
        """One upload of many, in the order given; an archive's pages follow it."""
        return self.filter(batch=batch).order_by("id")

    def light(self) -> Self:
        """Without the bytes, and with what a list shows."""
        return (
            self.defer("payload")
            .select_related("article", "snapshot", "workspace")
            .defer("snapshot__text", "snapshot__blocks", "snapshot__regions")
        )


class CaptureRequest(Owned):
    """One input on its way to a snapshot. A failed one is kept, with the reason, to be retried."""

    class Origin(models.TextChoices):
        FILE = "file"
        ADDRESS = "address"
        PASTED = "pasted", "pasted text"
        BOOKMARKLET = "bookmarklet"

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    class Outcome(models.TextChoices):
        IMPORTED = "imported"
        UNCHANGED = "unchanged"
        REVISED = "revised"
        UNPACKED = "unpacked", "unpacked into its pages"

    batch = models.UUIDField(default=uuid.uuid4, db_index=True, help_text="One upload of many.")
    origin = models.CharField(max_length=11, choices=Origin)
    address = models.CharField(max_length=2000, blank=True)
    name = models.CharField(max_length=500, blank=True, help_text="File name or given title.")
    media_type = models.CharField(max_length=100, blank=True)
    payload = models.BinaryField(
        null=True, help_text="Given bytes, kept until they are a snapshot."
    )
    in_browser = models.BooleanField(
        default=False, db_default=False, help_text="Opened in a browser: scripts build the page."
    )
    state = models.CharField(max_length=7, choices=State, default=State.QUEUED)
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True)
    reason_code = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True, help_text="Why it failed, in plain words.")
    attempts = models.PositiveSmallIntegerField(default=0)
    article = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="captures"
    )
    snapshot = models.ForeignKey(
        Snapshot, models.PROTECT, null=True, blank=True, related_name="captures"
    )

    objects = CaptureQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.address or self.name or "a text without a name"

    @property
    def is_over(self) -> bool:
        """Whether it came to an end, good or bad."""
        return self.state in (self.State.DONE, self.State.FAILED)
