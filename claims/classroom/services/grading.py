"""Points for what was handed in, and giving them out."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.services import record

from ..criteria import criteria_for, suggestions_for
from ..graded import made_rows, sum_of
from ..models import Assignment, Grade, HandIn, Remark, Rubric
from ..rubrics import clean_criteria, total_of
from ..tasks import tasks_of
from ._locking import taught_assignment, taught_hand_in

LONGEST = 5_000  # Characters of a comment.


@transaction.atomic
def edit_rubric(
    assignment: Assignment, criteria: Any, *, version: int | None = None, by: User
) -> Rubric:
    """Say what counts. Grades that were given stay as they are until they are given anew.

    `version` is that of the rubric, 0 where there was none. Raises ValidationError naming
    `criteria`.
    """
    assignment = taught_assignment(assignment, by=by)
    rubric = Rubric.objects.filter(assignment=assignment).first() or Rubric(
        assignment=assignment, created_by=by, version=0
    )
    _refuse_stale(rubric.version, version)
    wanted = [one.told() for one in clean_criteria(criteria, tasks_of(assignment.tasks))]
    if wanted != rubric.criteria:
        rubric.criteria = wanted
        rubric.touch()
        record("assignment.rubric_set", assignment, by=by, criteria=len(wanted))
    return rubric


@transaction.atomic
def grade_work(
    hand_in: HandIn,
    given: Mapping[str, Any],
    *,
    comment: str = "",
    version: int | None = None,
    by: User,
) -> Grade:
    """Give points for one hand-in: criterion -> points, or None where none are given yet.

    What the work suggests is kept beside it. `version` is that of the grade one had read, 0 where
    there was none. Raises ValidationError naming the field.
    """
    hand_in = taught_hand_in(hand_in, by=by)
    grade = _grade_of(hand_in, by)
    _refuse_stale(grade.version, version)
    words = comment.replace("\x00", "").strip()
    if len(words) > LONGEST:
        raise ValidationError({"comment": f"Say it in at most {LONGEST} characters."})
    criteria = criteria_for(hand_in.submission.assignment)
    rows = made_rows(criteria, suggestions_for(hand_in, criteria), given)
    grade.rows, grade.comment = [row.told() for row in rows], words
    grade.total, grade.out_of = sum_of(rows), total_of(criteria)
    grade.touch()
    # The points themselves are in the grade, which can be erased; the history cannot.
    record("work.graded", hand_in.submission, by=by, attempt=hand_in.attempt)
    return grade


@transaction.atomic
def release_grade(hand_in: HandIn, *, version: int | None = None, by: User) -> Grade:
    """Let those whose work it is read the points, the comment and the remarks."""
    hand_in = taught_hand_in(hand_in, by=by)
    grade = _grade_of(hand_in, by)
    _refuse_stale(grade.version, version)
    if (
        grade.total is None
        and not grade.comment
        and not Remark.objects.kept().filter(hand_in=hand_in).exists()
    ):
        raise NotNow("There are no points, no comment and no remarks to give out yet.")
    if grade.released_at is None:
        grade.released_at = timezone.now()
        grade.touch()
        record("work.grade_released", hand_in.submission, by=by, attempt=hand_in.attempt)
    return grade


@transaction.atomic
def withhold_grade(grade: Grade, *, version: int | None = None, by: User) -> Grade:
    """Take points, comment and remarks out of sight again; who read them has read them."""
    hand_in = taught_hand_in(grade.hand_in, by=by)
    grade = Grade.objects.locked(grade.pk, version)
    if grade.released_at is not None:
        grade.released_at = None
        grade.touch()
        record("work.grade_withheld", hand_in.submission, by=by, attempt=hand_in.attempt)
    return grade


@transaction.atomic
def release_grades(assignment: Assignment, *, by: User) -> int:
    """Give out every grade of an assignment that has points or a comment; how many those were."""
    assignment = taught_assignment(assignment, by=by)
    rows = Grade.objects.filter(hand_in__submission__assignment=assignment, released_at=None)
    waiting = rows.filter(Q(total__isnull=False) | ~Q(comment=""))
    grades = list(waiting.select_for_update(of=("self",), no_key=True).order_by("pk"))
    for grade in grades:
        grade.released_at = timezone.now()
        grade.touch()
    if grades:
        record("assignment.grades_released", assignment, by=by, grades=len(grades))
    return len(grades)


def _grade_of(hand_in: HandIn, by: User) -> Grade:
    """Its grade; one that is not kept yet has version 0, and becomes 1."""
    found = Grade.objects.filter(hand_in=hand_in).first()
    return found or Grade(hand_in=hand_in, created_by=by, version=0)


def _refuse_stale(now: int, read: int | None) -> None:
    if read is not None and read != now:
        raise Stale("Someone else changed this in the meantime.")
