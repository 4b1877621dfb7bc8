"""Putting students into groups, shuffled so that they meet others than the last time."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from provenance.accounts.models import User
from provenance.accounts.rules import NotNow
from provenance.audit.services import record

from ..grouping import shuffled
from ..models import Assignment, Enrolment, Part, Submission
from ._locking import taught_assignment


@transaction.atomic
def make_groups(
    assignment: Assignment, *, size: int, seed: int | None = None, by: User
) -> list[Submission]:
    """Shuffle everyone into groups of about `size`; each group has one work on it.

    Those who worked together before are kept apart as far as it goes. Nobody may have begun.
    """
    assignment = taught_assignment(assignment, by=by)
    if not 2 <= size <= 10:
        raise ValidationError({"size": "A group has 2 to 10 students."})
    if Submission.objects.filter(assignment=assignment, answers__revision__gt=0).exists():
        raise NotNow("Some have begun already. Groups are made before the work.")
    Submission.objects.filter(assignment=assignment).delete()
    students = list(assignment.course.enrolments.present().students())
    groups = shuffled([one.pk for one in students], size, _met(assignment), seed)
    assignment.how = Assignment.How.GROUPS
    assignment.touch()
    made = [_group(assignment, at, group, by) for at, group in enumerate(groups, 1)]
    record("assignment.grouped", assignment, by=by, groups=len(made), size=size)
    return made


def _group(assignment: Assignment, at: int, group: Sequence[int], by: User) -> Submission:
    work = Submission.objects.create(assignment=assignment, name=f"Group {at}", created_by=by)
    Part.objects.bulk_create(
        Part(submission=work, assignment=assignment, enrolment_id=pk) for pk in group
    )
    return work


def _met(assignment: Assignment) -> list[frozenset[int]]:
    """Who was in one group in other assignments of the course."""
    here = Enrolment.objects.filter(course=assignment.course_id)
    rows = Part.objects.filter(enrolment__in=here).exclude(assignment=assignment)
    by_work: dict[int, set[int]] = {}
    for work, student in rows.values_list("submission", "enrolment"):
        by_work.setdefault(work, set()).add(student)
    return [frozenset(group) for group in by_work.values() if len(group) > 1]
