"""Searches, gaps, replies and media as cells of a table: one cell of a claim for each kind."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from claims.groundwork.models import Gap, Media, Reply, Search
from claims.groundwork.standing import in_words

BETWEEN = " | "


def groundwork_cells(claims: Sequence[int]) -> Mapping[int, list[str]]:
    """Claim -> its searches, gaps, replies and media in words. Four queries."""
    kinds: dict[Any, Any] = {Search: _search, Gap: _gap, Reply: _reply, Media: _media}
    columns = [_column(kind, claims, say) for kind, say in kinds.items()]
    return {pk: [BETWEEN.join(column.get(pk, ())) for column in columns] for pk in claims}


def _column(kind: Any, claims: Iterable[int], say: Any) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for row in kind.objects.filter(claim__in=claims, deleted_at=None).order_by("id"):
        found.setdefault(row.claim_id, []).append(say(row))
    return found


def _search(row: Search) -> str:
    return f"{row.searched_on}: {row.sought}, in {row.place} ({row.get_outcome_display()})"


def _gap(row: Gap) -> str:
    return f"{row.sought}, in {row.place}" if row.place else row.sought


def _reply(row: Reply) -> str:
    stands = in_words(row.answer_by, row.answered_on, timezone.localdate())
    answer = f": {row.answer}" if row.answer else ""
    return f"{row.party}, asked on {row.asked_on}, {stands}{answer}"


def _media(row: Media) -> str:
    found = f" ({row.category}: {row.finding})" if row.category else ""
    return f"{row.get_medium_display()} at {row.address}: {row.shows}{found}"
