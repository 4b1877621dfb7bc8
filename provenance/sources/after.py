"""What other rooms do once an article's date is known otherwise: they are told here.

Sources stand below the rooms that go by those dates, so they cannot call them. Such a room
registers one function in its `AppConfig.ready`::

    after.articles_redated(claims_go_by_new_dates)

It is called inside the transaction that changes the articles, so that nothing ever goes by an old
date; what it raises undoes the change.
"""

from collections.abc import Sequence
from typing import Any, Protocol

from .models import Article


class Listener(Protocol):
    """Called with articles that are saved and whose dates may have changed."""

    def __call__(self, articles: Sequence[Article], *, by: Any) -> None:
        """Make of it what follows."""


_listeners: list[Listener] = []


def articles_redated(listener: Listener) -> None:
    """Register `listener(articles, by=…)`; registering it twice changes nothing."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell_redated(articles: Sequence[Article], *, by: Any) -> None:
    """Call everyone who registered. The articles' dates may have changed; they are saved."""
    for listener in list(_listeners) if articles else []:
        listener(articles, by=by)
