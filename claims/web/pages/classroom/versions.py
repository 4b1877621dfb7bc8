"""How the answers of a work grew: what changed from one time of saving to the next."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims.classroom.models import AnswerVersion, Submission
from claims.classroom.passages import Line, groups_of
from claims.classroom.tasks import Task, tasks_of
from provenance.sources.differences import diff

from ..comparing import Piece

MOST = 40  # Times of one task; the newest.
Row = tuple[int, datetime, str, int | None]  # Id of a version, when, of which task, by whom.


@dataclass(frozen=True)
class Changed:
    """A field, and what became of its words."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True)
class Version:
    """An answer as it was at the end of a minute, and what had changed since the one before."""

    at: datetime
    who: str
    saves: int
    changed: list[Changed]


@dataclass(frozen=True)
class Grown:
    """A task, with its versions, the newest first; `left` older ones are not shown."""

    task: Task
    number: int
    versions: list[Version]
    left: int


def grown_answers(work: Submission) -> list[Grown]:
    """Every task that was answered. A constant number of queries.

    Someone who types saves every few seconds: of each minute the last version counts.
    """
    rows = AnswerVersion.objects.filter(answer__submission=work).order_by("saved_at", "pk")
    kept: dict[str, list[tuple[Row, int]]] = defaultdict(list)
    for row in rows.values_list("pk", "saved_at", "answer__task", "saved_by"):
        _keep(kept[row[2]], row)
    shown = {task: found[-MOST - 1 :] for task, found in kept.items()}
    ids = [row[0] for found in shown.values() for row, _ in found]
    bodies = dict(AnswerVersion.objects.filter(pk__in=ids).values_list("pk", "body"))
    parts = work.parts.select_related("enrolment")
    names = {part.enrolment.user_id: part.enrolment.name for part in parts}
    texts = [row.snapshot.text for row in work.assignment.materials.select_related("snapshot")]
    telling = _Telling(bodies, names if len(names) > 1 else {}, texts)
    return [
        Grown(
            task,
            number,
            telling.versions(task, shown[task.id])[:MOST],
            max(0, len(kept[task.id]) - MOST),
        )
        for number, task in enumerate(tasks_of(work.assignment.tasks), 1)
        if task.id in shown
    ]


def _keep(found: list[tuple[Row, int]], row: Row) -> None:
    """Add a version, in place of the one before where both are of the same minute."""
    saves = 1
    if found and found[-1][0][1].replace(second=0, microsecond=0) == row[1].replace(
        second=0, microsecond=0
    ):
        saves += found.pop()[1]
    found.append((row, saves))


class _Telling:
    def __init__(
        self, bodies: Mapping[int, Any], names: Mapping[int, str], texts: Sequence[str]
    ) -> None:
        self.bodies, self.names, self.texts = bodies, names, texts

    def versions(self, task: Task, kept: Iterable[tuple[Row, int]]) -> list[Version]:
        """What changed from version to version, the newest first."""
        found: list[Version] = []
        before: dict[str, Line] = {}
        for (pk, at, _, who), saves in kept:
            groups = groups_of(task, self.bodies[pk], self.texts)
            titles = {line.path: group.title for group in groups for line in group.lines}
            now = {line.path: line for group in groups for line in group.lines}
            changed = [
                _changed(titles.get(path, ""), before.get(path), now.get(path))
                for path in dict.fromkeys([*now, *before])
                if _words(before.get(path)) != _words(now.get(path))
            ]
            found.append(Version(at, self.names.get(who or 0, ""), saves, changed))
            before = now
        return found[::-1]


def _words(line: Line | None) -> str:
    return line.words if line else ""


def _changed(title: str, before: Line | None, now: Line | None) -> Changed:
    old, new = _words(before), _words(now)
    label = (now or before).label  # type: ignore[union-attr]
    pieces: list[Piece] = []
    for step in diff(old, new):
        if step.op == "equal":
            pieces.append(Piece("same", new[step.new_start : step.new_end]))
            continue
        gone, come = old[step.old_start : step.old_end], new[step.new_start : step.new_end]
        pieces += [Piece(kind, text) for kind, text in (("gone", gone), ("new", come)) if text]
    return Changed(f"{title}: {label}" if title else label, pieces or [Piece("new", new or old)])
