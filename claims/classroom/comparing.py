"""What a class found, put together, beside what the professionals found. Pure, without names.

A work is what was handed in: task -> body. One work counts once, whether of one student or of a
group. What someone left empty does not count as an answer.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from .kinds import Kind
from .tasks import Task

Body = Mapping[str, Any]
FEWEST = 3  # Works below which figures would name people.


@dataclass(frozen=True)
class Share:
    """How many of those who answered: one bar. `is_key` where the desk says the same."""

    label: str
    count: int
    of: int
    is_key: bool = False
    is_mine: bool = False

    @property
    def percent(self) -> int:
        """Rounded to whole percents; 0 where nobody answered."""
        return round(100 * self.count / self.of) if self.of else 0

    @property
    def tenth(self) -> int:
        """0 to 10, for a style without numbers in it."""
        return round(10 * self.count / self.of) if self.of else 0


@dataclass(frozen=True)
class Stretch:
    """Words of a text that the same number of works marked. Code points, half open."""

    start: int
    end: int
    count: int
    of: int
    is_key: bool = False
    is_mine: bool = False

    @property
    def tenth(self) -> int:
        """How much of the class marked it, 0 to 10."""
        return round(10 * self.count / self.of) if self.of else 0


@dataclass(frozen=True)
class Compared:
    """One task: how many answered, and the bars or the marked texts that show what they said."""

    task: Task
    answered: int
    bars: list[Share]
    heat: list[list[Stretch]]
    talk: str = ""


def compare(
    tasks: Sequence[Task],
    works: Sequence[Body],
    key: Body,
    lengths: Sequence[int],
    labels: Mapping[str, str],
    mine: Body | None = None,
) -> list[Compared]:
    """Task by task; an empty key tells nothing of the desk.

    `labels` are the ratings of the scale, best last, slug -> label.
    """
    found = []
    for task in tasks:
        bodies = [work[task.id] for work in works if _says(work.get(task.id))]
        own = (mine or {}).get(task.id) or {}
        bars = _bars(task, bodies, key, labels, own)
        marked = task.kind in {Kind.FIND, Kind.COMPARE, Kind.CHANGE}
        heat = [_heat(at, n, bodies, key, own) for at, n in enumerate(lengths)] if marked else []
        found.append(Compared(task, len(bodies), bars, heat, _talk(task, bars, len(bodies))))
    return found


def _says(body: Body | None) -> bool:
    return bool(body) and any(value not in (None, "", [], {}) for value in (body or {}).values())


def _bars(
    task: Task, bodies: Sequence[Body], key: Body, labels: Mapping[str, str], own: Body
) -> list[Share]:
    if task.kind == Kind.VERDICT:
        said = (body.get("rating") for body in bodies)
        verdict = (key.get("verdict") or {}).get("slug")
        return _shares(said, labels, verdict, own.get("rating"))
    if task.kind == Kind.TRACE:
        said = (body.get("origins") for body in bodies)
        return _numbers(said, key.get("origins"), own.get("origins"))
    if task.kind == Kind.CHAIN:
        said = (len(body.get("hops") or []) for body in bodies)
        ours = max((len(chain["hops"]) for chain in key.get("chains") or []), default=None)
        return _numbers(said, ours, len(own.get("hops") or []) or None)
    if task.kind == Kind.EVIDENCE:
        return _stances(bodies, key, own)
    if task.kind == Kind.SORT and key:  # What an item is belongs to the key.
        return _right(task, bodies, own)
    return []


def _shares(said: Iterable[Any], labels: Mapping[str, str], key: Any, own: Any) -> list[Share]:
    counts = Counter(value for value in said if value)
    of = counts.total()
    return [
        Share(label, counts[slug], of, slug == key, slug == own) for slug, label in labels.items()
    ]


def _numbers(said: Iterable[Any], key: Any, own: Any) -> list[Share]:
    counts = Counter(value for value in said if value is not None)
    shown = sorted({*counts, *([key] if key is not None else [])})
    return [Share(str(n), counts[n], counts.total(), n == key, n == own) for n in shown]


def _stances(bodies: Sequence[Body], key: Body, own: Body) -> list[Share]:
    """How many found anything on each side."""
    words = {"supports": "for it", "contradicts": "against it", "context": "context"}
    ours = {row["stance"] for row in key.get("evidence") or []}
    mine = {row["stance"] for row in own.get("items") or []}
    sides = [{row["stance"] for row in body.get("items") or []} for body in bodies]
    return [
        Share(
            label, sum(stance in one for one in sides), len(bodies), stance in ours, stance in mine
        )
        for stance, label in words.items()
    ]


def _right(task: Task, bodies: Sequence[Body], own: Body) -> list[Share]:
    """Of each item, how many said what it is."""
    found = []
    for at, item in enumerate(task.items, 1):
        said = [
            labels[item.id]
            for labels in (b.get("labels") or {} for b in bodies)
            if item.id in labels
        ]
        mine = (own.get("labels") or {}).get(item.id)
        words = item.is_.replace("_", " ") or "not in the key"
        share = Share(f"{at}: {words}", said.count(item.is_), len(said), is_mine=mine == item.is_)
        found.append(share)
    return found


def _heat(text: int, length: int, bodies: Sequence[Body], key: Body, own: Body) -> list[Stretch]:
    """The text cut where anybody's marks begin or end, with how many marked each stretch."""
    by_work = [_spans(text, body.get("marks")) for body in bodies]
    ours, mine = _spans(text, key.get("marks")), _spans(text, own.get("marks"))
    every = [span for spans in [*by_work, ours, mine] for span in spans]
    edges = sorted({0, length, *(edge for span in every for edge in span)})
    return [
        Stretch(
            start,
            end,
            sum(_covers(spans, start) for spans in by_work),
            len(bodies),
            _covers(ours, start),
            _covers(mine, start),
        )
        for start, end in pairwise(edges)
        if start < end <= length
    ]


def _spans(text: int, marks: Any) -> list[tuple[int, int]]:
    places = [mark["at"] for mark in marks or [] if mark.get("at")]
    return [(one["start"], one["end"]) for one in places if one["text"] == text]


def _covers(spans: Sequence[tuple[int, int]], at: int) -> bool:
    return any(start <= at < end for start, end in spans)


def _talk(task: Task, bars: Sequence[Share], answered: int) -> str:
    """A point to talk about, where the class is of several minds or of another than the desk."""
    said = [bar for bar in bars if bar.count]
    if answered < FEWEST or not said or task.kind in {Kind.EVIDENCE, Kind.SORT}:
        return ""
    most = max(said, key=lambda bar: bar.count)
    what = {Kind.VERDICT: "“{}”", Kind.TRACE: "{} origins", Kind.CHAIN: "a chain of {}"}[task.kind]
    if not most.is_key and any(bar.is_key for bar in bars):
        ours = next(bar.label for bar in bars if bar.is_key)
        return (
            f"Most of us say {what.format(most.label)}, the desk says {what.format(ours)}. "
            "What did either see that the other did not?"
        )
    if most.percent < 60 and len(said) > 1:
        other = sorted(said, key=lambda bar: -bar.count)[1]
        return (
            f"{most.count} of us say {what.format(most.label)}, {other.count} say "
            f"{what.format(other.label)}. What would settle it?"
        )
    return ""
