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

    @property
    def languages(self) -> list[str]:
        """Into which languages it was translated, at least in part."""
        return sorted({text.language for one in self.ratings.all() for text in one.texts.all()})


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

    class Colour(models.TextChoices):
        """Colours of ours, by the names of their tokens (frontend/src/styles/tokens.css)."""

        TRUE = "true", "green"
        MIXED = "mixed", "amber"
        FALSE = "false", "red"
        UNPROVEN = "unproven", "grey"
        OUTDATED = "outdated", "violet"
        LINK = "link", "blue"

    scale = models.ForeignKey(Scale, models.CASCADE, related_name="ratings")
    slug = models.SlugField(max_length=60)
    value = models.PositiveSmallIntegerField(help_text="1 is worst; two ratings may share one.")
    label = models.CharField(max_length=80)
    meaning = models.CharField(max_length=300)
    neutral = models.CharField(max_length=8, choices=Neutral)
    colour = models.CharField(
        max_length=8, choices=Colour, blank=True, help_text="Empty: that of what it stands for."
    )
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

    def label_in(self, language: str) -> str:
        """How it reads in a language; as the scale has it where nobody translated it."""
        texts = {text.language: text for text in self.texts.all()}
        main = language.partition("-")[0]
        return (texts.get(language) or texts.get(main) or self).label


class RatingText(models.Model):
    """A rating in another language."""

    rating = models.ForeignKey(Rating, models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8, help_text="A code such as `de` or `pt-br`.")
    label = models.CharField(max_length=80)
    meaning = models.CharField(max_length=300)

    class Meta:
        ordering = ["language", "rating"]
        constraints = [
            models.UniqueConstraint(
                fields=["rating", "language"], name="a_rating_reads_one_way_in_each_language"
            ),
            models.CheckConstraint(
                condition=~models.Q(label="") & ~models.Q(meaning=""),
                name="a_translated_rating_has_label_and_meaning",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.language})"
