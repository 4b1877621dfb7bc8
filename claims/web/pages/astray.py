"""Which sources of a claim are no longer found at their addresses, each article once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from provenance.capture.models import Watch
from provenance.written import written_once

from .sides import Column
from .stands import Stand


@dataclass(frozen=True)
class Astray:
    """A source whose address died or leads elsewhere; `anchor` names its first place on the page.

    `is_dead` tells the two apart; `since` is when that was first noticed.
    """

    source: str
    anchor: str
    is_dead: bool
    since: datetime


def astray(stands: Iterable[Stand], columns: Sequence[Column]) -> list[Astray]:
    """Places first, then evidence, in the order of the page. One query.

    Only what the page tells of anyway is named; the other address is for members to judge.
    """
    places: dict[int, tuple[str, str]] = {}
    for article, source, anchor in [*_of_stands(stands), *_of_columns(columns)]:
        places.setdefault(article, (source, anchor))
    found = {row.article_id: row for row in _lost(list(places))} if places else {}
    return [
        _astray(*where, found[article]) for article, where in places.items() if article in found
    ]


def _astray(source: str, anchor: str, row: Watch) -> Astray:
    # An address that leads elsewhere is alive; it can't be dead too for long.
    since = row.moved_at if row.moved_to else row.dead_since
    return Astray(source, anchor, not row.moved_to, since or row.updated_at)


@written_once
def _lost(article_ids: list[int]) -> Any:
    return Watch.objects.alive().lost().filter(article__in=article_ids)


def _of_stands(stands: Iterable[Stand]) -> Iterator[tuple[int, str, str]]:
    for stand in stands:
        one = stand.appearance
        yield one.passage.snapshot.article_id, stand.where, f"appearance-{one.pk}"


def _of_columns(columns: Sequence[Column]) -> Iterator[tuple[int, str, str]]:
    for column in columns:
        for origin in column.origins:
            for piece in (origin.piece, *origin.repeats):
                if piece.evidence.passage:
                    article = piece.evidence.passage.snapshot.article_id
                    yield article, piece.source, f"evidence-{piece.evidence.pk}"
