"""What was published."""

from django.conf import settings
from django.db import models

from claims.records.models import Claim
from provenance.accounts.models import Workspace

from ..querysets import VerdictQuerySet
from .reviews import Review
from .scales import Rating


class Verdict(models.Model):
    """What was published. Immutable and dated; a change is a new one with a public reason."""

    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="verdicts")
    review = models.ForeignKey(Review, models.PROTECT, related_name="verdicts")
    number = models.PositiveIntegerField(help_text="1, 2, 3 … within the claim.")
    rating = models.ForeignKey(Rating, models.PROTECT, related_name="verdicts")
    rating_label = models.CharField(max_length=80, help_text="As it read on the day.")
    neutral = models.CharField(max_length=8, choices=Rating.Neutral)
    summary = models.TextField()
    as_of = models.DateField()
    reason_for_change = models.TextField(blank=True)
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
        ]
        indexes = [models.Index(fields=["-published_at"], name="verdict_newest")]

    def __str__(self) -> str:
        return f"{self.rating_label} on claim {self.claim_id}"
