"""Why a claim was picked to be checked."""

from django.db import models
from django.db.models import Q

from claims.records.models import Claim
from provenance.accounts.models import Workspace
from provenance.accounts.owned import Counted

from ..querysets import PickQuerySet


class Pick(Counted):
    """A claim was picked by a rule. Taken back or said anew, it stays on record."""

    class Rule(models.TextChoices):
        """The rules by which desks pick."""

        REQUEST = "request", "readers asked for it"
        EDITOR = "editor", "an editor’s choice"
        REACH = "reach", "it reaches many"
        HARM = "harm", "it may do harm"
        EVENT = "event", "all that was said in one text or event"
        SAMPLE = "sample", "drawn at random"
        OTHER = "other", "another reason"

    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="picks")
    rule = models.CharField(max_length=7, choices=Rule)
    words = models.CharField(
        max_length=300, blank=True, help_text="More about it; needed for another reason."
    )

    objects = PickQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=Q(deleted_at=None),
                name="a_claim_is_picked_by_one_rule",
            ),
            models.CheckConstraint(
                condition=~Q(rule="other") | ~Q(words=""), name="another_reason_has_words"
            ),
            models.CheckConstraint(
                condition=Q(
                    rule__in=["request", "editor", "reach", "harm", "event", "sample", "other"]
                ),
                name="claims_are_picked_by_known_rules",
            ),
        ]

    def __str__(self) -> str:
        return f"claim {self.claim_id}: {self.get_rule_display()}"
