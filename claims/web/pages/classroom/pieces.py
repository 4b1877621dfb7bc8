"""Words of a text cut where marks begin and end. Pure; offsets are code points, half open."""

from collections.abc import Sequence
from typing import NamedTuple

from claims.classroom.places import cut


class Piece(NamedTuple):
    """Some words, and whether a mark lies on them."""

    words: str
    is_marked: bool


def pieces_of(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> list[Piece]:
    """The pieces of [start, end), in order; together they are its words, neighbours differ."""
    found: list[Piece] = []
    for one, other in cut(start, end, spans):
        is_marked = any(a <= one and other <= b for a, b in spans)
        if found and found[-1].is_marked == is_marked:
            found[-1] = Piece(found[-1].words + text[one:other], is_marked)
        else:
            found.append(Piece(text[one:other], is_marked))
    return found
