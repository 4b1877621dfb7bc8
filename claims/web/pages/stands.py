"""The places where a claim stands, each with its words and its own chain. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from claims.records.models import Appearance

from ..words import dotted, published
from .chain import Links, Step, speakers


@dataclass(frozen=True)
class Stand:
    """One place: the text it is in, and who is said to have said it."""

    appearance: Appearance
    where: str
    url: str
    details: str
    chain: list[Step]


def stands(appearances: Iterable[Appearance], links: Links) -> list[Stand]:
    """In the order given."""
    return [_stand(one, links) for one in appearances]


def _stand(appearance: Appearance, links: Links) -> Stand:
    article = appearance.passage.snapshot.article
    where = article.outlet.name if article.outlet else str(article)
    byline = "" if article.byline == where else article.byline
    details = dotted(byline, published(article) or "date not known")
    return Stand(appearance, where, links(article), details, speakers(appearance))
