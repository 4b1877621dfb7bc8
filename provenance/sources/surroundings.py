"""What stands directly around a passage, before and now. Pure.

Two questions: how far do the neighbours agree (`agreement`), and has anything grown onto the
passage's own first or last word (`attached`): "5 people" inside "15 people", "able"
inside "unable" are other words, though every letter of the quote is there.
"""

import re
from typing import NamedTuple

from rapidfuzz.distance import Indel, Postfix, Prefix

from provenance.sources.folding import fold

REACH = 48  # folded characters of context compared on either side
CLOSE = 20  # as many right beside the quote settle a side
CHANCE = 0.55  # how alike two unrelated stretches of one language are, letter by letter

EDGE = "\0" * 12  # stands for the beginning and the end of a text among its neighbours
MARKS = frozenset("\"'“”„‟«»‘’‚‹›")
SPACED = frozenset("«»‹›")  # in French, white space stands inside them
GROWN_LEFT = re.compile(r"(?:\w[-'’]?)+\Z")
GROWN_RIGHT = re.compile(r"^(?:[-'’]?\w)+")
NUMBER_LEFT = re.compile(r"(?:\d[.,:/]?|(?<!\w)[.+\-−])\Z")
NUMBER_RIGHT = re.compile(r"^(?:\d|[.,:/]\d|%)")


class Sides(NamedTuple):
    """The text before and after a passage."""

    before: str
    after: str


def around(text: str, start: int, end: int, reach: int, edge: str = "") -> Sides:
    """Up to `reach` characters on either side of text[start:end], and `edge` where the text
    begins or ends within that reach."""
    before, after = text[max(0, start - reach) : start], text[end : end + reach]
    return Sides(
        before if start > reach else edge + before,
        after if end + reach < len(text) else after + edge,
    )


class Agreement(NamedTuple):
    """How well the neighbours on either side agree, 0 to 1."""

    before: float
    after: float

    @property
    def mean(self) -> float:
        """Both sides together."""
        return (self.before + self.after) / 2


def agreement(then: Sides, now: Sides, close: int = CLOSE) -> Agreement:
    """How well the neighbours of two passages agree. Expects folded text.

    `close` is how many characters right beside the quote are enough to settle a side.
    """
    return Agreement(
        _side(then.before, now.before, Postfix.similarity(then.before, now.before), close),
        _side(then.after, now.after, Prefix.similarity(then.after, now.after), close),
    )


def _side(then: str, now: str, touching: int, close: int) -> float:
    if then == now:
        return 1.0
    if not then:
        return 0.5  # nothing is known
    alike = (Indel.normalized_similarity(then, now) - CHANCE) / (1 - CHANCE)
    return max(0.0, alike, min(1.0, touching / min(close, len(then))))


def attached(quote: str, then: Sides, now: Sides) -> tuple[int, int]:
    """How many characters have grown onto, or come off, the quote's first and last word.

    Expects original text, not folded. Returns the size of what is there now that makes the
    word another, before and after; 1 where something came off; (0, 0) where the words are
    as they were. Words glued together or parted by white space are as they were, numbers
    are not.
    """
    before = after = 0
    if quote[:1].isdigit():
        before = _differs(NUMBER_LEFT, then.before, now.before)
    if quote[-1:].isdigit():
        after = _differs(NUMBER_RIGHT, then.after, now.after)
    if quote[:1].isalnum() and not before:
        before = _grown(GROWN_LEFT, then.before, now.before, left=True)
    if quote[-1:].isalnum() and not after:
        after = _grown(GROWN_RIGHT, then.after, now.after, left=False)
    return before, after


def turned(quote: str, then: Sides, found: str, now: Sides) -> bool:
    """Whether a quotation mark at the edge of the quote opens where it closed, or the reverse.

    As white space doesn't count, the closing mark of the sentence before would pass for the
    opening mark that was taken off the quote. Expects original text.
    """
    return _turned(then.before[-1:], quote, now.before[-1:], found) or _turned(
        then.after[:1], quote[::-1], now.after[:1], found[::-1]
    )


def _turned(then: str, quote: str, now: str, found: str) -> bool:
    """`then` and `now` are the characters outside the mark that begins `quote` and `found`."""
    if quote[0] not in MARKS:
        return False
    parted = found[1 : len(found) - len(found[1:].lstrip())]
    if parted and not quote[1:2].isspace() and (found[0] not in SPACED or "\n" in parted):
        return True
    return abs(_faces(then, quote[1:2]) - _faces(now, found[1:2])) == 2


def _faces(outside: str, inside: str) -> int:
    """1 for a mark that clings to what is inside the quote, -1 to what is outside, 0 unclear."""
    return bool(inside.strip()) - bool(outside.strip())


def extent(then: Sides, now: Sides) -> tuple[int, int]:
    """How many characters agree without a break, before and after. Expects folded text."""
    return (
        Postfix.similarity(then.before, now.before),
        Prefix.similarity(then.after, now.after),
    )


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""


def _differs(pattern: re.Pattern[str], then: str, now: str) -> int:
    here = _found(pattern, now)
    return 0 if here == _found(pattern, then) else max(1, len(here))


def _grown(pattern: re.Pattern[str], then: str, now: str, *, left: bool) -> int:
    """Zero if the letters grown onto the quote stood there before, perhaps behind a space."""
    was, here = _found(pattern, then), _found(pattern, now)
    if was == here:
        return 0
    size = max(len(fold(was)), len(fold(here)))
    one, other = fold(then), fold(now)
    same = one[-size:] == other[-size:] if left else one[:size] == other[:size]
    return 0 if same else max(1, len(here))
