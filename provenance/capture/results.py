"""What the import command says of each input, in the shape other programs rely on."""

from collections.abc import Sequence
from typing import Any

from provenance.sources.models import Article, Snapshot

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
    """A line for each (input, outcome), in three queries however many there are."""
    wanted = {outcome.kept.article.pk for _, outcome in done if outcome.kept}
    rows = Article.objects.filter(pk__in=wanted).with_sources() if wanted else []
    articles = {article.pk: article for article in rows}
    return [_line(label, outcome, articles) for label, outcome in done]


def failed_line(label: str, failure: CaptureFailed) -> Line:
    """The line of an input that could not be brought in."""
    return {
        "input": label,
        "status": "failed",
        **NOTHING,
        "error": failure.message,
        "error_code": failure.code,
    }


def _line(label: str, outcome: Outcome, articles: dict[int, Article]) -> Line:
    if outcome.kept is None:
        return failed_line(label, outcome.failure or CaptureFailed("unknown", "It failed."))
    article = articles[outcome.kept.article.pk]
    line = {"input": label, "status": outcome.kept.status, **NOTHING, **_said(article)}
    return line | _text(outcome.kept.snapshot)


def _said(article: Article) -> Line:
    """What the article shows. A date known to the month carries its first day."""
    return {
        "article": article.pk,
        "title": article.title or None,
        "authors": [one.person.name for one in article.authorships.all()],
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
