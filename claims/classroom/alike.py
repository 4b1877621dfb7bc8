"""The same wording in the work of two students: a hint to look, never a verdict. Pure.

Runs of eight words that stand in both and in nothing that the class was given (texts, prompts,
hints, words explained) are joined into stretches, as in `provenance.lineage.shingles`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

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
    known = set(_runs_of("\n".join(given)))
    texts = [(one, _runs_of(one.words)) for one in typed]
    holding: dict[int, set[int]] = defaultdict(set)
    for at, (_, found) in enumerate(texts):
        for run in set(found) - known:
            holding[run].add(at)
    shared = {run: places for run, places in holding.items() if len(places) > 1}
    pairs = {pair for places in shared.values() for pair in combinations(sorted(places), 2)}
    two = ((texts[a], texts[b]) for a, b in sorted(pairs) if texts[a][0].work != texts[b][0].work)
    return sorted((_pair(*one, set(shared)) for one in two), key=lambda one: -one.length)


def _runs_of(words: str) -> list[int]:
    from provenance.lineage.shingles import RUN, runs  # noqa: PLC0415 - Heavy imports.
    from provenance.lineage.words import word_hashes  # noqa: PLC0415 - As above.

    found: list[int] = runs(word_hashes(words), RUN).tolist()
    return found


def _pair(a: tuple[Typed, list[int]], b: tuple[Typed, list[int]], shared: set[int]) -> Alike:
    from provenance.lineage.shingles import RUN  # noqa: PLC0415 - As above.
    from provenance.lineage.words import Wording  # noqa: PLC0415 - As above.

    (one, left), (other, right) = a, b
    first, second, length = max(_stretches(left, right, shared), key=lambda found: found[2])
    words = length + RUN - 1
    return Alike(
        Side(one, *Wording(one.words).span(first, first + words)),
        Side(other, *Wording(other.words).span(second, second + words)),
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
