"""What counts in an assignment, the points for what was handed in, and remarks on its words."""

from django.core.validators import MinValueValidator
from django.db import models

from provenance.accounts.owned import Counted

from ..querysets import GradeQuerySet, RemarkQuerySet
from .assignments import Assignment
from .work import HandIn


class Rubric(Counted):
    """The criteria of one assignment, where its teacher changed the usual ones; `rubrics.py`."""

    assignment = models.OneToOneField(Assignment, models.CASCADE, related_name="rubric")
    criteria = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"rubric of assignment {self.assignment_id}"

    @property
    def workspace_id(self) -> int:
        """Its events stand in the history of the course's workspace."""
        return self.assignment.workspace_id


class Grade(Counted):
    """Points for one hand-in. Each attempt has its own, so that a better one erases nothing.

    `rows` holds the criteria as they were, with what was suggested, why, and what was given; see
    `graded.py`. `total` sums what was given; None where nothing was.
    """

    hand_in = models.OneToOneField(HandIn, models.CASCADE, related_name="grade")
    rows = models.JSONField(default=list)
    total = models.DecimalField(
        max_digits=6, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    out_of = models.PositiveIntegerField(default=0)
    comment = models.TextField(blank=True)
    released_at = models.DateTimeField(null=True, blank=True)

    objects = GradeQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(total=None)
                | models.Q(total__gte=0, total__lte=models.F("out_of")),
                name="nobody_gets_more_than_there_is",
            ),
        ]

    def __str__(self) -> str:
        return f"grade of hand-in {self.hand_in_id}"

    @property
    def workspace_id(self) -> int:
        """Its events stand in the history of the course's workspace."""
        return self.hand_in.submission.workspace_id


class Remark(Counted):
    """A teacher's words on a passage of what was handed in, which stays as it was.

    `path` names the field (`passages.py`), empty for the whole answer; `start` and `end` are code
    points of the words in it, empty for all of them. `quote` is what stands there.
    """

    hand_in = models.ForeignKey(HandIn, models.CASCADE, related_name="remarks")
    task = models.CharField(max_length=40)
    path = models.CharField(max_length=100, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    quote = models.TextField(blank=True)
    words = models.TextField()

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(words=""), name="a_remark_says_something"),
            models.CheckConstraint(
                condition=models.Q(start=None, end=None)
                | models.Q(start__lt=models.F("end"), start__isnull=False, end__isnull=False),
                name="a_remark_is_on_words_or_on_all",
            ),
        ]

    def __str__(self) -> str:
        return f"remark on {self.task} of hand-in {self.hand_in_id}"

    @property
    def workspace_id(self) -> int:
        """Its events stand in the history of the course's workspace."""
        return self.hand_in.submission.workspace_id
