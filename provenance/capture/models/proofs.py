"""Whether the words that were read stand in the bytes that were stored. Written once."""

from typing import Any, Self

from django.db import models

from provenance.accounts.owned import visible_to
from provenance.sources.models import Snapshot


class ProofQuerySet(models.QuerySet[Any]):
    """Proofs; whoever may see the article may see what speaks against its capture."""

    def visible_to(self, user: Any) -> Self:
        """Proofs of snapshots of articles this user may see."""
        return self.filter(visible_to(user, "snapshot__article__"))


class Proof(models.Model):
    """What was found when a stored page was read back and searched for its own words.

    `code` is empty for a good capture; otherwise `reason` says in plain words what is wrong.
    """

    snapshot = models.OneToOneField(
        Snapshot, models.PROTECT, primary_key=True, related_name="proof"
    )
    looked_for = models.PositiveIntegerField(help_text="Sentences of the text that was read.")
    found = models.PositiveIntegerField(help_text="Those that stand in what was stored.")
    quotes = models.PositiveIntegerField(help_text="Passages marked on earlier versions.")
    quotes_found = models.PositiveIntegerField(help_text="Those that still stand there.")
    code = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ProofQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(found__lte=models.F("looked_for"))
                & models.Q(quotes_found__lte=models.F("quotes")),
                name="no_more_is_found_than_was_looked_for",
            )
        ]

    def __str__(self) -> str:
        return f"proof of snapshot {self.snapshot_id}"

    @property
    def workspace_id(self) -> int:
        """The workspace whose chain of events this row belongs to."""
        return self.snapshot.workspace_id

    @property
    def is_good(self) -> bool:
        """Whether nothing speaks against the capture."""
        return not self.code
