"""One checker's work on one claim, inside a check."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.records.models import Claim
from provenance.accounts.models import Workspace

from ..querysets import ReviewQuerySet
from .checks import Check
from .scales import Rating


class Review(models.Model):
    """One checker's answer in one check: the first, the second, or that of the third person."""

    class Role(models.TextChoices):
        FIRST = "first", "the first checker"
        SECOND = "second", "the second checker"
        ADJUDICATOR = "adjudicator", "the third person"

    class Confidence(models.TextChoices):
        LOW = "low"
        MEDIUM = "medium"
        HIGH = "high"

    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="reviews")
    # Every model has a method `check` of Django's own, so the check is called the round here.
    round = models.ForeignKey(Check, models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews")
    role = models.CharField(max_length=11, choices=Role, default=Role.FIRST)
    rating = models.ForeignKey(
        Rating, models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    summary = models.TextField(blank=True, help_text="The reason, as it will be published.")
    confidence = models.CharField(max_length=6, choices=Confidence, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    independent_rating = models.ForeignKey(
        Rating,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="What was handed in before either saw the other's answer; never changed after.",
    )
    left_at = models.DateTimeField(
        null=True, blank=True, help_text="When it went to someone else, or was overtaken."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(submitted_at=None) | (Q(rating__isnull=False) & ~Q(summary="")),
                name="a_submitted_review_has_rating_and_reason",
            ),
            models.UniqueConstraint(
                fields=["round", "role"],
                condition=Q(left_at=None),
                name="one_review_per_role_of_a_check",
            ),
        ]

    def __str__(self) -> str:
        return f"review {self.pk} of claim {self.claim_id}"

    def touch(self) -> None:
        """Save a change and count the version up; call it on a locked row."""
        self.version += 1
        self.save()
