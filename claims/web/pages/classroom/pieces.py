"""Words of a text cut where marks begin and end. Pure; offsets are code points, half open."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple


class Piece(NamedTuple):
    """Some words, and whether a mark lies on them."""

    words: str
    is_marked: bool


def pieces_of(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> list[Piece]:
    """The pieces of [start, end), in order; together they are its words, neighbours differ."""
    near = [(max(start, a), min(end, b)) for a, b in spans if a < end and b > start]
    edges = sorted({start, end, *(edge for span in near for edge in span)})
    found: list[Piece] = []
    for one, other in pairwise(edges):
        is_marked = any(a <= one and other <= b for a, b in near)
        if found and found[-1].is_marked == is_marked:
            found[-1] = Piece(found[-1].words + text[one:other], is_marked)
        else:
            found.append(Piece(text[one:other], is_marked))
    return found
