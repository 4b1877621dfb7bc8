"""Where things are, on this site and on the web, and who sees a page about them."""

from collections.abc import Callable
from typing import Any

from django.urls import NoReverseMatch, reverse

from provenance.accounts.roles import Visibility
from provenance.accounts.rules import may_see


def on_the_web(article: Any) -> str:
    """The address of an article where its outlet has it; empty where it has none."""
    given: str = article.canonical_address or article.final_address or article.address
    return given if given.startswith(("http://", "https://")) else ""


def in_the_reader(user: Any) -> Callable[[Any], str]:
    """Addresses of our own copies, for those articles that `user` may read."""

    def link(article: Any) -> str:
        return named("article", article.pk) if may_see(user, article) else ""

    return link


def seen_by(claim: Any) -> str:
    """Who sees the pages of the desk about a claim: its members, at most."""
    return str(Visibility.ME if claim.visibility == Visibility.ME else Visibility.WORKSPACE)


def named(name: str, *args: Any) -> str:
    """The address of a page; empty where no room has named one so."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
