"""Rooms above look at a verdict before it goes out; they register here and are named nowhere.

What other programs will read of a verdict is made above this room, so it cannot look itself. Such a
room registers one function in its `AppConfig.ready`::

    before_publishing(look_at_the_markup)

It is called with the review, the day as of which the verdict holds, and the editor. It raises
ValidationError where the verdict may not go out, and gives what is odd about it in words. It asks
the database and changes nothing.
"""

from collections.abc import Callable
from datetime import date

from provenance.accounts.models import User

from .models import Review

Inspector = Callable[[Review, date, User], list[str]]

_inspectors: list[Inspector] = []


def before_publishing(inspector: Inspector) -> None:
    """Register an inspector; registering it twice changes nothing."""
    if inspector not in _inspectors:
        _inspectors.append(inspector)


def inspect(review: Review, as_of: date, *, by: User) -> list[str]:
    """What is odd about a verdict that is about to go out. Raises ValidationError."""
    return [said for inspector in _inspectors for said in inspector(review, as_of, by)]
