"""Scales and their ratings."""

from django.db import models

from provenance.accounts.models import Workspace

from ..querysets import ScaleQuerySet


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
        SATIRE = "satire"
        OPINION = "opinion"

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
