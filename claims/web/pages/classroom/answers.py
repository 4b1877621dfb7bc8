"""What was answered, task by task, with the teacher's remarks beside the words they are about."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claims.classroom.models import Remark
from claims.classroom.passages import Line, Piece, cut, groups_of
from claims.classroom.tasks import Task


@dataclass(frozen=True)
class Numbered:
    """A remark, and its number on the page."""

    number: int
    remark: Remark


@dataclass(frozen=True)
class LineShown:
    """A field, cut where remarks begin or end, and the remarks on it."""

    line: Line
    pieces: list[Piece]
    remarks: list[Numbered]


@dataclass(frozen=True)
class GroupShown:
    """A row of an answer."""

    title: str
    lines: list[LineShown]


@dataclass(frozen=True)
class TaskShown:
    """A task with what was answered, the remarks on the whole of it, and the hints opened."""

    task: Task
    number: int
    groups: list[GroupShown]
    remarks: list[Numbered]
    hints: int


def tasks_shown(
    tasks: Sequence[Task],
    answers: Mapping[str, Any],
    texts: Sequence[str],
    ratings: Mapping[str, str],
    remarks: Sequence[Remark],
    hints: Mapping[str, int],
) -> list[TaskShown]:
    """Every task, also those left empty. Remarks are numbered as they stand on the page."""
    told = {task.id: groups_of(task, answers.get(task.id) or {}, texts, ratings) for task in tasks}
    on = _numbered(tasks, told, remarks)
    return [
        TaskShown(
            task,
            number,
            [
                GroupShown(
                    group.title, [_line(line, on[task.id, line.path]) for line in group.lines]
                )
                for group in told[task.id]
            ],
            on[task.id, ""],
            hints.get(task.id, 0),
        )
        for number, task in enumerate(tasks, 1)
    ]


def _numbered(
    tasks: Sequence[Task], told: Mapping[str, Any], remarks: Sequence[Remark]
) -> dict[tuple[str, str], list[Numbered]]:
    """(task, path) -> the remarks there, numbered down the page."""
    order = [
        (task.id, path)
        for task in tasks
        for path in ["", *(line.path for group in told[task.id] for line in group.lines)]
    ]
    place = {where: at for at, where in enumerate(order)}
    kept = [one for one in remarks if (one.task, one.path) in place]
    kept.sort(key=lambda one: (place[one.task, one.path], one.start or 0, one.pk))
    found: dict[tuple[str, str], list[Numbered]] = defaultdict(list)
    for number, remark in enumerate(kept, 1):
        found[remark.task, remark.path].append(Numbered(number, remark))
    return found


def _line(line: Line, remarks: Sequence[Numbered]) -> LineShown:
    spans = {
        one.number: (one.remark.start, one.remark.end)
        for one in remarks
        if one.remark.start is not None and one.remark.end is not None
    }
    return LineShown(line, cut(line.words, spans), list(remarks))
