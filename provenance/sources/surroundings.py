"""What stands directly around a passage, before and now. Pure.

Two questions: how far do the neighbours agree (`agreement`), and has anything grown onto the
passage's own first or last word (`attached_alike`): "5 people" inside "15 people", "able"
inside "unable" are other words, though every letter of the quote is there.
"""

import re
from typing import NamedTuple

from rapidfuzz.distance import Indel, Postfix, Prefix

from provenance.sources.folding import fold

REACH = 48  # folded characters of context compared on either side
CLOSE = 20  # as many right beside the quote settle a side
CHANCE = 0.55  # how alike two unrelated stretches of one language are, letter by letter

GROWN_LEFT = re.compile(r"(?:\w[-'’]?)+$")
GROWN_RIGHT = re.compile(r"^(?:[-'’]?\w)+")
NUMBER_LEFT = re.compile(r"(?:\d[.,:/]?|(?<!\w)[.+\-−])$")
NUMBER_RIGHT = re.compile(r"^(?:\d|[.,:/]\d|%)")


class Sides(NamedTuple):
    """The text before and after a passage."""

    before: str
    after: str


def around(text: str, start: int, end: int, reach: int) -> Sides:
    """Up to `reach` characters on either side of text[start:end]."""
    return Sides(text[max(0, start - reach) : start], text[end : end + reach])


def agreement(then: Sides, now: Sides) -> float:
    """How well the neighbours of two passages agree, 0 to 1. Expects folded text."""
    return (_before(then.before, now.before) + _after(then.after, now.after)) / 2


def _before(then: str, now: str) -> float:
    close = min(CLOSE, len(then))
    return _side(then, now, close and min(1.0, Postfix.similarity(then, now) / close))


def _after(then: str, now: str) -> float:
    close = min(CLOSE, len(then))
    return _side(then, now, close and min(1.0, Prefix.similarity(then, now) / close))


def _side(then: str, now: str, touching: float) -> float:
    if then == now:
        return 1.0
    if not then:
        return 0.5
    alike = (Indel.normalized_similarity(then, now) - CHANCE) / (1 - CHANCE)
    return max(0.0, touching, alike)


def attached_alike(quote: str, then: Sides, now: Sides) -> bool:
    """Whether the quote's first and last words are whole, or cut, now as they were then.

    Expects original text, not folded. Words that were glued together or parted by white
    space are alike, numbers never.
    """
    first, last = quote[:1], quote[-1:]
    if first.isdigit() and _found(NUMBER_LEFT, then.before) != _found(NUMBER_LEFT, now.before):
        return False
    if last.isdigit() and _found(NUMBER_RIGHT, then.after) != _found(NUMBER_RIGHT, now.after):
        return False
    return (not _worded(first) or _grown_alike(GROWN_LEFT, then.before, now.before, -1)) and (
        not _worded(last) or _grown_alike(GROWN_RIGHT, then.after, now.after, 1)
    )


def _worded(character: str) -> bool:
    return character.isalnum()


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""


def _grown_alike(pattern: re.Pattern[str], then: str, now: str, side: int) -> bool:
    """The letters grown onto the quote are the same, or stood there before behind a space."""
    size = max(len(fold(_found(pattern, then))), len(fold(_found(pattern, now))))
    if size == 0:
        return True
    one, other = fold(then), fold(now)
    return one[-size:] == other[-size:] if side < 0 else one[:size] == other[:size]
