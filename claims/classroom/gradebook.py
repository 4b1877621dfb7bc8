"""The grade book of a course: every student, every assignment, what was given and what is missing.

What counts is the last time someone handed in. Its points are shown once its grade has some.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone

from .models import Assignment, Course, Enrolment, Grade, HandIn, Part
from .workflow import Stage, State


@dataclass(frozen=True)
class Cell:
    """How one student stands with one assignment. `work` is None where it was not begun.

    `stands`: graded, to grade, returned, working, not begun, missing (too late to begin).
    """

    work: int | None
    stands: str
    points: Decimal | None = None
    out_of: int = 0
    is_late: bool = False
    is_released: bool = False
    attempt: int = 1

    @property
    def is_missing(self) -> bool:
        """Whether it was due, and nothing was handed in."""
        return self.stands == "missing"


@dataclass(frozen=True)
class Line:
    """A student, the cells in the order of the assignments, and the sum of what was given."""

    student: Enrolment
    cells: list[Cell]

    @property
    def points(self) -> Decimal | None:
        """The sum; None where nothing was given yet."""
        given = [cell.points for cell in self.cells if cell.points is not None]
        return sum(given, Decimal(0)) if given else None

    @property
    def out_of(self) -> int:
        """Of so many points: of what was graded alone."""
        return sum(cell.out_of for cell in self.cells if cell.points is not None)

    @property
    def percent(self) -> int | None:
        """The sum as a share; None where nothing was given yet."""
        points = self.points
        return round(100 * points / self.out_of) if points is not None and self.out_of else None

    @property
    def missing(self) -> int:
        """How many were due and not handed in."""
        return sum(cell.is_missing for cell in self.cells)

    @property
    def late(self) -> int:
        """How many came late."""
        return sum(cell.is_late for cell in self.cells)


@dataclass(frozen=True)
class Gradebook:
    """The whole book."""

    course: Course
    assignments: list[Assignment]
    lines: list[Line]

    @property
    def shares(self) -> list[int | None]:
        """Of each assignment, what was given on average, in percent; works of groups count once."""
        return [
            _share([line.cells[at] for line in self.lines]) for at in range(len(self.assignments))
        ]

    @property
    def to_grade(self) -> int:
        """How many hand-ins wait for points, those of a group counted once."""
        waiting = {c.work for line in self.lines for c in line.cells if c.stands == "to grade"}
        return len(waiting)


def _share(cells: Iterable[Cell]) -> int | None:
    by_work = {cell.work: cell for cell in cells if cell.points is not None and cell.out_of}
    shares = [float(cell.points or 0) / cell.out_of for cell in by_work.values()]
    return round(100 * sum(shares) / len(shares)) if shares else None


def gradebook(course: Course, only: Assignment | None = None) -> Gradebook:
    """The book of a course, or of one assignment in it. A constant number of queries."""
    given = course.assignments.filter(deleted_at=None).exclude(stage=Stage.DRAFT)
    if only is not None:
        given = given.filter(pk=only.pk)
    assignments = list(given.defer("tasks", "glossary", "intro").order_by("given_at", "pk"))
    ids = [one.pk for one in assignments]
    parts = Part.objects.filter(assignment__in=ids, left_at=None).select_related("submission")
    works: dict[int, dict[int, Any]] = defaultdict(dict)
    for part in parts:
        works[part.enrolment_id][part.assignment_id] = part.submission
    last = _last_hand_ins(ids)
    students = Enrolment.objects.present().students().filter(course=course)
    lines = [
        Line(one, [_cell(row, works[one.pk].get(row.pk), last) for row in assignments])
        for one in students.select_related("section").order_by("section__name", "name", "pk")
    ]
    return Gradebook(course, assignments, lines)


def works_in_order(assignment: Assignment) -> list[tuple[int, str]]:
    """Every work on an assignment and whose it is, in the order one grades in. Two queries."""
    names: dict[int, list[str]] = defaultdict(list)
    rows = Part.objects.filter(assignment=assignment, left_at=None).select_related("enrolment")
    for part in rows.order_by("enrolment__name", "pk"):
        names[part.submission_id].append(part.enrolment.name)
    works = assignment.submissions.filter(Q(answers__revision__gt=0) | Q(hand_ins__isnull=False))
    found = [(pk, name, ", ".join(names[pk])) for pk, name in _named(works)]
    found.sort(key=lambda one: ((one[1] or one[2]).casefold(), one[0]))
    return [(pk, f"{name}: {who}" if name else who) for pk, name, who in found]


def _named(works: Any) -> Iterable[tuple[int, str]]:
    rows: Iterable[tuple[int, str]] = works.order_by("pk").distinct().values_list("pk", "name")
    return rows


def _last_hand_ins(assignments: Sequence[int]) -> dict[int, tuple[HandIn, Grade | None]]:
    """Work -> what was handed in last, and its grade."""
    rows = HandIn.objects.filter(submission__assignment__in=assignments).order_by("attempt")
    found = {row.submission_id: row for row in rows.defer("answers", "hints")}
    grades = Grade.objects.filter(hand_in__in=[one.pk for one in found.values()])
    by_hand_in = {grade.hand_in_id: grade for grade in grades.defer("rows", "comment")}
    return {work: (row, by_hand_in.get(row.pk)) for work, row in found.items()}


def _cell(assignment: Assignment, work: Any, last: dict[int, tuple[HandIn, Grade | None]]) -> Cell:
    due: datetime | None = assignment.due_at
    over = due is not None and due < timezone.now()
    hand_in, grade = last.get(work.pk, (None, None)) if work is not None else (None, None)
    if hand_in is None:
        closed = over or assignment.stage in {Stage.CLOSED, Stage.REVEALED}
        begun = "working" if work is not None else "not begun"
        return Cell(work and work.pk, "missing" if closed else begun)
    late = due is not None and hand_in.at > due
    if grade is not None and grade.total is not None:
        released = grade.released_at is not None
        return Cell(work.pk, "graded", grade.total, grade.out_of, late, released, hand_in.attempt)
    stands = "returned" if work.state == State.RETURNED else "to grade"
    return Cell(work.pk, stands, is_late=late, attempt=hand_in.attempt)
