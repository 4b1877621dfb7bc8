"""The same wording in the work of two students: a hint to look, never a verdict. Pure.

Runs of eight words that stand in both and in nothing that the class was given (texts, prompts,
hints, words explained) are joined into stretches, as in `provenance.lineage.shingles`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from provenance.lineage.shingles import RUN, runs
from provenance.lineage.words import Wording

MOST = 50  # Pairs that are shown; the longest come first.


@dataclass(frozen=True)
class Typed:
    """Something that a student, or a group, typed."""

    work: int
    task: str
    label: str
    words: str


@dataclass(frozen=True)
class Side:
    """One of the two: what was typed, and the stretch that the other has too (code points)."""

    typed: Typed
    start: int
    end: int

    @property
    def before(self) -> str:
        """What stands before the stretch."""
        return self.typed.words[: self.start]

    @property
    def shared(self) -> str:
        """The stretch."""
        return self.typed.words[self.start : self.end]

    @property
    def after(self) -> str:
        """What stands after it."""
        return self.typed.words[self.end :]


@dataclass(frozen=True)
class Alike:
    """Two works with so many words in a row in common."""

    one: Side
    other: Side
    length: int

    @property
    def sides(self) -> list[Side]:
        """Both."""
        return [self.one, self.other]


def alike(typed: Iterable[Typed], given: Iterable[str]) -> list[Alike]:
    """The longest stretch that each two texts of different works share; longest first."""
    known = set(_runs_of(" \n".join(given)).tolist())
    texts = [(one, Wording(one.words)) for one in typed]
    holding: dict[int, set[int]] = defaultdict(set)
    for at, (_, wording) in enumerate(texts):
        for run in set(runs(wording.hashes, RUN).tolist()) - known:
            holding[run].add(at)
    pairs = {pair for found in holding.values() for pair in combinations(sorted(found), 2)}
    shared = {run for run, found in holding.items() if len(found) > 1}
    found = (_pair(texts[a], texts[b], shared) for a, b in sorted(pairs) if _two(texts, a, b))
    return sorted(found, key=lambda one: -one.length)


def _two(texts: Sequence[tuple[Typed, Wording]], a: int, b: int) -> bool:
    return texts[a][0].work != texts[b][0].work


def _runs_of(words: str) -> "np.ndarray[tuple[int], np.dtype[np.uint64]]":
    return runs(Wording(words).hashes, RUN)


def _pair(a: tuple[Typed, Wording], b: tuple[Typed, Wording], shared: set[int]) -> Alike:
    (one, ours), (other, theirs) = a, b
    left, right = runs(ours.hashes, RUN).tolist(), runs(theirs.hashes, RUN).tolist()
    first, second, length = max(_stretches(left, right, shared), key=lambda found: found[2])
    words = length + RUN - 1
    return Alike(
        Side(one, *ours.span(first, first + words)),
        Side(other, *theirs.span(second, second + words)),
        words,
    )


def _stretches(
    left: Sequence[int], right: Sequence[int], shared: set[int]
) -> Iterator[tuple[int, int, int]]:
    """Where runs follow each other in both: first of the left, first of the right, how many."""
    places: dict[int, list[int]] = defaultdict(list)
    for at, run in enumerate(right):
        if run in shared:
            places[run].append(at)
    reached: dict[int, int] = {}
    for at, run in enumerate(left):
        now = {place: reached.get(place - 1, 0) + 1 for place in places.get(run, ())}
        for place, length in now.items():
            yield at - length + 1, place - length + 1, length
        reached = now
