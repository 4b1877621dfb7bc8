"""Reading the evidence on a claim by stance, with the count of independent origins."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from claims.records.models import Claim
from provenance.lineage.graph import Item, Origins, independent_origins
from provenance.lineage.origins import ArticleOrigin, item, origins_of
from provenance.sources.addresses import AddressError, key
from provenance.sources.reading import give_authors
from provenance.written import written_once

from .models import Evidence


@dataclass(frozen=True)
class Side:
    """The evidence of one stance, oldest first, and how many origins it has."""

    stance: str
    evidence: list[Evidence]
    origins: Origins


def sides_of(claim: Claim, user: Any) -> dict[str, Side]:
    """Stance -> its side, for every stance, merged claims included. Five queries."""
    rows: list[Evidence] = _evidence(claim.pk, user)
    give_authors([row.passage.snapshot.article for row in rows if row.passage])
    articles = origins_of(row.passage.snapshot.article_id for row in rows if row.passage)
    sides = {}
    for stance in Evidence.Stance.values:
        here = [row for row in rows if row.stance == stance]
        counted = independent_origins([_item(row, articles) for row in here])
        sides[stance] = Side(stance, here, counted)
    return sides


@written_once
def _evidence(claim_id: int, user: Any) -> Any:
    return Evidence.objects.of_claim(claim_id).visible_to(user).with_texts().order_by("id")


def made_of(user: Any) -> "Prefetch[Any]":
    """For notes: `made_evidence`, the evidence made of each that this user sees. One query."""
    seen = Evidence.objects.visible_to(user).select_related("claim").order_by("pk")
    return Prefetch("evidence", seen, to_attr="made_evidence")


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
