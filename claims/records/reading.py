"""Reading a claim's appearances with their chains, and counting how many are independent."""

from collections.abc import Sequence
from typing import Any

from provenance.lineage.graph import Item, Origins, independent_origins
from provenance.lineage.origins import item, origins_of
from provenance.sources.models import Person

from .models import Appearance, Attribution, Claim


def appearances_of(claim: Claim, user: Any) -> list[Appearance]:
    """Where a claim stands, merged claims included, the earliest first. Four queries.

    Words on which both a claim and one merged into it stand are given once.
    """
    rows = (
        Appearance.objects.of_claim(claim.pk)
        .visible_to(user)
        .with_sources()
        .prefetch_related("passage__snapshot__article__authorships__person")
        .earliest_first()
    )
    return list({row.passage_id: row for row in reversed(rows)}.values())[::-1]


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
    if first.speaker.kind == Person.Kind.UNNAMED:
        return {"is_own_voice": False, "unnamed_speaker": first.speaker_id}
    said_by = {"origin_speaker": first.speaker_id, "said_by": first.speaker.key}
    return {"is_own_voice": False, **said_by}
