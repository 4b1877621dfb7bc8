"""Reading the evidence on a claim by stance, with the count of independent origins."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from claims.records.models import Claim
from claims.records.querysets import IN_COMMENT
from claims.records.reading import names_shown
from provenance.accounts.rules import is_member
from provenance.lineage.graph import Origins, independent_origins, only_named
from provenance.lineage.origins import ArticleOrigin, item, origins_of
from provenance.lineage.ties import Item, rules_without
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


def sides_of(claim: Claim, user: Any, without: Collection[str] = ()) -> dict[str, Side]:
    """Stance -> its side, for every stance, merged claims included. Six queries.

    `without` names rules of `lineage.ties` that are left out.
    """
    rows: list[Evidence] = _evidence(claim.pk, user)
    give_authors([row.passage.snapshot.article for row in rows if row.passage])
    articles = origins_of(row.passage.snapshot.article_id for row in rows if row.passage)
    told_all = is_member(user, claim.workspace_id)
    repeated = _repeated(rows, told_all=told_all)
    shown = names_shown(row.passage.snapshot.article for row in rows if row.passage)
    rules, sides = rules_without(without), {}
    for stance in Evidence.Stance.values:
        here = [row for row in rows if row.stance == stance]
        items = [_item(row, articles, repeated[row.pk]) for row in here]
        counted = independent_origins(items, rules, _in_comments(here))
        sides[stance] = Side(stance, here, counted if told_all else only_named(counted, shown))
    return sides


def _repeated(rows: Sequence[Evidence], *, told_all: bool) -> dict[int, frozenset[int]]:
    """Evidence id -> all that it repeats, at any remove and on any side.

    Outsiders aren't told, not by a number either, of evidence they do not see.
    """
    above = {row.pk: row.depends_on_id for row in rows}
    found = {}
    for row in rows:
        seen: set[int] = set()
        one = row.depends_on_id
        while one is not None and one not in seen and (told_all or one in above):
            seen.add(one)
            one = above.get(one)
        found[row.pk] = frozenset(seen - {row.pk})
    return found


def _in_comments(rows: Iterable[Evidence]) -> list[int]:
    return [row.pk for row in rows if getattr(row, "in_comment", False)]


@written_once
def _evidence(claim_id: int, user: Any) -> Any:
    rows = Evidence.objects.of_claim(claim_id).visible_to(user).with_texts()
    return rows.annotate(in_comment=IN_COMMENT).order_by("id")


def made_of(user: Any) -> "Prefetch[Any]":
    """For notes: `made_evidence`, the evidence made of each that this user sees. One query."""
    seen = Evidence.objects.visible_to(user).select_related("claim").order_by("pk")
    return Prefetch("evidence", seen, to_attr="made_evidence")


def _item(
    evidence: Evidence, articles: Mapping[int, ArticleOrigin], repeats: frozenset[int]
) -> Item:
    passage = evidence.passage
    if passage is None:
        return item(evidence.pk, None, address=_key(evidence.address), depends_on=repeats)
    at = passage.snapshot_id, passage.start, passage.end
    origin = articles.get(passage.snapshot.article_id)
    return item(evidence.pk, origin, at=at, depends_on=repeats)


def _key(address: str) -> str:
    try:
        return key(address)
    except AddressError:
        return address
