"""Finding or keeping passages: spans of a snapshot's text, each kept once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection

from .errands import follow_soon
from .models import Passage, Snapshot
from .resolving import resolve_span
from .selectors import SelectorError

KEEP = """
INSERT INTO sources_passage
    (snapshot_id, start, "end", quote, prefix, suffix, sha256, created_at)
SELECT *, now()
FROM unnest(%s::bigint[], %s::int[], %s::int[], %s::text[], %s::text[], %s::text[], %s::text[])
ON CONFLICT (snapshot_id, start, "end") DO NOTHING
RETURNING snapshot_id, start, "end", id, (
    SELECT article.latest_id FROM sources_article AS article
    JOIN sources_snapshot AS own ON own.article_id = article.id WHERE own.id = snapshot_id
)
"""
CONTEXT = 32  # Code points of text kept before and after a quote.
Span = tuple[int, int]
Place = tuple[int, int, int]  # Snapshot id, start, end.
Row = tuple[int, int, int, int, int | None]  # A place, id, the newest version of the article.


def passage_at(snapshot: Snapshot, start: int, end: int) -> Passage:
    """The passage [start, end) of a snapshot, in code points. See `passages_at`."""
    return passages_at(snapshot, [(start, end)])[(start, end)]


def passage_by_selector(snapshot: Snapshot, selectors: Sequence[Mapping[str, Any]]) -> Passage:
    """The passage that W3C selectors name. Raises ValidationError when they name none, or two."""
    return passage_at(snapshot, *span_by_selector(snapshot.text, selectors))


def passages_at(snapshot: Snapshot, spans: Iterable[Span]) -> dict[Span, Passage]:
    """Span -> passage, in one query, or two where some were kept before.

    Raises ValidationError for a span outside the text. Passages of an older version are followed
    into the newer ones by the worker, and the rooms above are told of them again: something else
    may rest on them now.
    """
    found = passages_among((snapshot, start, end) for start, end in spans)
    return {(one.start, one.end): one for one in found.values()}


def passages_among(places: Iterable[tuple[Snapshot, int, int]]) -> dict[Place, Passage]:
    """(Snapshot id, start, end) -> passage, as `passages_at`, for places in many snapshots."""
    wanted = {(one.pk, start, end): passage_of(one, start, end) for one, start, end in places}
    rows = _keep(wanted.values()) if wanted else []
    if len(rows) < len(wanted):
        rows += _kept(wanted.keys() - {row[:3] for row in rows})
    late = set()
    for snapshot, start, end, pk, latest in rows:
        passage = wanted[snapshot, start, end]
        passage.pk = pk
        passage._state.adding = False
        if latest not in (None, snapshot):
            late.add(passage.snapshot.article_id)
    follow_soon(late)
    return wanted


def _keep(passages: Collection[Passage]) -> list[Row]:
    """Insert those that nobody kept before."""
    # Django can either pass over rows that exist or tell the ids of new ones, but not both.
    values = [
        (one.snapshot_id, one.start, one.end, one.quote, one.prefix, one.suffix, one.sha256)
        for one in passages
    ]
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [list(column) for column in zip(*values, strict=True)])
        return list(cursor.fetchall())


def _kept(places: Collection[Place]) -> list[Row]:
    """Those that were kept before."""
    known = Passage.objects.filter(
        snapshot__in={snapshot for snapshot, _, _ in places},
        start__in={start for _, start, _ in places},
    )
    columns = ("snapshot", "start", "end", "pk", "snapshot__article__latest")
    return [row for row in known.values_list(*columns) if row[:3] in places]


def passage_of(snapshot: Snapshot, start: int, end: int) -> Passage:
    """A passage not yet kept, with its quote, context and digest. Raises ValidationError."""
    length = len(snapshot.text)
    if not 0 <= start < end <= length:
        field = "end" if 0 <= start < length else "start"
        raise ValidationError(
            {field: f"Choose at least one character between 0 and {length} (not {start}–{end})."}
        )
    quote = snapshot.text[start:end]
    return Passage(
        snapshot=snapshot,
        start=start,
        end=end,
        quote=quote,
        prefix=snapshot.text[max(0, start - CONTEXT) : start],
        suffix=snapshot.text[end : end + CONTEXT],
        sha256=sha256(quote.encode()).hexdigest(),
    )


def span_by_selector(text: str, selectors: Sequence[Mapping[str, Any]]) -> Span:
    """The one span that position and quote selectors agree on. Raises ValidationError."""
    try:
        return resolve_span(text, selectors)
    except SelectorError as error:
        raise ValidationError({"selector": error.message}) from None
