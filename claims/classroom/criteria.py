"""The criteria of an assignment, and what a hand-in suggests for each."""

from collections.abc import Sequence

from .matching import changes_between
from .models import Assignment, HandIn, Key, Material, Rubric
from .rubrics import Criterion, Measure, criteria_of, usual_criteria
from .suggesting import Desk, Suggestion, suggest
from .tasks import tasks_of


def criteria_for(assignment: Assignment) -> list[Criterion]:
    """What its teacher set, else what is usual for its tasks. One query."""
    rubric = Rubric.objects.filter(assignment=assignment).first()
    return criteria_of(rubric.criteria) if rubric else usual_criteria(tasks_of(assignment.tasks))


def suggestions_for(hand_in: HandIn, criteria: Sequence[Criterion]) -> dict[str, Suggestion | None]:
    """Criterion -> what the work suggests. One query, two where changes are compared."""
    assignment = hand_in.submission.assignment
    tasks = tasks_of(assignment.tasks)
    desk = _desk(assignment, criteria)
    return {one.id: suggest(one, tasks, hand_in.answers, desk) for one in criteria}


def _desk(assignment: Assignment, criteria: Sequence[Criterion]) -> Desk:
    key = Key.objects.filter(assignment=assignment).values_list("body", flat=True).first() or {}
    if all(one.measure != Measure.CHANGES for one in criteria):
        return Desk(key)
    rows = Material.objects.filter(assignment=assignment).select_related("snapshot")
    return Desk(key, changes_between([row.snapshot.text for row in rows.order_by("position")]))
