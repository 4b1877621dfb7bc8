"""Offsets in UTF-16 units, which browsers count, to and from code points, which we count. Pure.

The two differ only after characters beyond U+FFFF (most emoji, some scripts): those are one
code point and two UTF-16 units. Offsets lie between characters, 0 to the length.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable

ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class OffsetError(ValueError):
    """An offset outside the text, or in the middle of a character."""


def utf16_to_codepoints(text: str, offsets: Iterable[int]) -> list[int]:
    """Code point offsets for `offsets` in UTF-16 units. Raises OffsetError."""
    before = [match.start() + rank for rank, match in enumerate(ASTRAL.finditer(text))]
    length = len(text) + len(before)
    return [_narrow(offset, before, length) for offset in offsets]


def codepoints_to_utf16(text: str, offsets: Iterable[int]) -> list[int]:
    """UTF-16 offsets for `offsets` in code points. Raises OffsetError."""
    before = [match.start() for match in ASTRAL.finditer(text)]
    return [_inside(offset, len(text)) + bisect_left(before, offset) for offset in offsets]


def _narrow(offset: int, before: list[int], length: int) -> int:
    """`before` holds the UTF-16 offset at which each wide character begins."""
    wide = bisect_left(before, _inside(offset, length))
    if wide and before[wide - 1] == offset - 1:
        raise OffsetError(f"The offset {offset} lies in the middle of a character.")
    return offset - wide


def _inside(offset: int, length: int) -> int:
    if not 0 <= offset <= length:
        raise OffsetError(f"The offset {offset} lies outside the text of {length} units.")
    return offset
