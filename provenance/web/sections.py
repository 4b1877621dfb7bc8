"""Parts of the pages of outlets and people that belong to rooms above this one.

A room registers a function in its `AppConfig.ready`::

    sections.on_person(claims_of_person)

It is given the row that counts and the request, and gives back what stands on the page, or None.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from provenance.sources.models import Outlet, Person


@dataclass(frozen=True)
class Section:
    """A template and what it shows (`section` there); `head` is one for the head of the page.

    `is_empty` where it says that there is nothing: a page of nothing else is shown to no stranger.
    """

    template: str
    shown: dict[str, Any] = field(default_factory=dict)
    head: str = ""
    is_empty: bool = False


Maker = Callable[[Any, HttpRequest], Section | None]
_makers: dict[type[Outlet] | type[Person], list[Maker]] = {Outlet: [], Person: []}


def on_person(maker: Maker) -> None:
    """Register a section of every person's page; registering it twice changes nothing."""
    _register(Person, maker)


def on_outlet(maker: Maker) -> None:
    """Register a section of every outlet's page."""
    _register(Outlet, maker)


def sections_of(row: Outlet | Person, request: HttpRequest) -> list[Section]:
    """What the rooms above have to say on the page of a row."""
    made = [maker(row, request) for maker in _makers[type(row)]]
    return [one for one in made if one is not None]


def _register(model: type[Outlet] | type[Person], maker: Maker) -> None:
    if maker not in _makers[model]:
        _makers[model].append(maker)
