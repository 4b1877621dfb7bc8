"""Reading a claim's appearances with their chains, and counting how many are independent."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce

from provenance.accounts.roles import Visibility
from provenance.lineage.graph import Origins, independent_origins, only_named
from provenance.lineage.origins import ArticleOrigin, identity, item, origins_of
from provenance.lineage.ties import Item, Key, rules_without
from provenance.sources.models import Article, Person
from provenance.sources.reading import give_authors
from provenance.written import attach, written_once

from .models import Appearance, Attribution, Claim
from .telling import chains_only_told


def appearances_of(claim: Claim, user: Any) -> list[Appearance]:
    """Where a claim stands, merged claims included, the earliest first. Three queries.

    Words on which both a claim and one merged into it stand are given once.
    """
    rows: list[Appearance] = _appearances(claim.pk, user)
    _give_chains(rows, user)
    return list({row.passage_id: row for row in reversed(rows)}.values())[::-1]


def appearances_of_each(claim_ids: Sequence[int], user: Any) -> dict[int, list[Appearance]]:
    """The same for many claims at once: claim id -> where it stands. Three queries in all."""
    rows: list[Appearance] = _appearances_of_each(list(claim_ids), user)
    _give_chains(rows, user)
    found: dict[int, dict[int, Appearance]] = {pk: {} for pk in claim_ids}
    for row in rows:
        found[row.kept_id].setdefault(row.passage_id, row)  # type: ignore[attr-defined]
    return {pk: list(places.values()) for pk, places in found.items()}


def _give_chains(rows: Sequence[Appearance], user: Any) -> None:
    """Put into each appearance its chain, as it may be told, and the authors of its article."""
    attach(rows, "attributions", _hops([row.pk for row in rows]), "appearance_id")
    chains_only_told(rows, user)
    give_authors([row.passage.snapshot.article for row in rows])


@written_once
def _appearances(claim_id: int, user: Any) -> Any:
    rows = Appearance.objects.of_claim(claim_id).visible_to(user)
    return rows.with_texts().telling_comments().earliest_first()


@written_once
def _appearances_of_each(claim_ids: list[int], user: Any) -> Any:
    claims = Claim.objects.filter(Q(pk__in=claim_ids) | Q(merged_into__in=claim_ids)).order_by()
    rows = Appearance.objects.filter(claim__in=claims.values("pk")).visible_to(user)
    kept = Coalesce("claim__merged_into", "claim")
    return rows.with_texts().annotate(kept_id=kept).earliest_first()


@written_once
def _hops(appearance_ids: list[int]) -> Any:
    return Attribution.objects.filter(appearance__in=appearance_ids).in_chains()


def independent_appearances(
    appearances: Sequence[Appearance], without: Collection[str] = (), *, told_all: bool = False
) -> Origins:
    """How many of these appearances go back to different origins. Four queries.

    `without` names rules of `lineage.ties` that are left out. What stands in a reader's comment is
    no voice of the article and is not counted. The reasons name what the appearances show anyway;
    only members of the workspace are `told_all` that is recorded.
    """
    origins = origins_of(one.passage.snapshot.article_id for one in appearances)
    items = [_item(one, origins) for one in appearances]
    counted = independent_origins(items, rules_without(without), _in_comments(appearances))
    return counted if told_all else only_named(counted, _shown(appearances))


def names_shown(articles: Iterable[Article]) -> set[str]:
    """Whom the line about an article names: its authors, its outlet, whom it was taken from."""
    found = set()
    for article in articles:
        found |= {article.republished_from, article.outlet.name if article.outlet else ""}
        found |= {one.person.told_name for one in article.authorships.all()}
    return found


def _shown(appearances: Iterable[Appearance]) -> set[str]:
    rows = list(appearances)
    hops = [hop for row in rows for hop in row.attributions.all()]
    speakers = {hop.speaker.told_name for hop in hops if hop.speaker}
    return speakers | names_shown(row.passage.snapshot.article for row in rows)


def independent_by_claim(appearances: Sequence[Appearance]) -> dict[int, Origins]:
    """The same for many claims at once: claim id -> its origins. Four queries in all.

    Appearances come with their claims; those of a merged claim count for the one that was kept, and
    words on which both stand are counted once.
    """
    origins = origins_of(one.passage.snapshot.article_id for one in appearances)
    by_claim: dict[int, dict[int, Item]] = {}
    for one in appearances:
        kept = one.claim.merged_into_id or one.claim_id
        by_claim.setdefault(kept, {}).setdefault(one.passage_id, _item(one, origins))
    aside = _in_comments(appearances)
    return {
        pk: independent_origins(
            list(items.values()), left_out=[one.id for one in items.values() if one.id in aside]
        )
        for pk, items in by_claim.items()
    }


def _in_comments(appearances: Iterable[Appearance]) -> frozenset[int]:
    return frozenset(one.pk for one in appearances if getattr(one, "in_comment", False))


def _item(appearance: Appearance, origins: Mapping[int, ArticleOrigin]) -> Item:
    passage = appearance.passage
    origin = origins.get(passage.snapshot.article_id)
    at = passage.snapshot_id, passage.start, passage.end
    return item(appearance.pk, origin, at=at, **_mouths(list(appearance.attributions.all())))


def _mouths(chain: Sequence[Attribution]) -> dict[str, Any]:
    """Who said it first, who passed it on, and whether the article says it itself.

    Whoever speaks in the article's own voice is its author, signed or not.
    """
    own = [hop for hop in chain if hop.directness == Attribution.Directness.OWN_VOICE]
    told = [hop for hop in chain if hop not in own]
    named = [_keys(hop) for hop in told if not _is_unnamed(hop)]
    first = _keys(told[0]) if told and not _is_unnamed(told[0]) else frozenset()
    return {
        "is_own_voice": not told,
        "authors": [key for hop in own for key in _keys(hop)],
        "origin_speakers": first,
        "passed_on_by": frozenset[Key]().union(*named) - first,
        "unnamed": frozenset[Key]().union(*(_keys(hop) for hop in told if _is_unnamed(hop))),
        "cites": frozenset(hop.article_id for hop in told if _is_in_a_shared_text(hop)),
    }


def _is_in_a_shared_text(hop: Attribution) -> bool:
    """Whether we have the text in which somebody says it, and nobody keeps it to themselves."""
    return hop.article is not None and hop.article.visibility != Visibility.ME


def _is_unnamed(hop: Attribution) -> bool:
    return hop.speaker is not None and hop.speaker.kind == Person.Kind.UNNAMED


def _keys(hop: Attribution) -> frozenset[Key]:
    return identity(hop.speaker) if hop.speaker else frozenset()
