"""The tasks of an assignment as they are kept, and how they are read. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from .answers import Ground
from .kinds import PROMPTS, SORTED_INTO, TEXTS, Kind
from .places import read_place

MOST_TASKS, MOST_HINTS, MOST_ITEMS = 12, 6, 40
LONGEST = 2_000  # Characters of a prompt or a hint.


@dataclass(frozen=True)
class Item:
    """Words of a text that are to be sorted; `is_` is what they are, for the key alone.

    Its `id` is its place, so that an answer keeps its words whatever is added or taken away.
    """

    id: str
    text: int
    start: int
    end: int
    is_: str = ""


@dataclass(frozen=True)
class Task:
    """One thing asked. Its `id` stays when its words are changed, so that answers keep their task.

    `points` is what it counts for at most. `items` are for `sort` alone.
    """

    id: str
    kind: Kind
    prompt: str
    hints: tuple[str, ...] = ()
    points: int = 10
    items: tuple[Item, ...] = field(default=())

    def told(self) -> dict[str, Any]:
        """As it is kept in the database."""
        return {**asdict(self), "kind": str(self.kind)}

    def ground(self, lengths: Sequence[int], ratings: Sequence[str] = ()) -> Ground:
        """What an answer to it may point at."""
        return Ground(lengths, [item.id for item in self.items], SORTED_INTO, ratings)


def tasks_of(rows: Iterable[Mapping[str, Any]]) -> list[Task]:
    """The tasks as they are kept."""
    return [
        Task(
            id=row["id"],
            kind=Kind(row["kind"]),
            prompt=row["prompt"],
            hints=tuple(row["hints"]),
            points=row["points"],
            items=tuple(Item(**item) for item in row["items"]),
        )
        for row in rows
    ]


def clean_tasks(given: Any, lengths: Sequence[int]) -> list[Task]:
    """Tasks as someone sent them, whole. Raises ValidationError naming `tasks`."""
    if not isinstance(given, list | tuple) or not 1 <= len(given) <= MOST_TASKS:
        raise _wrong(f"An assignment has 1 to {MOST_TASKS} tasks.")
    tasks = [_task(at, row, lengths) for at, row in enumerate(given, 1)]
    if len({task.id for task in tasks}) < len(tasks):
        raise _wrong("Two tasks have the same id.")
    return tasks


def _task(at: int, row: Any, lengths: Sequence[int]) -> Task:
    given: Mapping[str, Any] = row if isinstance(row, Mapping) else {}
    if given.get("kind") not in Kind.values:
        raise _wrong(f"Task {at}: choose one of {', '.join(Kind.values)}.")
    kind = Kind(given["kind"])
    if len(lengths) < TEXTS.get(kind, 1):
        raise _wrong(f"Task {at}: “{kind.label}” needs {TEXTS.get(kind, 1)} text(s).")
    return Task(
        id=_words(given.get("id") or f"t{at}", at),
        kind=kind,
        prompt=_words(given.get("prompt") or PROMPTS[kind], at),
        hints=_hints(given.get("hints") or (), at),
        points=_points(given.get("points", 10), at),
        items=_items(given.get("items") or (), lengths, at) if kind == Kind.SORT else (),
    )


def _words(value: Any, at: int) -> str:
    words = value.replace("\x00", "").strip() if isinstance(value, str) else ""
    if not words or len(words) > LONGEST:
        raise _wrong(f"Task {at}: say it in 1 to {LONGEST} characters.")
    return words


def _hints(value: Any, at: int) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or len(value) > MOST_HINTS:
        raise _wrong(f"Task {at}: at most {MOST_HINTS} hints.")
    return tuple(_words(one, at) for one in value)


def _points(value: Any, at: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 100:
        raise _wrong(f"Task {at}: 0 to 100 points.")
    return value


def _items(value: Any, lengths: Sequence[int], at: int) -> tuple[Item, ...]:
    if not isinstance(value, list | tuple) or not 1 <= len(value) <= MOST_ITEMS:
        raise _wrong(f"Task {at}: mark 1 to {MOST_ITEMS} places that are to be sorted.")
    items = tuple(_item(nth, one, lengths, at) for nth, one in enumerate(value, 1))
    if len({item.id for item in items}) < len(items):
        raise _wrong(f"Task {at}: the same words are to be sorted twice.")
    return items


def _item(nth: int, row: Any, lengths: Sequence[int], at: int) -> Item:
    place = read_place(row, lengths)
    if place is None:
        raise _wrong(f"Task {at}: the words of item {nth} are not in the texts.")
    is_ = row.get("is_") or ""
    if is_ not in {"", *SORTED_INTO}:
        raise _wrong(f"Task {at}: item {nth} is one of {', '.join(SORTED_INTO)}.")
    return Item("-".join(map(str, place)), *place, is_)


def _wrong(said: str) -> ValidationError:
    return ValidationError({"tasks": said})
