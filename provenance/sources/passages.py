"""Finding or keeping passages: spans of a snapshot's text, each kept once."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError

from .models import Passage, Snapshot
from .resolving import resolve_span
from .selectors import SelectorError

CONTEXT = 32  # Code points of text kept before and after a quote.
Span = tuple[int, int]


def passage_at(snapshot: Snapshot, start: int, end: int) -> Passage:
    """The passage [start, end) of a snapshot, in code points. See `passages_at`."""
    return passages_at(snapshot, [(start, end)])[(start, end)]


def passage_by_selector(snapshot: Snapshot, selectors: Sequence[Mapping[str, Any]]) -> Passage:
    """The passage that W3C selectors name. Raises ValidationError when they name none, or two."""
    return passage_at(snapshot, *span_by_selector(snapshot.text, selectors))


def passages_at(snapshot: Snapshot, spans: Iterable[Span]) -> dict[Span, Passage]:
    """Span -> passage, in two queries. Raises ValidationError for a span outside the text."""
    wanted = {span: passage_of(snapshot, *span) for span in spans}
    Passage.objects.bulk_create(wanted.values(), ignore_conflicts=True)
    # Someone else may have kept the same span first, so the rows' ids are read back.
    starts = {start for start, _ in wanted}
    kept = Passage.objects.filter(snapshot=snapshot, start__in=starts)
    by_span = {(one.start, one.end): one for one in kept}
    for one in kept:
        one.snapshot = snapshot
    return {span: by_span[span] for span in wanted}


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
