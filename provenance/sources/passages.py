"""Finding or keeping passages: spans of a snapshot's text, each kept once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection

from .models import Passage, Snapshot
from .resolving import resolve_span
from .selectors import SelectorError

KEEP = """
INSERT INTO sources_passage
    (snapshot_id, start, "end", quote, prefix, suffix, sha256, created_at)
SELECT *, now()
FROM unnest(%s::bigint[], %s::int[], %s::int[], %s::text[], %s::text[], %s::text[], %s::text[])
ON CONFLICT (snapshot_id, start, "end") DO NOTHING
RETURNING id, start, "end"
"""
CONTEXT = 32  # Code points of text kept before and after a quote.
Span = tuple[int, int]


def passage_at(snapshot: Snapshot, start: int, end: int) -> Passage:
    """The passage [start, end) of a snapshot, in code points. See `passages_at`."""
    return passages_at(snapshot, [(start, end)])[(start, end)]


def passage_by_selector(snapshot: Snapshot, selectors: Sequence[Mapping[str, Any]]) -> Passage:
    """The passage that W3C selectors name. Raises ValidationError when they name none, or two."""
    return passage_at(snapshot, *span_by_selector(snapshot.text, selectors))


def passages_at(snapshot: Snapshot, spans: Iterable[Span]) -> dict[Span, Passage]:
    """Span -> passage, in one query, or two where some were kept before.

    Raises ValidationError for a span outside the text.
    """
    wanted = {span: passage_of(snapshot, *span) for span in spans}
    ids = _keep(snapshot, wanted.values())
    if len(ids) < len(wanted):
        starts = [start for start, end in wanted if (start, end) not in ids]
        known = Passage.objects.filter(snapshot=snapshot, start__in=starts)
        ids |= {(start, end): pk for pk, start, end in known.values_list("pk", "start", "end")}
    for span, passage in wanted.items():
        passage.pk = ids[span]
        passage._state.adding = False
    return wanted


def _keep(snapshot: Snapshot, passages: Collection[Passage]) -> dict[Span, int]:
    """Insert those that nobody kept before, and give their ids."""
    # Django can either pass over rows that exist or tell the ids of new ones, but not both.
    values = [
        (snapshot.pk, one.start, one.end, one.quote, one.prefix, one.suffix, one.sha256)
        for one in passages
    ]
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [list(column) for column in zip(*values, strict=True)])
        return {(start, end): pk for pk, start, end in cursor.fetchall()}


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
