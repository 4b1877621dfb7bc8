"""Passages laid over a text: which lane each keeps, and the segments they cut it into. Pure.

Marks of a page never nest. The text is cut wherever a passage begins or ends, and every passage
keeps the lane of its line from its first word to its last, however many others cross it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

LANES = 3
NO_LANE = 0
VERDICTS = (
    "true",
    "mixed",
    "false",
    "unproven",
    "outdated",
    "satire",
    "opinion",
    "withdrawn",
)
# What a mark stands for; where two begin together, the first of these has the upper line.
KINDS = ("unreviewed", *VERDICTS, "evidence", "note")


@dataclass(frozen=True, slots=True)
class Mark:
    """One reason to mark a passage, in code points; a passage may be marked for several."""

    passage: int
    start: int
    end: int
    kind: str
    claims: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Laid:
    """A mark with its lane, 1 to 3; 0 where more than three cross and it has no line."""

    mark: Mark
    lane: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text in which nothing changes, and the marks that lie over it."""

    start: int
    end: int
    here: tuple[Laid, ...]


def laid(marks: Iterable[Mark]) -> list[Laid]:
    """Give every mark the first lane that is free from its start to its end; in order of place."""
    free_from = [0] * LANES
    found = []
    for mark in sorted(set(marks), key=_place):
        lane = next((i for i, free in enumerate(free_from) if free <= mark.start), None)
        if lane is None:
            found.append(Laid(mark, NO_LANE))
            continue
        free_from[lane] = mark.end
        found.append(Laid(mark, lane + 1))
    return found


def _place(mark: Mark) -> tuple[int, int, int, int]:
    return mark.start, -mark.end, KINDS.index(mark.kind), mark.passage


def segments(marks: Sequence[Laid]) -> list[Segment]:
    """The marked stretches of the text, in order; `marks` are in order of their starts."""
    edges = sorted({edge for one in marks for edge in (one.mark.start, one.mark.end)})
    found: list[Segment] = []
    here: list[Laid] = []
    coming = 0
    for start, end in pairwise(edges):
        here = [one for one in here if one.mark.end > start]
        while coming < len(marks) and marks[coming].mark.start == start:
            here.append(marks[coming])
            coming += 1
        if here:
            found.append(Segment(start, end, tuple(here)))
    return found


def within(segments: Sequence[Segment], start: int, end: int) -> Iterator[Segment]:
    """[start, end) as segments without gaps, the unmarked stretches included."""
    at = start
    first = bisect_right(segments, start, key=lambda one: one.end)
    last = bisect_left(segments, end, key=lambda one: one.start)
    for one in segments[first:last]:
        if one.start > at:
            yield Segment(at, one.start, ())
        at = min(one.end, end)
        yield Segment(max(one.start, start), at, one.here)
    if at < end:
        yield Segment(at, end, ())


def reach(marks: Iterable[Mark], start: int, end: int) -> int:
    """Up to where marks may look different because of a new one at [start, end).

    It may move the lanes of those that begin in it, those the lanes of the next, and so on.
    """
    for mark in sorted(marks, key=_place):
        if start <= mark.start < end:
            end = max(end, mark.end)
    return end
