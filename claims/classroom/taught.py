"""What a teacher sees of a class: courses, who is in them, and how far the work is."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from provenance.accounts.models import User

from .answers import is_empty
from .keys import newest_verdict
from .models import Answer, Assignment, Course, Enrolment, HintOpened, Key, Part, Submission
from .tasks import Task, tasks_of
from .workflow import Stage, State


@dataclass(frozen=True)
class CourseLine:
    """A course in the list: how many study, and what waits there."""

    course: Course
    students: int
    given: int
    to_read: int


@dataclass(frozen=True)
class AssignmentLine:
    """An assignment in its course: how many work on it, and how many handed in."""

    assignment: Assignment
    begun: int
    handed_in: int


@dataclass(frozen=True)
class Progress:
    """One work on an assignment: whose it is, and which tasks are answered."""

    work: Submission
    names: list[str]
    answered: list[bool]
    hints: int
    saved_at: Any

    @property
    def done(self) -> int:
        """How many tasks are answered."""
        return sum(self.answered)


@dataclass(frozen=True)
class AssignmentPage:
    """An assignment as its teacher sees it."""

    assignment: Assignment
    tasks: list[Task]
    texts: list[Any]
    key: Key | None
    key_is_old: bool
    works: list[Progress]
    idle: list[str]


def courses_taught(user: User) -> list[CourseLine]:
    """The courses someone teaches, running ones first, the newest first. Three queries."""
    courses = list(Course.objects.taught_by(user).select_related("workspace").order_by("-pk"))
    ids = [course.pk for course in courses]
    students = Enrolment.objects.present().students().filter(course__in=ids)
    numbers = _counted(students.values("course"))
    rows = Assignment.objects.filter(course__in=ids, deleted_at=None, stage=Stage.GIVEN)
    given = _counted(rows.values("course"))
    works = Submission.objects.filter(assignment__course__in=ids, state=State.HANDED_IN)
    waiting = _counted(works.exclude(assignment__stage=Stage.REVEALED), "assignment__course")
    lines = [CourseLine(c, numbers[c.pk], given[c.pk], waiting[c.pk]) for c in courses]
    return sorted(lines, key=lambda line: line.course.archived_at is not None)


def assignments_in(course: Course) -> list[AssignmentLine]:
    """What was set in a course, the newest first. One query."""
    handed_in = Q(submissions__state=State.HANDED_IN)
    rows = (
        course.assignments.filter(deleted_at=None)
        .defer("tasks", "glossary")
        .annotate(begun=Count("submissions"), handed_in=Count("submissions", filter=handed_in))
    )
    return [AssignmentLine(row, row.begun, row.handed_in) for row in rows.order_by("-pk")]


def assignment_page(assignment: Assignment, user: User) -> AssignmentPage:
    """Everything about an assignment, in a constant number of queries."""
    tasks = tasks_of(assignment.tasks)
    key = Key.objects.filter(assignment=assignment).select_related("claim").first()
    materials = assignment.materials.select_related("snapshot__article__outlet")
    works, at_work = _progress(assignment, tasks)
    students = Enrolment.objects.present().students().filter(course=assignment.course_id)
    idle = students.exclude(pk__in=at_work).values_list("name", flat=True)
    return AssignmentPage(
        assignment,
        tasks,
        [row.snapshot for row in materials.order_by("position")],
        key,
        key is not None and is_old(key, user),
        works,
        list(idle),
    )


def is_old(key: Key, user: User) -> bool:
    """Whether the desk published another verdict since the key was taken."""
    if key.claim is None:
        return False
    verdict = newest_verdict(key.claim, user)
    known = (key.body.get("verdict") or {}).get("number")
    return (verdict.number if verdict else None) != known


def members_of(works: Sequence[Submission]) -> dict[int, list[Enrolment]]:
    """Submission id -> whose work it is, those who left a group not included. One query."""
    found: dict[int, list[Enrolment]] = defaultdict(list)
    rows = Part.objects.filter(submission__in=[work.pk for work in works], left_at=None)
    for part in rows.select_related("enrolment").order_by("enrolment__name", "pk"):
        found[part.submission_id].append(part.enrolment)
    return found


def _progress(assignment: Assignment, tasks: Sequence[Task]) -> tuple[list[Progress], set[int]]:
    works = list(assignment.submissions.order_by("pk"))
    members = members_of(works)
    answers: dict[int, dict[str, Answer]] = defaultdict(dict)
    for answer in Answer.objects.filter(submission__assignment=assignment):
        answers[answer.submission_id][answer.task] = answer
    hints = Counter(
        HintOpened.objects.filter(submission__assignment=assignment).values_list(
            "submission", flat=True
        )
    )
    rows = [
        Progress(
            work,
            [one.name for one in members[work.pk]],
            [_is_answered(answers[work.pk].get(task.id)) for task in tasks],
            hints[work.pk],
            max((one.saved_at for one in answers[work.pk].values()), default=None),
        )
        for work in works
    ]
    at_work = {one.pk for group in members.values() for one in group}
    return sorted(rows, key=lambda row: (row.names or [""])[0].casefold()), at_work


def _is_answered(answer: Answer | None) -> bool:
    return answer is not None and not is_empty(answer.body)


def _counted(rows: Any, by: str = "course") -> Counter[int]:
    found = rows.order_by().values(by).annotate(n=Count("pk"))
    return Counter({row[by]: row["n"] for row in found})
