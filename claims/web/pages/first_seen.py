"""When, where and by whom a claim was first seen, and how often since. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.records.models import Appearance
from provenance.lineage.graph import Origins

from ..words import count, published
from .chain import Links


@dataclass(frozen=True)
class FirstSeen:
    """One sentence: first seen WHEN in WHERE, by WHOM; so many appearances and origins."""

    when: str
    where: str
    url: str
    by: str
    appearances: str
    origins: str


def first_seen(appearances: Sequence[Appearance], origins: Origins, links: Links) -> FirstSeen:
    """`appearances` come earliest first. Readers' comments are told apart and never come first."""
    aside = set(origins.left_out)
    often = count(origins.raw, "appearance")
    if aside:
        often += f" ({len(aside)} more in readers' comments, not counted)"
    independent = count(origins.independent, "independent origin")
    if not appearances:
        return FirstSeen("", "", "", "", often, independent)
    earliest = next((one for one in appearances if one.pk not in aside), appearances[0])
    article = earliest.passage.snapshot.article
    where = article.outlet.name if article.outlet else str(article)
    when = published(article) or "on an unknown date"
    by = "" if article.byline == where else article.byline
    return FirstSeen(when, where, links(article), by, often, independent)
