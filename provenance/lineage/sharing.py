"""Which stretches two texts have in common, word for word, and where. Pure.

Seeds are runs of five words that stand in both; each is followed as far as the words agree. Runs
with only a few words between them on either side are one passage that was edited in places.
Everything is counted in words; `compare` leads back to code points on both sides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .quoted import quoted_words
from .shingles import runs
from .words import Hashes, Span, Wording

SEED_RUN = 5
TOLD = 8  # words in a row that make a passage …
TOLD_ALL = 20  # … or so many in all, where it was edited throughout
GAP = 8  # words that may have been changed between two runs of one passage
TRIED = 8  # places of the other text that are tried for one seed
MOST_PASSAGES = 200


@dataclass(frozen=True, slots=True)
class Run:
    """So many words of one text that stand in the other as well, by number of the word."""

    one: int
    other: int
    length: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one text and its like in the other, in code points; `words` agree."""

    one: Span
    other: Span
    words: int


@dataclass(frozen=True, slots=True)
class Sharing:
    """What two texts have in common. Shares are of the words of each."""

    words: int
    one_share: float
    other_share: float
    one_quoted: float  # how much of what is shared stands in quotation marks there
    other_quoted: float
    passages: list[Passage] = field(default_factory=list)
    chains: list[list[Run]] = field(default_factory=list)  # the runs of each passage

    @property
    def shorter_share(self) -> float:
        """How much of the one that is covered more stands in the other."""
        return max(self.one_share, self.other_share)


def compare(one: Wording, other: Wording) -> Sharing:
    """What two texts have in common, with its places in both."""
    chains = list(_chains(shared_runs(one.hashes, other.hashes)))
    ours, theirs = _covered(chains, len(one), len(other))
    words = int(min(ours.sum(), theirs.sum()))
    if not words:
        return Sharing(0, 0.0, 0.0, 0.0, 0.0)
    return Sharing(
        words,
        float(ours.sum() / len(one)),
        float(theirs.sum() / len(other)),
        float((quoted_words(one) & ours).sum() / ours.sum()),
        float((quoted_words(other) & theirs).sum() / theirs.sum()),
        [_passage(chain, one, other) for chain in chains[:MOST_PASSAGES]],
        chains,
    )


def shared_runs(one: Hashes, other: Hashes) -> list[Run]:
    """The runs of words that stand in both, in the order of the first text, none overlapping in it.

    Where a run stands several times in the other text, the longest match is taken, and of equal
    ones the one nearest to where the last match ended. Linear in the lengths, also for a text that
    repeats itself.
    """
    ours, theirs = runs(one, SEED_RUN), runs(other, SEED_RUN)
    order = np.argsort(theirs, kind="stable")
    ranked = theirs[order]
    left, right = np.searchsorted(ranked, ours, "left"), np.searchsorted(ranked, ours, "right")
    seeds = np.flatnonzero(left < right)
    found: list[Run] = []
    at, expected = 0, 0
    while (place := int(np.searchsorted(seeds, at))) < len(seeds):
        start = int(seeds[place])
        places = _nearest(order[left[start] : right[start]], expected)
        best = max(
            (Run(start, there, _agreement(one, other, start, there)) for there in places),
            key=lambda run: (run.length, -abs(run.other - expected)),
        )
        found.append(best)
        at, expected = start + best.length, best.other + best.length
    return found


def _nearest(places: NDArray[np.intp], expected: int) -> list[int]:
    """The few of many places that lie nearest to where one goes on."""
    middle = int(np.searchsorted(places, expected))
    first = max(0, min(middle - TRIED // 2, len(places) - TRIED))
    chosen: list[int] = places[first : first + TRIED].tolist()
    return chosen


def _agreement(one: Hashes, other: Hashes, start: int, there: int) -> int:
    """How many words agree from there on."""
    length, step = SEED_RUN, 32
    while True:
        ours, theirs = one[start + length :][:step], other[there + length :][:step]
        size = min(len(ours), len(theirs))
        differing = np.flatnonzero(ours[:size] != theirs[:size])
        if len(differing):
            return length + int(differing[0])
        length += size
        if size < step:
            return length
        step *= 2


def _chains(found: Sequence[Run]) -> Iterator[list[Run]]:
    """Runs that belong to one passage, those without a long enough run left out."""
    chain: list[Run] = []
    for run in found:
        if chain and not _follows(chain[-1], run):
            if _tells(chain):
                yield chain
            chain = []
        chain.append(run)
    if _tells(chain):
        yield chain


def _follows(before: Run, run: Run) -> bool:
    ours = run.one - before.one - before.length
    theirs = run.other - before.other - before.length
    return ours <= GAP and 0 <= theirs <= GAP


def _tells(chain: Sequence[Run]) -> bool:
    lengths = [run.length for run in chain]
    return max(lengths, default=0) >= TOLD or sum(lengths) >= TOLD_ALL


def _covered(
    chains: Sequence[Sequence[Run]], ours: int, theirs: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    one, other = np.zeros(ours, dtype=np.bool_), np.zeros(theirs, dtype=np.bool_)
    for chain in chains:
        for run in chain:
            one[run.one : run.one + run.length] = True
            other[run.other : run.other + run.length] = True
    return one, other


def _passage(chain: Sequence[Run], one: Wording, other: Wording) -> Passage:
    first, last = chain[0], chain[-1]
    return Passage(
        one.span(first.one, last.one + last.length),
        other.span(first.other, last.other + last.length),
        sum(run.length for run in chain),
    )
