"""Reading the evidence on a claim by stance, with the count of independent origins."""

from dataclasses import dataclass
from typing import Any

from claims.records.models import Claim
from provenance.lineage.graph import Item, Origins, independent_origins
from provenance.lineage.origins import ArticleOrigin, item, origins_of
from provenance.sources.addresses import AddressError, key

from .models import Evidence


@dataclass(frozen=True)
class Side:
    """The evidence of one stance, oldest first, and how many origins it has."""

    stance: str
    evidence: list[Evidence]
    origins: Origins


def sides_of(claim: Claim, user: Any) -> dict[str, Side]:
    """Stance -> its side, for every stance, merged claims included. Six queries."""
    rows = list(Evidence.objects.of_claim(claim.pk).visible_to(user).with_sources().order_by("id"))
    articles = origins_of(row.passage.snapshot.article_id for row in rows if row.passage)
    sides = {}
    for stance in Evidence.Stance.values:
        here = [row for row in rows if row.stance == stance]
        counted = independent_origins([_item(row, articles) for row in here])
        sides[stance] = Side(stance, here, counted)
    return sides


def _item(evidence: Evidence, articles: dict[int, ArticleOrigin]) -> Item:
    further: dict[str, Any] = {"depends_on": evidence.depends_on_id}
    if evidence.passage is None:
        return item(evidence.pk, None, address=_key(evidence.address), **further)
    return item(evidence.pk, articles.get(evidence.passage.snapshot.article_id), **further)


def _key(address: str) -> str:
    try:
        return key(address)
    except AddressError:
        return address
