"""What a class is asked to do, on which texts, and what the professionals found."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from claims.records.models import Claim
from claims.reviews.models import Scale
from provenance.accounts.owned import Counted
from provenance.sources.models import Snapshot

from ..querysets import AssignmentQuerySet
from ..workflow import Stage
from .courses import Course


class Assignment(Counted):
    """Tasks on one or more texts. `tasks` holds what `tasks.Task` says, in order.

    `statement` is the claim it is about, where it is about one. Its verdict, its chain and its
    evidence are in the key, which students meet when the teacher reveals it.
    """

    class How(models.TextChoices):
        ALONE = "alone"
        GROUPS = "groups", "in groups"

    course = models.ForeignKey(Course, models.PROTECT, related_name="assignments")
    title = models.CharField(max_length=120)
    intro = models.TextField(blank=True, help_text="What the class reads first.")
    statement = models.CharField(max_length=1000, blank=True)
    tasks = models.JSONField(default=list)
    glossary = models.JSONField(default=dict, blank=True, help_text="Word -> what it means here.")
    reading_level = models.CharField(max_length=60, blank=True)
    lesson = models.SlugField(max_length=60, blank=True, help_text="The ready lesson it is from.")
    scale = models.ForeignKey(Scale, models.PROTECT, null=True, blank=True, related_name="+")
    how = models.CharField(max_length=6, choices=How, default=How.ALONE)
    attempts = models.PositiveSmallIntegerField(
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text="How often it is handed in.",
    )
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.DRAFT)
    given_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="an_assignment_has_a_title"),
            models.CheckConstraint(
                condition=models.Q(attempts__range=(1, 20)), name="between_1_and_20_attempts"
            ),
            models.CheckConstraint(
                condition=models.Q(stage="revealed", revealed_at__isnull=False)
                | (~models.Q(stage="revealed") & models.Q(revealed_at=None)),
                name="what_is_revealed_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def workspace_id(self) -> int:
        """Its events stand in the history of the course's workspace."""
        return self.course.workspace_id


class Material(models.Model):
    """A text of an assignment, in the version that was chosen. Answers name it by `position`."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="materials")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["assignment", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "position"], name="one_text_at_each_position"
            ),
            models.UniqueConstraint(
                fields=["assignment", "snapshot"], name="a_text_is_in_an_assignment_once"
            ),
        ]

    def __str__(self) -> str:
        return f"text {self.position} of assignment {self.assignment_id}"


class Key(models.Model):
    """What the professionals found, as it was on the day it was taken; see `keys.py` for `body`.

    In a table of its own, so that nothing which tells of an assignment tells it by accident.
    """

    assignment = models.OneToOneField(Assignment, models.CASCADE, related_name="key")
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, blank=True, related_name="+")
    body = models.JSONField(default=dict)
    taken_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"key of assignment {self.assignment_id}"
