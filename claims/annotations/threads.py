"""From a heap of notes to threads in reading order, as one person sees them. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar


class Note(Protocol):
    """What a thread needs to know of a note."""

    pk: Any
    parent_id: Any  # The note it answers; None where a thread begins.
    deleted_at: datetime | None


N = TypeVar("N", bound=Note)


@dataclass(frozen=True)
class Line(Generic[N]):
    """One note where it is read. `depth` 0 begins a thread; `gone` shows only as deleted."""

    note: N
    depth: int
    gone: bool


def in_threads(notes: Iterable[N]) -> list[Line[N]]:
    """Every note below the one it answers, oldest first.

    `notes` are those one person may see, deleted ones included. A deleted note stays as long as
    an answer stands under it. An answer to a note that this person does not see begins a thread.
    """
    rows = sorted(notes, key=lambda note: note.pk)
    kept = _standing(rows)
    below: dict[Any, list[N]] = defaultdict(list)
    for note in reversed(rows):
        if note.pk in kept:
            below[note.parent_id if note.parent_id in kept else None].append(note)
    lines, waiting = [], [(note, 0) for note in below[None]]
    while waiting:
        note, depth = waiting.pop()
        lines.append(Line(note, depth, note.deleted_at is not None))
        waiting += [(answer, depth + 1) for answer in below[note.pk]]
    return lines


def _standing(rows: Iterable[N]) -> set[Any]:
    """Notes not deleted, and the deleted ones with such a note somewhere under them."""
    by_id = {note.pk: note for note in rows}
    kept = {pk for pk, note in by_id.items() if note.deleted_at is None}
    for pk in list(kept):
        above = by_id[pk].parent_id
        while above in by_id and above not in kept:
            kept.add(above)
            above = by_id[above].parent_id
    return kept
