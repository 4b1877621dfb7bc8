"""One checker's work on one claim."""

from django.conf import settings
from django.db import models

from claims.records.models import Claim
from provenance.accounts.models import Workspace

from ..querysets import ReviewQuerySet
from ..workflow import State
from .scales import Rating


class Review(models.Model):
    """One checker's work on one claim, and the second person's answer to it."""

    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="+")
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    rating = models.ForeignKey(
        Rating, models.PROTECT, null=True, blank=True, related_name="reviews"
    )
    summary = models.TextField(blank=True, help_text="The reason, as it will be published.")
    seconded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="seconded_reviews",
    )
    second_note = models.TextField(blank=True)
    reason = models.TextField(blank=True, help_text="Why it was returned or reopened.")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reviewer=models.F("seconded_by")),
                name="nobody_seconds_their_own_review",
            ),
            models.CheckConstraint(
                condition=models.Q(state=State.DRAFT)
                | (models.Q(rating__isnull=False) & ~models.Q(summary="")),
                name="a_submitted_review_has_rating_and_reason",
            ),
            models.UniqueConstraint(
                fields=["claim"],
                condition=~models.Q(state=State.PUBLISHED),
                name="one_open_review_per_claim",
            ),
        ]

    def __str__(self) -> str:
        return f"review {self.pk} of claim {self.claim_id}"

    def touch(self) -> None:
        """Save a change and count the version up; call it on a locked row."""
        self.version += 1
        self.save()
