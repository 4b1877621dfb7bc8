"""One student's work on one assignment, as its teacher grades it, and as the student reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count

from claims.classroom.alike import Alike, Typed, alike
from claims.classroom.criteria import criteria_for, suggestions_for
from claims.classroom.gradebook import works_in_order
from claims.classroom.graded import Row, Told, rows_of, told_to_student
from claims.classroom.models import (
    AnswerVersion,
    Assignment,
    Grade,
    HandIn,
    HintOpened,
    Material,
    Remark,
    Submission,
)
from claims.classroom.passages import typed_in
from claims.classroom.rubrics import Criterion
from claims.classroom.suggesting import Suggestion
from claims.classroom.tasks import Task, tasks_of
from claims.classroom.timeline import Moment, Save, Stretch, timeline

from .answers import TaskShown, tasks_shown
from .marked import MarkedText, marked_texts


@dataclass(frozen=True)
class Neighbours:
    """Whose work this is, and the ones before and after it."""

    name: str
    before: int | None
    after: int | None
    place: int
    count: int


@dataclass(frozen=True)
class Points:
    """A criterion with what is suggested and what was given."""

    criterion: Criterion
    suggestion: Suggestion | None
    given: float | None


@dataclass(frozen=True)
class GradePage:
    """Everything the teacher's template shows."""

    work: Submission
    neighbours: Neighbours
    hand_in: HandIn | None
    attempts: list[int]
    grade: Grade | None
    points: list[Points]
    tasks: list[TaskShown]
    texts: list[MarkedText]
    story: list[Stretch | Moment]
    alike: int

    @property
    def is_late(self) -> bool:
        """Whether it came after it was due."""
        due = self.work.assignment.due_at
        return due is not None and self.hand_in is not None and self.hand_in.at > due

    @property
    def out_of(self) -> int:
        """The most points there are."""
        return sum(one.criterion.points for one in self.points)

    @property
    def rubric_changed(self) -> bool:
        """Whether points were given by another rubric than the one that holds now."""
        if self.grade is None or self.grade.total is None:
            return False
        kept = {(row.criterion, row.points) for row in rows_of(self.grade.rows)}
        return kept != {(one.criterion.id, one.criterion.points) for one in self.points}


@dataclass(frozen=True)
class OwnGrade:
    """What a student reads: their answers with remarks, and the points as far as they are told."""

    work: Submission
    hand_in: HandIn | None
    attempts: list[int]
    grade: Grade | None
    told: Told | None
    tasks: list[TaskShown]

    @property
    def rows(self) -> list[tuple[int | None, Row]]:
        """The points that are told, with the number of the task each is for."""
        numbers = {one.task.id: one.number for one in self.tasks}
        return [(numbers.get(row.task), row) for row in (self.told.rows if self.told else [])]


def grade_page(work: Submission, attempt: int | None = None) -> GradePage:
    """One attempt, the last one if none is named; what is saved where nothing was handed in.

    A constant number of queries.
    """
    hand_ins = list(work.hand_ins.order_by("attempt"))
    hand_in = _chosen(hand_ins, attempt)
    read = _Read(work, hand_in)
    grade = Grade.objects.filter(hand_in=hand_in).first() if hand_in else None
    remarks = list(Remark.objects.kept().filter(hand_in=hand_in)) if hand_in else []
    return GradePage(
        work,
        _neighbours(work),
        hand_in,
        [one.attempt for one in hand_ins],
        grade,
        _points(hand_in, grade) if hand_in else [],
        read.shown(remarks),
        marked_texts(read.snapshots, read.tasks, read.answers),
        _story(work, hand_ins),
        sum(work.pk in pair_of(one) for one in alike_in(work.assignment)),
    )


def own_grade(work: Submission, user: Any, attempt: int | None = None) -> OwnGrade:
    """What was given out of one's own work, and nothing else. A constant number of queries."""
    rows = Grade.objects.visible_to(user).filter(hand_in__submission=work)
    grades = {row.hand_in_id: row for row in rows.order_by("hand_in__attempt")}
    hand_ins = list(work.hand_ins.filter(pk__in=grades).order_by("attempt"))
    hand_in = _chosen(hand_ins, attempt)
    if hand_in is None:
        return OwnGrade(work, None, [], None, None, [])
    grade = grades[hand_in.pk]
    remarks = list(Remark.objects.visible_to(user).filter(hand_in=hand_in))
    told = told_to_student(rows_of(grade.rows), revealed=work.assignment.revealed_at is not None)
    attempts = [one.attempt for one in hand_ins]
    return OwnGrade(work, hand_in, attempts, grade, told, _Read(work, hand_in).shown(remarks))


