"""What changed between two texts, word by word. Pure.

Words are compared in their folded form, so white space, soft hyphens, typographic quotation
marks and Unicode normal form are no difference. Long texts are first aligned by clauses and
then by words inside what is left, with rapidfuzz's bit-parallel longest common subsequence.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

from provenance.sources.folding import fold
from provenance.sources.notices import is_announced

__all__ = ["Change", "diff", "is_announced"]

Op = Literal["equal", "insert", "delete", "replace"]

# Numbers whole, one ideograph or kana at a time, words with their marks, then single signs.
TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)*|[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
    r"|[\w\u0300-\u036f\u00ad\u200b]+(?:['’][\w\u0300-\u036f]+)*|[^\w\s]"
)
CLAUSE_ENDS = frozenset(".,;:!?…。，、；：！？،؛؟")
LARGEST_GAP = 400_000_000  # pairs of items compared at once, which takes 50 MB


class Change(NamedTuple):
    """One step from old to new: old[old_start:old_end] became new[new_start:new_end]."""

    op: Op
    old_start: int
    old_end: int
    new_start: int
    new_end: int


class Match(NamedTuple):
    """`length` items that are the same from `old` on in one sequence and `new` in the other."""

    old: int
    new: int
    length: int


class Words(NamedTuple):
    """The words of a text: what each compares as, and its span."""

    keys: list[str]
    starts: list[int]
    ends: list[int]


def diff(old: str, new: str) -> list[Change]:
    """The steps from `old` to `new`, in order, covering both texts without gaps.

    White space belongs to the word before it, and a text without words has no steps of its
    own. Agreements too short to be read as such
    between two larger changes are taken into them.
    """
    ours, theirs = words(old), words(new)
    old_cuts, new_cuts = [*ours.starts, len(old)], [*theirs.starts, len(new)]
    old_cuts[0] = new_cuts[0] = 0
    return [
        Change(op, old_cuts[i1], old_cuts[i2], new_cuts[j1], new_cuts[j2])
        for op, i1, i2, j1, j2 in steps(
            _readable(align(ours.keys, theirs.keys), old_cuts, new_cuts),
            len(ours.keys),
            len(theirs.keys),
        )
    ]


@lru_cache(64)
def words(text: str) -> Words:
    """The words, numbers and signs of `text`. Kept a while: passages of one place share it."""
    found = Words([], [], [])
    for token in TOKEN.finditer(text):
        key = token[0] if token[0].isascii() else fold(token[0])
        if key:
            found.keys.append(key)
            found.starts.append(token.start())
            found.ends.append(token.end())
    return found


def align(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """Where two lists of words are the same, in order: by clauses, then by words between."""
    ours, theirs = _clauses(old), _clauses(new)
    found: list[Match] = []
    i = j = 0
    for m in [*matches(ours.keys, theirs.keys), Match(len(ours.keys), len(theirs.keys), 0)]:
        i2, j2 = ours.starts[m.old], theirs.starts[m.new]
        found += [Match(i + a, j + b, n) for a, b, n in matches(old[i:i2], new[j:j2])]
        i, j = ours.starts[m.old + m.length], theirs.starts[m.new + m.length]
        found.append(Match(i2, j2, i - i2))
    return list(joined(found))


def matches(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """The longest common subsequence of two sequences (strings, or lists of them); of very
    long ones, that of the items which either holds once."""
    if len(old) * len(new) > LARGEST_GAP:
        return list(joined(_landmarks(old, new)))
    return [
        Match(op.src_start, op.dest_start, op.src_end - op.src_start)
        for op in Indel.opcodes(old, new)
        if op.tag == "equal"
    ]


def _landmarks(old: Sequence[str], new: Sequence[str]) -> list[Match]:
    """Items that both hold once, as many as stand in the same order (patience sorting)."""
    ours, theirs = _single(old), _single(new)
    chain: list[tuple[int, int, int]] = []  # place in new, place in old, index of the one before
    tops: list[int] = []  # for each length of chain, the place in new where the best ends
    ends: list[int] = []  # and its index in `chain`
    for item, i in ours.items():
        j = theirs.get(item)
        if j is None:
            continue
        rank = bisect_left(tops, j)
        chain.append((j, i, ends[rank - 1] if rank else -1))
        tops[rank : rank + 1] = [j]
        ends[rank : rank + 1] = [len(chain) - 1]
    found, at = [], ends[-1] if ends else -1
    while at >= 0:
        j, i, at = chain[at]
        found.append(Match(i, j, 1))
    return found[::-1]


def _single(items: Sequence[str]) -> dict[str, int]:
    """Where each item is that comes only once, in order."""
    counts = Counter(items)
    return {item: place for place, item in enumerate(items) if counts[item] == 1}


def steps(same: Iterable[Match], old_length: int, new_length: int) -> Iterator[Change]:
    """The steps from one sequence to another, given where they are the same."""
    i = j = 0
    for m in [*same, Match(old_length, new_length, 0)]:
        if m.old > i or m.new > j:
            op: Op = "insert" if m.old == i else "delete" if m.new == j else "replace"
            yield Change(op, i, m.old, j, m.new)
        i, j = m.old + m.length, m.new + m.length
        if m.length:
            yield Change("equal", m.old, i, m.new, j)


def _clauses(keys: Sequence[str]) -> Words:
    """The words joined into clauses; `starts` and `ends` count words, with one start to spare."""
    cuts = [0, *(i + 1 for i, key in enumerate(keys) if key in CLAUSE_ENDS)]
    if cuts[-1] != len(keys):
        cuts.append(len(keys))
    joined = ["\0".join(keys[a:b]) for a, b in pairwise(cuts)]
    return Words(joined, cuts, cuts[1:])


def joined(found: Iterable[Match]) -> Iterator[Match]:
    """Neighbouring matches as one."""
    last = Match(0, 0, 0)
    for m in found:
        if m.old == last.old + last.length and m.new == last.new + last.length:
            last = Match(last.old, last.new, last.length + m.length)
        else:
            if last.length:
                yield last
            last = m
    if last.length:
        yield last


def _readable(same: list[Match], old_cuts: list[int], new_cuts: list[int]) -> list[Match]:
    """Without the agreements that are shorter than the change on either side of them."""
    kept: list[Match] = []
    ahead = Match(len(old_cuts) - 1, len(new_cuts) - 1, 0)
    for m, following in pairwise([*same, ahead]):
        last = kept[-1] if kept else Match(0, 0, 0)
        size = old_cuts[m.old + m.length] - old_cuts[m.old]
        if size > min(_gap(last, m, old_cuts, new_cuts), _gap(m, following, old_cuts, new_cuts)):
            kept.append(m)
    return kept


def _gap(one: Match, next_one: Match, old_cuts: list[int], new_cuts: list[int]) -> int:
    """How many characters the change between two matches touches, in the larger text."""
    old_size = old_cuts[next_one.old] - old_cuts[one.old + one.length]
    new_size = new_cuts[next_one.new] - new_cuts[one.new + one.length]
    return max(old_size, new_size)
