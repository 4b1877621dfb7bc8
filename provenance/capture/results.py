"""What the import command says of each input, in the shape other programs rely on."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from provenance.sources.models import Article, Authorship, Snapshot

from .failures import CaptureFailed
from .pipeline import Outcome

Line = dict[str, Any]
NOTHING: Line = {
    "article": None,
    "snapshot": None,
    "title": None,
    "authors": [],
    "outlet": None,
    "republished_from": None,
    "published": None,
    "published_precision": None,
    "language": None,
    "sha256": None,
    "characters": None,
    "regions": [],
    "warnings": [],
    "error": None,
}


def lines_for(done: Sequence[tuple[str, Outcome]]) -> list[Line]:
    """A line for each (input, outcome), in one query however many there are."""
    articles = {outcome.kept.article.pk for _, outcome in done if outcome.kept}
    signed = Authorship.objects.filter(article__in=articles).order_by("position")
    authors = defaultdict(list)
    for article, name in signed.values_list("article", "person__name") if articles else []:
        authors[article].append(name)
    return [_line(label, outcome, authors) for label, outcome in done]


def with_doubts(lines: Sequence[Line], reasons: Mapping[int, str]) -> list[Line]:
    """The lines with what was found to speak against a snapshot (id -> reason) as a warning."""
    told = []
    for line in lines:
        reason = reasons.get(line["snapshot"] or 0, "")
        new = [reason] if reason and reason not in line["warnings"] else []
        told.append({**line, "warnings": [*line["warnings"], *new]})
    return told


def failed_line(label: str, failure: CaptureFailed) -> Line:
    """The line of an input that could not be brought in."""
    return {
        "input": label,
        "status": "failed",
        **NOTHING,
        "error": failure.message,
        "error_code": failure.code,
    }


def _line(label: str, outcome: Outcome, authors: dict[int, list[str]]) -> Line:
    kept = outcome.kept
    if kept is None:
        return failed_line(label, outcome.failure or CaptureFailed("unknown", "It failed."))
    said = _said(kept.article) | {"authors": authors.get(kept.article.pk, [])}
    return {"input": label, "status": kept.status, **NOTHING, **said, **_text(kept.snapshot)}


def _said(article: Article) -> Line:
    """What the article shows. A date known to the month carries its first day."""
    return {
        "article": article.pk,
        "title": article.title or None,
        "outlet": article.outlet.name if article.outlet else None,
        "republished_from": article.republished_from or None,
        "published": article.published.isoformat() if article.published else None,
        "published_precision": article.published_precision or None,
        "language": article.language or None,
    }


def _text(snapshot: Snapshot) -> Line:
    """The text as it was kept; `sha256` is of the bytes as they came."""
    return {
        "snapshot": snapshot.pk,
        "sha256": snapshot.raw_sha256,
        "characters": snapshot.characters,
        "regions": snapshot.regions,
        "warnings": snapshot.warnings,
    }
