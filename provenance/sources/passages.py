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
RETURNING start, "end", id, (
    SELECT article.latest_id FROM sources_article AS article
    JOIN sources_snapshot AS own ON own.article_id = article.id WHERE own.id = snapshot_id
)
"""
CONTEXT = 32  # Code points of text kept before and after a quote.
Span = tuple[int, int]
Row = tuple[int, int, int, int | None]  # start, end, id, the newest version of the article


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
    wanted = {span: passage_of(snapshot, *span) for span in spans}
    rows = _keep(snapshot, wanted.values())
    if len(rows) < len(wanted):
        rows += _kept(snapshot, wanted.keys() - {row[:2] for row in rows})
    for start, end, pk, _ in rows:
        wanted[start, end].pk = pk
        wanted[start, end]._state.adding = False
    if any(latest not in (None, snapshot.pk) for *_, latest in rows):
        follow_soon([snapshot.article_id])
    return wanted


def _keep(snapshot: Snapshot, passages: Collection[Passage]) -> list[Row]:
    """Insert those that nobody kept before."""
    # Django can either pass over rows that exist or tell the ids of new ones, but not both.
    values = [
        (snapshot.pk, one.start, one.end, one.quote, one.prefix, one.suffix, one.sha256)
        for one in passages
    ]
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [list(column) for column in zip(*values, strict=True)])
        return list(cursor.fetchall())


def _kept(snapshot: Snapshot, spans: Collection[Span]) -> list[Row]:
    """Those that were kept before."""
    known = Passage.objects.filter(snapshot=snapshot, start__in={start for start, _ in spans})
    latest = "snapshot__article__latest"
    return [row for row in known.values_list("start", "end", "pk", latest) if row[:2] in spans]


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
