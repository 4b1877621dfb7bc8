"""Whom a text took words from without saying so, as claims and the reader show it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from claims.records.models import Appearance
from provenance.capture.agencies import agency_named
from provenance.sources.models import Article, Citation, Outlet
from provenance.written import written_once

NOBODY: Mapping[int, list[str]] = {}


def uncredited_in(article: Article, user: Any) -> list[str]:
    """What the whole article leaves out, one phrase for each source."""
    rows: list[Citation] = _uncredited(user, [article.pk])
    return list(dict.fromkeys(map(_phrase, rows)))


def uncredited_at(appearances: Sequence[Appearance], user: Any) -> dict[int, list[str]]:
    """Appearance id -> what its text leaves out just there. One query; none for no places."""
    articles = sorted({one.passage.snapshot.article_id for one in appearances})
    rows: list[Citation] = _uncredited(user, articles) if articles else []
    found: dict[int, list[str]] = defaultdict(list)
    for appearance in appearances:
        for row in rows:
            if _is_there(row, appearance) and _phrase(row) not in found[appearance.pk]:
                found[appearance.pk].append(_phrase(row))
    return dict(found)


@written_once
def _uncredited(user: Any, articles: list[int]) -> Any:
    rows = Citation.objects.visible_to(user).filter(source__in=articles, uncredited=True)
    rows = rows.filter(state=Citation.State.CONFIRMED)
    return rows.select_related("target__outlet", "passage").order_by("pk")


def _is_there(row: Citation, appearance: Appearance) -> bool:
    """Whether the words that were taken are those where the claim stands."""
    place = appearance.passage
    if row.source_id != place.snapshot.article_id:
        return False
    taken = row.passage
    if taken is None:
        return True
    same = taken.snapshot_id == place.snapshot_id
    return same and taken.start < place.end and place.start < taken.end


def _phrase(row: Citation) -> str:
    outlet = row.target.outlet if row.target else None
    name = row.target_name or (outlet.name if outlet else str(row.target or row.target_address))
    is_agency = agency_named(name) or (outlet is not None and outlet.kind == Outlet.Kind.AGENCY)
    return f"Agency not credited: {name}" if is_agency else f"Not credited: {name}"
