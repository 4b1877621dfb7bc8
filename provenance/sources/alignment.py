"""Which stretches of an old text stand, in the same order, in a new one. Pure.

Works on folded texts (see `folding`), clause by clause with a longest common subsequence,
then grown letter by letter into the clauses that were edited. Offsets are into the folded
texts. A clause is what ends in a sign like a comma or a full stop, in any script.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from rapidfuzz.distance import Postfix, Prefix

from provenance.sources.differences import Match, joined, matches

SIGNS = ".,;:!?…。，、；：！？،؛؟"
CLAUSE = re.compile(rf"[^{SIGNS}]*[{SIGNS}]+|[^{SIGNS}]+")
SENTENCE_SIGNS = frozenset(".!?…。！？؟")
LONGEST_SLIDE = 600
SOLID = 16  # letters of agreement around a passage that make its place certain


class Alignment:
    """The common stretches (`blocks`) of two folded texts, in order."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self.blocks = list(_blocks(old, new))
        self._olds = [block.old for block in self.blocks]
        self._news = [block.new for block in self.blocks]

    def image(self, start: int, end: int) -> int | None:
        """Where the old span begins in the new text, if it stands there in one piece."""
        block = self._at(self._olds, start)
        if block and end <= block.old + block.length:
            return start - block.old + block.new
        return None

    def origin(self, start: int, end: int) -> int | None:
        """Where a new span comes from, if it stood in the old text in one piece, and solidly:
        with enough around it that it can't have met its like by chance."""
        block = self._at(self._news, start)
        if block and end <= block.new + block.length and block.length >= end - start + SOLID:
            return start - block.new + block.old
        return None

    def window(self, start: int, end: int) -> tuple[int, int, int, int]:
        """The old span widened to the edges of the changes it touches, and what is there now.

        Returns (old start, old end, new start, new end).
        """
        first, last = bisect_right(self._olds, start) - 1, bisect_right(self._olds, end - 1) - 1
        old_start, new_start = self._left_edge(first, start)
        old_end, new_end = self._right_edge(last, end)
        return old_start, old_end, new_start, max(new_start, new_end)

    def _left_edge(self, index: int, start: int) -> tuple[int, int]:
        if index < 0:
            return 0, 0
        block = self.blocks[index]
        into = min(start - block.old, block.length)
        return block.old + into, block.new + into

    def _right_edge(self, index: int, end: int) -> tuple[int, int]:
        if index >= 0:
            block = self.blocks[index]
            if end <= block.old + block.length:
                return end, end - block.old + block.new
        if index + 1 < len(self.blocks):
            return self.blocks[index + 1].old, self.blocks[index + 1].new
        return len(self.old), len(self.new)

    def _at(self, starts: list[int], offset: int) -> Match | None:
        index = bisect_right(starts, offset) - 1
        if index < 0 or offset >= starts[index] + self.blocks[index].length:
            return None
        return self.blocks[index]


def _blocks(old: str, new: str) -> Iterator[Match]:
    """Equal clauses, grown into the changes between them, each cut where it reads best."""
    ours, theirs = CLAUSE.findall(old), CLAUSE.findall(new)
    old_cuts = list(accumulate(map(len, ours), initial=0))
    new_cuts = list(accumulate(map(len, theirs), initial=0))
    same = [
        Match(old_cuts[m.old], new_cuts[m.new], old_cuts[m.old + m.length] - old_cuts[m.old])
        for m in matches(ours, theirs)
    ]
    return joined(_slid(old, new, list(joined(_grown(old, new, same)))))


def _grown(old: str, new: str, same: list[Match]) -> Iterator[Match]:
    i = j = 0
    for m in [*same, Match(len(old), len(new), 0)]:
        before, after = old[i : m.old], new[j : m.new]
        left = Prefix.similarity(before, after)
        right = min(Postfix.similarity(before, after), min(len(before), len(after)) - left)
        yield Match(i, j, left)
        yield Match(m.old - right, m.new - right, right)
        yield m
        i, j = m.old + m.length, m.new + m.length


def _slid(old: str, new: str, blocks: list[Match]) -> list[Match]:
    """Where a plain deletion or insertion could as well begin elsewhere ("A. B. [B. ]C."),
    let it begin after the end of a sentence."""
    for k in range(len(blocks) - 1):
        one, two = blocks[k], blocks[k + 1]
        deleted = old[one.old + one.length : two.old]
        inserted = new[one.new + one.length : two.new]
        if deleted and inserted:
            continue
        by = (
            _best_slide(old, one.old + one.length, two.old, one.length, two.length)
            if deleted
            else (_best_slide(new, one.new + one.length, two.new, one.length, two.length))
        )
        blocks[k] = Match(one.old, one.new, one.length + by)
        blocks[k + 1] = Match(two.old + by, two.new + by, two.length - by)
    return [block for block in blocks if block.length]


def _best_slide(text: str, start: int, end: int, before: int, after: int) -> int:
    """How far to move the stretch text[start:end], which is only in one of the texts, to the
    right (or, negative, left) so that it begins with a sentence."""
    if text[start - 1 : start] in SENTENCE_SIGNS or start == 0:
        return 0
    reach_left = min(before, end - start, LONGEST_SLIDE)
    reach_right = min(after, end - start, LONGEST_SLIDE)
    left = Postfix.similarity(text[start - reach_left : start], text[end - reach_left : end])
    right = Prefix.similarity(text[start : start + reach_right], text[end : end + reach_right])
    for by in sorted(range(-left, right + 1), key=abs):
        if start + by == 0 or text[start + by - 1] in SENTENCE_SIGNS:
            return by
    return 0
