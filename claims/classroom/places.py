"""A place in one of the texts of an assignment. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple


class Place(NamedTuple):
    """Words: the place of their text in the assignment, and where they stand in it.

    Offsets are code points, half open.
    """

    text: int
    start: int
    end: int


def read_place(given: Any, lengths: Sequence[int]) -> Place | None:
    """The place that a mapping names, or None where it is none in texts of these lengths."""
    values = [given.get(name) for name in Place._fields] if isinstance(given, Mapping) else []
    if len(values) < len(Place._fields) or not all(type(value) is int for value in values):
        return None
    place = Place(*values)  # type: ignore[arg-type]
    inside = 0 <= place.text < len(lengths) and 0 <= place.start < place.end
    return place if inside and place.end <= lengths[place.text] else None


def cut(start: int, end: int, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """[start, end) cut where spans begin and end: pieces in order, none of them empty."""
    edges = {start, end, *(edge for span in spans for edge in span if start < edge < end)}
    return list(pairwise(sorted(edges)))
