"""Signs that words were lost before the text reached us."""

from __future__ import annotations

import re

# A capital after anything but a space. What comes before it is looked at second, because a capital
# is quickly found; almost every one stands after a space.
_CAPITAL = re.compile(r"[A-Z](?<=\S.)[a-z']")
_MARKS = ".,;!?"
_CLOSING = '"”’)'
_ENOUGH = 3


def lost_text(text: str) -> str | None:
    """Describe in one sentence how ``text`` looks damaged, or return None when it doesn't.

    One slip is a typing error; three glued places, or glue together with
    quotation marks that don't pair, mean that passages were dropped.
    """
    glued = sum([_is_glued(text, found.start()) for found in _CAPITAL.finditer(text)])
    unpaired = text.count('"') % 2 == 1 or abs(text.count("“") - text.count("”")) > 1
    if glued < _ENOUGH and not (glued and unpaired):
        return None
    marks = " and its quotation marks do not pair" if unpaired else ""
    places = "1 place" if glued == 1 else f"{glued} places"
    return f"Text seems to be lost: sentences run into each other in {places}{marks}."


def _is_glued(text: str, capital: int) -> bool:
    """Tell whether a sentence begins at ``capital`` without a space before it."""
    before = text[max(0, capital - 4) : capital]
    if not before:
        return False
    # thatYes: a small word runs into a capital. Names such as iPhone or eBay start shorter.
    if before[-1].islower():
        return (
            len(before) == 4
            and before.islower()
            and before.isalpha()
            and _starts_small(text, capital)
        )
    # opposition".President, Republic,It: no space after the mark.
    bare = before.rstrip(_CLOSING)
    if bare and bare[-1] in _MARKS:
        return bare[-2:-1].islower() or bare[-2:-1] in tuple(_CLOSING)
    return False


def _starts_small(text: str, capital: int) -> bool:
    """Tell whether the word around ``capital`` begins with a small letter and is no address."""
    start = capital
    while start > 0 and text[start - 1].isalpha() and capital - start < 40:
        start -= 1
    return text[start].islower() and (start == 0 or text[start - 1] not in "@/.#_-")
