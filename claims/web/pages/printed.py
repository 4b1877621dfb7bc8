"""What stands on the sheets of a published claim: the printed page and the picture. Pure."""

from collections.abc import Iterator, Sequence
from typing import Any

from claims.exchange.published import Published
from claims.exchange.typesetting import shortened, tongue
from claims.groundwork.models import Search
from claims.reviews.models import Verdict
from provenance.sources.covers import in_place_of

from ..words import count, day, dotted
from .public import PublicPage
from .sides import Column, Piece
from .stands import Stand

WEB = ("http://", "https://")


def sheet(page: PublicPage) -> dict[str, Any]:
    """Everything the printed page says, in the order of the page on the screen."""
    published = page.published
    return {
        "address": page.address,
        "publisher": published.publisher,
        "eyebrow": dotted(f"Claim {page.claim.pk}", published.publisher),
        "language": tongue(published.language),
        "statement": published.called,
        "verdict": {"word": published.rating_label, "neutral": page.verdict.shade},
        "because": _lines(published.explanation),
        "since": _since(page),
        "warnings": list(_warnings(page)),
        "first": _first(page),
        "counted": f"{page.counted.number}.",
        "strips": [[_step(step) for step in strip.hops] for strip in page.strips],
        "sides": [_side(column) for column in page.columns],
        "searches": [_search(line.row) for line in page.work.searches],
        "stands": [_stand(one, page.claim.sensitive) for one in page.stands],
        "versions": [_version(one) for one in page.verdicts],
    }


def picture(published: Published, verdict: Verdict) -> dict[str, Any]:
    """The claim, the verdict and who gave it."""
    return {
        "publisher": published.publisher,
        "language": tongue(published.language),
        "statement": shortened(published.called),
        "verdict": {"word": published.rating_label, "neutral": verdict.shade},
        "foot": f"As of {day(published.as_of)}",
    }


def _since(page: PublicPage) -> str:
    versions = count(len(page.verdicts), "version") if len(page.verdicts) > 1 else ""
    publisher, when = page.published.publisher, day(page.verdict.as_of)
    if page.verdict.is_withdrawal:
        return dotted(f"Withdrawn on {when} by {publisher}", versions)
    sure = page.verdict.get_confidence_display() if page.verdict.confidence else ""
    return dotted(f"As of {when}", sure, f"checked by two people of {publisher}", versions)


def _first(page: PublicPage) -> str:
    first = page.first
    if not first.where:
        return "Not found in any text yet."
    by = f", by {first.by}" if first.by else ""
    return f"First seen {first.when} in {first.where}{by}."


def _warnings(page: PublicPage) -> Iterator[str]:
    for one in page.changed:
        seen = day(one.fate.captured.date())
        yield f"{one.source} has changed since ({seen}): the words are {one.fate.said}."
    for lost in page.astray:
        became = "is no longer at its address" if lost.is_dead else "leads elsewhere"
        yield f"{lost.source} {became}, noticed on {day(lost.since.date())}."


def _step(step: Any) -> dict[str, Any]:
    return {"name": step.name, "note": step.note, "missing": step.missing}


def _side(column: Column) -> dict[str, Any]:
    rows = [row for one in column.origins for row in (one.piece, *one.repeats)]
    return {
        "stance": column.stance,
        "heading": column.heading,
        "counted": column.counted,
        "rows": [_piece(row) for row in rows],
    }


def _piece(piece: Piece) -> dict[str, Any]:
    once = f"Counted once: {piece.why_once}." if piece.why_once else ""
    not_counted = f"Not counted: {piece.why_not}." if piece.why_not else ""
    covered = piece.evidence.sensitive
    warrant = in_place_of(piece.evidence.warrant, covered)
    said = {"warrant": warrant, "once": once or not_counted}
    return _source(piece.source, piece.url, piece.details, "" if covered else piece.quote) | said


def _search(row: Search) -> dict[str, Any]:
    found = row.get_outcome_display()
    return {
        "day": day(row.searched_on),
        "sought": row.sought,
        "rest": dotted(f"in {row.place}", found, " ".join(_lines(row.note))),
    }


def _stand(stand: Stand, covered: str) -> dict[str, Any]:
    fate = f"Changed since: {stand.fate.said}." if stand.fate and stand.fate.is_lost else ""
    quote = "" if covered else stand.appearance.passage.quote
    return _source(stand.where, stand.url, stand.details, quote) | {"fate": fate}


def _source(source: str, url: str, details: str, quote: str) -> dict[str, Any]:
    link = url if url.startswith(WEB) else ""
    return {"source": source, "url": link, "details": details, "quote": quote}


def _version(verdict: Verdict) -> dict[str, Any]:
    changed = f"{verdict.change}: {verdict.reason_for_change}"
    return {
        "day": day(verdict.published_at.date()),
        "word": verdict.rating_label,
        "neutral": verdict.shade,
        "reason": changed if verdict.change else "First verdict.",
    }


def _lines(text: str) -> Sequence[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