def alike_in(assignment: Assignment) -> list[Alike]:
    """Where the last hand-ins of two works say the same; nothing that the class was given."""
    tasks = tasks_of(assignment.tasks)
    last: dict[int, HandIn] = {}
    for one in HandIn.objects.filter(submission__assignment=assignment).order_by("attempt"):
        last[one.submission_id] = one
    typed = [
        Typed(work, task.id, line.label, line.words)
        for work, hand_in in last.items()
        for task, line in typed_in(tasks, hand_in.answers)
    ]
    rows = Material.objects.filter(assignment=assignment).select_related("snapshot")
    given = [row.snapshot.text for row in rows] if len(last) > 1 else []
    given += [assignment.intro, assignment.statement, *assignment.glossary.values()]
    given += [words for task in tasks for words in (task.prompt, *task.hints)]
    return alike(typed, given)


def pair_of(one: Alike) -> tuple[int, int]:
    """The two works."""
    return one.one.typed.work, one.other.typed.work


class _Read:
    """What stands around an attempt: its tasks, its texts, its answers."""

    def __init__(self, work: Submission, hand_in: HandIn | None) -> None:
        self.work, self.hand_in = work, hand_in
        self.tasks: list[Task] = tasks_of(work.assignment.tasks)
        rows = work.assignment.materials.select_related("snapshot__article").order_by("position")
        self.snapshots = [row.snapshot for row in rows]

    @cached_property
    def answers(self) -> dict[str, Any]:
        """Task -> body: what was handed in, else what is saved."""
        if self.hand_in is not None:
            answers: dict[str, Any] = self.hand_in.answers
            return answers
        return {one.task: one.body for one in self.work.answers.all()}

    def shown(self, remarks: Sequence[Remark]) -> list[TaskShown]:
        """The tasks with remarks beside the words."""
        scale = self.work.assignment.scale
        ratings = {one.slug: one.label for one in scale.ratings.all()} if scale else {}
        texts = [one.text for one in self.snapshots]
        hints = self.hand_in.hints if self.hand_in else _hints(self.work)
        return tasks_shown(self.tasks, self.answers, texts, ratings, remarks, hints)


def _chosen(hand_ins: Sequence[HandIn], attempt: int | None) -> HandIn | None:
    """The attempt asked for, else the last."""
    wanted = [one for one in hand_ins if one.attempt == attempt]
    return next(iter([*wanted, *reversed(hand_ins)]), None)


def _hints(work: Submission) -> dict[str, int]:
    rows = HintOpened.objects.filter(submission=work).values("task").order_by()
    return {row["task"]: row["n"] for row in rows.annotate(n=Count("pk"))}


def _points(hand_in: HandIn, grade: Grade | None) -> list[Points]:
    criteria = criteria_for(hand_in.submission.assignment)
    suggested = suggestions_for(hand_in, criteria)
    given: dict[str, Row] = {row.criterion: row for row in rows_of(grade.rows if grade else [])}
    return [
        Points(one, suggested[one.id], given[one.id].given if one.id in given else None)
        for one in criteria
    ]


def _neighbours(work: Submission) -> Neighbours:
    order = works_in_order(work.assignment)
    ids = [pk for pk, _ in order]
    names = dict(order)
    if work.pk not in names:
        return Neighbours(work.name, None, ids[0] if ids else None, 0, len(ids))
    at = ids.index(work.pk)
    before = ids[at - 1] if at else None
    after = ids[at + 1] if at + 1 < len(ids) else None
    return Neighbours(names[work.pk], before, after, at + 1, len(ids))


def _story(work: Submission, hand_ins: Sequence[HandIn]) -> list[Stretch | Moment]:
    """When it was worked on, by whom where it is a group's, and what else happened."""
    parts = work.parts.select_related("enrolment")
    who = {part.enrolment.user_id: part.enrolment.name for part in parts}
    who = who if len(who) > 1 else {}
    kinds = {task.id: str(task.kind.label) for task in tasks_of(work.assignment.tasks)}
    rows = AnswerVersion.objects.filter(answer__submission=work)
    saves = [
        Save(at, kinds.get(task, task), who.get(user, ""))
        for at, task, user in rows.values_list("saved_at", "answer__task", "saved_by")
    ]
    moments = [
        Moment(one.at, f"Opened hint {one.number} of “{kinds.get(one.task, one.task)}”")
        for one in HintOpened.objects.filter(submission=work)
    ]
    moments += [Moment(one.at, f"Handed in, attempt {one.attempt}") for one in hand_ins]
    return timeline(saves, moments)
