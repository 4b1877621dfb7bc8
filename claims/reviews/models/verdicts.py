"""Scales, one checker's work on a claim, and what was published."""

from django.conf import settings
from django.db import models

from claims.records.models import Claim
from provenance.accounts.models import Workspace

from ..querysets import ReviewQuerySet, ScaleQuerySet, VerdictQuerySet
from ..workflow import State


class Scale(models.Model):
    """An ordered set of ratings. A change of meaning is a new edition; old verdicts keep theirs.

    The usual scales belong to no workspace and serve all; a workspace may add its own.
    """

    workspace = models.ForeignKey(
        Workspace, models.PROTECT, null=True, blank=True, related_name="scales"
    )
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    edition = models.PositiveIntegerField(default=1)
    description = models.TextField(blank=True)
    is_default = models.BooleanField(default=False)
    retired_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = ScaleQuerySet.as_manager()

    class Meta:
        ordering = ["name", "edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "slug", "edition"],
                name="one_scale_per_edition",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["workspace"],
                condition=models.Q(is_default=True),
                name="one_default_scale",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Rating(models.Model):
    """One step of a scale."""

    class Neutral(models.TextChoices):
        TRUE = "true"
        MIXED = "mixed"
        FALSE = "false"
        UNPROVEN = "unproven"
        OUTDATED = "outdated", "true when said, outdated now"

    scale = models.ForeignKey(Scale, models.CASCADE, related_name="ratings")
    slug = models.SlugField(max_length=60)
    value = models.PositiveSmallIntegerField(help_text="1 is worst; two ratings may share one.")
    label = models.CharField(max_length=80)
    meaning = models.CharField(max_length=300)
    neutral = models.CharField(max_length=8, choices=Neutral)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["scale", "position"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "slug"], name="one_rating_per_slug"),
            models.CheckConstraint(
                condition=models.Q(value__gte=1),
                name="the_worst_rating_is_1",
            ),
        ]

    def __str__(self) -> str:
        return self.label


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
