"""Finding or keeping passages: spans of a snapshot's text, each kept once."""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError

from .models import Passage, Snapshot

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
        raise ValidationError(
            {"start": f"Choose at least one character between 0 and {length} (not {start}–{end})."}
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
    by_type = {str(one.get("type")): one for one in selectors}
    position, quote = by_type.get("TextPositionSelector"), by_type.get("TextQuoteSelector")
    places = _quoted(text, quote) if quote else []
    if position:
        span = (int(position["start"]), int(position["end"]))
        if not quote or span in places:
            return span
    if len(places) != 1:
        raise ValidationError({"selector": _why_not(places)})
    return places[0]


def _quoted(text: str, quote: Mapping[str, Any]) -> list[Span]:
    """Every place where the quote stands between its prefix and its suffix."""
    exact, before, after = (str(quote.get(key) or "") for key in ("exact", "prefix", "suffix"))
    found, place = [], text.find(exact) if exact else -1
    while place >= 0:
        end = place + len(exact)
        if text[:place].endswith(before) and text.startswith(after, end):
            found.append((place, end))
        place = text.find(exact, place + 1)
    return found


def _why_not(places: list[Span]) -> str:
    if places:
        return f"These words stand {len(places)} times in the text; send their position as well."
    return "These words do not stand in this snapshot; send a quote or a position that does."
