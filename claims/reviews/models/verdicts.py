"""What was published."""

from django.conf import settings
from django.db import models

from claims.records.models import Claim
from provenance.accounts.models import Workspace

from ..querysets import VerdictQuerySet
from .reviews import Review
from .scales import Rating

# What readers are told that a row did to the one before it.
CHANGES = {
    "update": "Updated",
    "correct": "Corrected",
    "clarify": "Clarified",
    "withdraw": "Withdrawn",
}


class Verdict(models.Model):
    """What was published. Immutable and dated; a change is a new one with a public reason.

    A withdrawal is the newest row of its claim: what it says in place of a rating is that the
    verdict was withdrawn, and `rating` keeps which one.
    """

    class Kind(models.TextChoices):
        """What a row did to the one before it."""

        FIRST = "first", "first verdict"
        UPDATE = "update", "updated: more is known now"
        CORRECT = "correct", "corrected: it was wrong"
        CLARIFY = "clarify", "clarified: the same, said better"
        WITHDRAW = "withdraw", "withdrawn"

    class Confidence(models.TextChoices):
        HIGH = "high", "high confidence"
        MEDIUM = "medium", "medium confidence"
        LOW = "low", "low confidence"

    WITHDRAWN = "withdrawn"
    NEUTRAL = (*Rating.Neutral.choices, (WITHDRAWN, "withdrawn"))

    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="verdicts")
    review = models.ForeignKey(Review, models.PROTECT, related_name="verdicts")
    number = models.PositiveIntegerField(help_text="1, 2, 3 … within the claim.")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.FIRST)
    rating = models.ForeignKey(Rating, models.PROTECT, related_name="verdicts")
    rating_label = models.CharField(max_length=80, help_text="As it read on the day.")
    neutral = models.CharField(max_length=9, choices=NEUTRAL)
    colour = models.CharField(
        max_length=8, choices=Rating.Colour, blank=True, help_text="That of the rating on the day."
    )
    summary = models.TextField()
    as_of = models.DateField()
    confidence = models.CharField(
        max_length=6, choices=Confidence, blank=True, help_text="Empty: nothing is said of it."
    )
    would_change = models.TextField(blank=True, help_text="What would change our mind.")
    reason_for_change = models.TextField(blank=True)
    rolled = models.JSONField(
        null=True,
        blank=True,
        help_text="The rule and the public parts it went out with; see reviews.rolling.",
    )
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="verdicts_published"
    )
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    objects = VerdictQuerySet.as_manager()

    class Meta:
        ordering = ["claim", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "number"], name="verdicts_of_a_claim_are_numbered"
            ),
            models.CheckConstraint(
                condition=models.Q(number=1, supersedes=None)
                | (
                    models.Q(number__gt=1, supersedes__isnull=False)
                    & ~models.Q(reason_for_change="")
                ),
                name="a_changed_verdict_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(number=1, kind="first")
                | (models.Q(number__gt=1) & ~models.Q(kind="first")),
                name="only_verdict_1_is_the_first",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="withdraw", neutral="withdrawn")
                | (~models.Q(kind="withdraw") & ~models.Q(neutral="withdrawn")),
                name="a_withdrawn_verdict_says_so",
            ),
        ]
        indexes = [models.Index(fields=["-published_at"], name="verdict_newest")]

    def __str__(self) -> str:
        return f"{self.rating_label} on claim {self.claim_id}"

    @property
    def shade(self) -> str:
        """The name of the colour it is shown in."""
        return self.colour or self.neutral

    @property
    def decided_between(self) -> str:
        """Why a third person decided where two differed, if readers are to be told; else empty."""
        check = self.review.round
        told = check.tells_disagreement and check.adjudicator_id == self.review.reviewer_id
        return check.decision if told and not self.is_withdrawal else ""

    @property
    def change(self) -> str:
        """What it did to the one before, in a word; empty for the first."""
        return CHANGES.get(self.kind, "")

    @property
    def is_withdrawal(self) -> bool:
        """Whether it takes back the verdict before it."""
        return self.kind == self.Kind.WITHDRAW
