"""One page of a long list, without counting the whole of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from provenance.numbers import number_in

DEEPEST = 1000


@dataclass(frozen=True)
class Slice:
    """The rows of one page, and the addresses of its neighbours."""

    rows: Sequence[Any]
    number: int
    previous_url: str
    next_url: str


def page_number(asked: QueryDict, name: str = "page") -> int:
    """The page asked for; the first where it is no number, the last where none is so deep."""
    given = asked.get(name, "1")
    number = number_in(given)
    if number is None and given.isascii() and given.isdecimal():
        return DEEPEST
    return min(max(number or 1, 1), DEEPEST)


def slice_of(rows: Any, asked: QueryDict, size: int, name: str = "page") -> Slice:
    """The page that `asked` names of a queryset or list, read with one row more than it shows.

    `name` tells the lists of one page apart.
    """
    number = page_number(asked, name)
    found = list(rows[(number - 1) * size : number * size + 1])
    return Slice(
        found[:size], number, *around(asked, number, has_more=len(found) > size, name=name)
    )


def around(asked: QueryDict, number: int, *, has_more: bool, name: str = "page") -> tuple[str, str]:
    """The addresses of the pages before and after; empty where there is none."""
    before = _at(asked, number - 1, name) if number > 1 else ""
    return before, _at(asked, number + 1, name) if has_more else ""


def _at(asked: QueryDict, number: int, name: str) -> str:
    query = asked.copy()
    query[name] = str(number)
    return f"?{query.urlencode()}"
