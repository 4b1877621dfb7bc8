"""The re-review queue: what rests on words that are no longer what they were."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.evidence.models import Evidence
from claims.records.models import Appearance, Attribution, Claim
from provenance.accounts.models import Workspace
from provenance.sources.models import Following

from ..querysets import RecheckQuerySet


class Recheck(models.Model):
    """Someone must look again: words that a claim rests on are reworded, unclear or gone.

    One row for each thing that rests on a passage and each change of its words; `following` says
    what became of them in the newest version, `verdict` which verdict was out by then.
    """

    class State(models.TextChoices):
        OPEN = "open", "waiting for an answer"
        HOLDS = "holds", "still holds"
        MOVED = "moved", "moved to the new words"
        REOPENED = "reopened", "the review was reopened"
        SETTLED = "settled", "the words are back"

    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="rechecks")
    appearance = models.ForeignKey(
        Appearance, models.PROTECT, null=True, blank=True, related_name="rechecks"
    )
    evidence = models.ForeignKey(
        Evidence, models.PROTECT, null=True, blank=True, related_name="rechecks"
    )
    hop = models.ForeignKey(
        Attribution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rechecks",
        help_text="Whose cue it is: the words that say who said it.",
    )
    following = models.ForeignKey(Following, models.PROTECT, related_name="rechecks")
    verdict = models.ForeignKey(
        "Verdict",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rechecks",
        help_text="The one that was out when the change was noticed.",
    )
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    reason = models.TextField(blank=True, help_text="Why it holds, or is looked at again.")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    objects = RecheckQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(appearance__isnull=False, evidence=None, hop=None)
                | Q(appearance=None, evidence__isnull=False, hop=None)
                | Q(appearance=None, evidence=None, hop__isnull=False),
                name="a_recheck_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(state="open", answered_at=None)
                | (~Q(state="open") & Q(answered_at__isnull=False)),
                name="a_recheck_is_open_or_answered",
            ),
            *(
                models.UniqueConstraint(
                    fields=[thing],
                    condition=Q(state="open"),
                    name=f"one_open_recheck_of_an_{thing}",
                )
                for thing in ("appearance", "evidence", "hop")
            ),
        ]
        indexes = [models.Index(fields=["workspace", "state", "-id"], name="recheck_queue")]

    def __str__(self) -> str:
        return f"look again at claim {self.claim_id}"

    @property
    def rests(self) -> str:
        """What rests on the words: `appearance`, `evidence` or `cue`."""
        if self.appearance_id:
            return "appearance"
        return "evidence" if self.evidence_id else "cue"

    def touch(self) -> None:
        """Save a change and count the version up; call it on a locked row."""
        self.version += 1
        self.save()
