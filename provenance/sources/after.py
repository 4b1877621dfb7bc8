"""What other rooms do when an article's date or words turn out otherwise: they are told here.

Sources stand below the rooms that go by those, so they cannot call them. Such a room registers one
function in its `AppConfig.ready`::

    after.articles_redated(claims_go_by_new_dates)
    after.passages_followed(raise_rechecks)

The first is called inside the transaction that changes the articles, so that nothing ever goes by
an old date; what it raises undoes the change. The second is called by the worker, once it is known
where the passages of some articles stand in their newest versions; it must do nothing when called
again.
"""

from collections.abc import Sequence
from typing import Any, Protocol

from .models import Article


class Listener(Protocol):
    """Called with articles that are saved and whose dates may have changed."""

    def __call__(self, articles: Sequence[Article], *, by: Any) -> None:
        """Make of it what follows."""


class FollowedListener(Protocol):
    """Called with ids of articles whose passages were followed into every later version."""

    def __call__(self, articles: Sequence[int], *, by: Any) -> Any:
        """Make of it what follows."""


_listeners: list[Listener] = []
_followers: list[FollowedListener] = []


def articles_redated(listener: Listener) -> None:
    """Register `listener(articles, by=…)`; registering it twice changes nothing."""
    if listener not in _listeners:
        _listeners.append(listener)


def tell_redated(articles: Sequence[Article], *, by: Any) -> None:
    """Call everyone who registered. The articles' dates may have changed; they are saved."""
    for listener in list(_listeners) if articles else []:
        listener(articles, by=by)


def passages_followed(follower: FollowedListener) -> None:
    """Register `follower(articles, by=…)`; registering it twice changes nothing."""
    if follower not in _followers:
        _followers.append(follower)


def tell_followed(articles: Sequence[int], *, by: Any) -> None:
    """Call everyone who registered."""
    for follower in list(_followers) if articles else []:
        follower(articles, by=by)
