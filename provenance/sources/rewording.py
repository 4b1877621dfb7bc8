"""What became of a passage whose words are no longer all there. Pure.

Old and new words are aligned, the passage's edges are carried over, and the result is only
believed where enough of the words survived.
"""

from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.distance import Indel

from provenance.sources.differences import Match, Words, align, diff, words
from provenance.sources.folding import fold, occurrences

ENOUGH_WORDS = 0.4  # share of the letters that stand in words kept, for a passage in its place
ENOUGH_LETTERS = 0.74  # or letters alike, where each word was touched (inflection, spelling)
MORE_WORDS = 4  # by which the beginning of a passage may have grown
PIECE = 16  # folded characters looked for when a passage may have gone anywhere
MOST_PIECES = 12


class Rewording(NamedTuple):
    """Where the passage may be now, and how much of it: words kept, letters alike (0 to 1)."""

    start: int
    end: int
    words: float
    letters: float

    @property
    def likely(self) -> bool:
        """Whether so much is left that this must be the passage."""
        return self.words >= ENOUGH_WORDS or self.letters >= ENOUGH_LETTERS


class Piece(NamedTuple):
    """A step of the difference between the quote and what it became, as text."""

    op: str
    old: str
    new: str


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The difference between two quotes, word by word."""
    return tuple(
        Piece(c.op, old[c.old_start : c.old_end], new[c.new_start : c.new_end])
        for c in diff(old, new)
    )


def reworded(old: str, start: int, end: int, new: str) -> Rewording | None:
    """Carry old[start:end] over to `new`, where both texts are short and of the same place.

    None where nothing stands in its place. Offsets are into `new`.
    """
    ours, theirs = words(old), words(new)
    touched = [i for i in range(len(ours.keys)) if ours.ends[i] > start and ours.starts[i] < end]
    if not touched:
        return None
    first, after = touched[0], touched[-1] + 1
    same = align(ours.keys, theirs.keys)
    left = _carried(same, first, len(ours.keys), len(theirs.keys), leading=True)
    right = _carried(same, after - 1, len(ours.keys), len(theirs.keys), leading=False)
    if right <= left:
        return None
    span = theirs.starts[left], theirs.ends[right - 1]
    kept = _kept(same, ours, first, after, left, right)
    quote, became = fold(old[start:end]), fold(new[slice(*span)])
    return Rewording(
        *span,
        words=min(1.0, 2 * kept / (len(quote) + len(became))),
        letters=Indel.normalized_similarity(quote, became),
    )


def _carried(same: list[Match], word: int, old: int, new: int, *, leading: bool) -> int:
    """The new edge for the old word at the passage's edge: before it, or after it."""
    last = Match(0, 0, 0)
    for m in [*same, Match(old, new, 0)]:
        if m.old <= word < m.old + m.length:
            return m.new + word - m.old + (not leading)
        if m.old > word:
            return _share(last, m, word, leading=leading)
        last = m
    return new


def _share(last: Match, following: Match, word: int, *, leading: bool) -> int:
    """Inside a change: all of it where it began (or ended) with the passage and isn't much
    longer now, else as many new words as the passage has old ones in it."""
    i1, j1 = last.old + last.length, last.new + last.length
    longer = following.new - j1 > 2 * (following.old - i1) + MORE_WORDS
    if leading:
        whole = i1 == word and not longer
        return j1 if whole else max(j1, following.new - (following.old - word))
    whole = following.old == word + 1 and not longer
    return following.new if whole else min(following.new, j1 + word + 1 - i1)


def _kept(same: list[Match], ours: Words, first: int, after: int, left: int, right: int) -> int:
    """How many letters stand in words that both the quote and what it became contain."""
    return sum(
        len(ours.keys[m.old + k])
        for m in same
        for k in range(m.length)
        if first <= m.old + k < after and left <= m.new + k < right
    )


def traces(quote: str, text: str) -> Iterator[int]:
    """Where in `text` the quote may begin, judging by pieces of it. Expects folded text.

    Yields estimates, the best supported first, at most three.
    """
    step = max(PIECE, len(quote) // MOST_PIECES)
    votes: dict[int, list[int]] = {}
    for offset in range(0, max(1, len(quote) - PIECE + 1), step):
        for at in occurrences(text, quote[offset : offset + PIECE], most=8):
            votes.setdefault((at - offset) // (2 * PIECE), []).append(at - offset)
    ranked = sorted(votes.values(), key=len, reverse=True)
    for estimates in ranked[:3]:
        yield max(0, sorted(estimates)[len(estimates) // 2])
