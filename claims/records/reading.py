"""Reading a claim's appearances with their chains, and counting how many are independent."""

from collections.abc import Sequence
from typing import Any

from provenance.lineage.graph import Item, Origins, independent_origins
from provenance.lineage.origins import item, origins_of
from provenance.sources.models import Person
from provenance.sources.reading import give_authors
from provenance.written import attach, written_once

from .models import Appearance, Attribution, Claim
from .telling import chains_only_told


def appearances_of(claim: Claim, user: Any) -> list[Appearance]:
    """Where a claim stands, merged claims included, the earliest first. Three queries.

    Words on which both a claim and one merged into it stand are given once.
    """
    rows: list[Appearance] = _appearances(claim.pk, user)
    attach(rows, "attributions", _hops([row.pk for row in rows]), "appearance_id")
    chains_only_told(rows, user)
    give_authors([row.passage.snapshot.article for row in rows])
    return list({row.passage_id: row for row in reversed(rows)}.values())[::-1]


@written_once
def _appearances(claim_id: int, user: Any) -> Any:
    rows = Appearance.objects.of_claim(claim_id).visible_to(user)
    return rows.with_texts().earliest_first()


@written_once
def _hops(appearance_ids: list[int]) -> Any:
    return Attribution.objects.filter(appearance__in=appearance_ids).in_chains()


def independent_appearances(appearances: Sequence[Appearance]) -> Origins:
    """How many of these appearances go back to different origins. Three queries."""
    origins = origins_of(one.passage.snapshot.article_id for one in appearances)
    return independent_origins([_item(one, origins) for one in appearances])


def independent_by_claim(appearances: Sequence[Appearance]) -> dict[int, Origins]:
    """The same for many claims at once: claim id -> its origins. Three queries in all.

    Appearances come with their claims; those of a merged claim count for the one that was kept, and
    words on which both stand are counted once.
    """
    origins = origins_of(one.passage.snapshot.article_id for one in appearances)
    by_claim: dict[int, dict[int, Item]] = {}
    for one in appearances:
        kept = one.claim.merged_into_id or one.claim_id
        by_claim.setdefault(kept, {}).setdefault(one.passage_id, _item(one, origins))
    return {pk: independent_origins(list(items.values())) for pk, items in by_claim.items()}


def _item(appearance: Appearance, origins: dict[int, Any]) -> Item:
    origin = origins.get(appearance.passage.snapshot.article_id)
    return item(appearance.pk, origin, **_first_speaker(list(appearance.attributions.all())))


def _first_speaker(chain: Sequence[Attribution]) -> dict[str, Any]:
    """Who said it first, where the beginning of the chain is known and not the article itself."""
    first = chain[0] if chain else None
    if first is None or first.directness == Attribution.Directness.OWN_VOICE:
        return {}
    if first.speaker is None:
        return {"is_own_voice": False}
    speaker = first.speaker.kept
    if speaker.kind == Person.Kind.UNNAMED:
        return {"is_own_voice": False, "unnamed_speaker": speaker.pk}
    said_by = {"origin_speaker": speaker.pk, "said_by": speaker.key}
    return {"is_own_voice": False, **said_by}
