"""What is said of hops to someone who looks on: nothing of a text that is kept from them."""

from collections.abc import Iterable
from typing import Any

from .models import Appearance, Attribution
from .rules import may_be_told_of


def only_told(hops: Iterable[Attribution], user: Any) -> None:
    """Have hops at hand forget texts that `user` may not hear of; nothing is saved.

    A hop may name another text than the one its claim stands in, and that one may belong to
    someone who keeps it to themselves.
    """
    for hop in hops:
        if hop.article is not None and not may_be_told_of(user, hop.article):
            hop.article = None
        words = hop.wording_at
        if words is not None and not may_be_told_of(user, words.snapshot.article):
            hop.wording_at = None


def chains_only_told(appearances: Iterable[Appearance], user: Any) -> None:
    """The same for whole chains, read already."""
    for appearance in appearances:
        only_told(appearance.attributions.all(), user)
