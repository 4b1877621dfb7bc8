"""Finding the texts of a workspace in which given words stand, exactly.

The index of words names the candidates; the words are then looked for in their texts, quotation
marks and white space folded.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from provenance.sources.models import Article, Snapshot
from provenance.sources.resolving import resolve_span
from provenance.sources.selectors import SelectorError

from . import fulltext

CANDIDATES = 20
TELLING = 12  # Words of the quotation that the index is asked for.


@dataclass(frozen=True)
class Found:
    """A text and the span on which the words stand, in code points."""

    snapshot: Snapshot
    start: int
    end: int

    @property
    def place(self) -> tuple[Snapshot, int, int]:
        """As services want it."""
        return self.snapshot, self.start, self.end


def texts_with(words: str, *, by: Any, workspace: int, article: int | None = None) -> list[Found]:
    """Every article that `by` may see whose latest text holds the words; one place for each.

    With `article` only that one, in whichever of its versions holds them, newest first. Raises
    SelectorError where the words stand in a text more than once.
    """
    found, again = [], None
    for snapshot in _candidates(words, by, workspace, article):
        try:
            start, end = resolve_span(snapshot.text, [_quote(words)])
        except SelectorError as error:
            again = error if error.code == "ambiguous" else again
            continue
        found.append(Found(snapshot, start, end))
        if article is not None:
            break
    if not found and again is not None:
        raise again
    return found


def _candidates(words: str, by: Any, workspace: int, article: int | None) -> Any:
    if article is not None:
        seen = Snapshot.objects.visible_to(by).filter(article__workspace=workspace, article=article)
        return seen.select_related("article").defer("blocks", "regions").order_by("-number")
    spoken = re.findall(r"\w+", words)[:TELLING]
    phrase = f'"{" ".join(spoken)}"' if spoken else ""
    filters = fulltext.Filters(workspace=workspace)
    hits = fulltext.articles(phrase, by=by, filters=filters).hits if phrase else []
    unindexed = _not_indexed(by, workspace)
    ids = [hit.row.latest_id for hit in hits] + [one.latest_id for one in unindexed]
    return Snapshot.objects.filter(pk__in=ids).select_related("article").defer("blocks", "regions")


def _not_indexed(by: Any, workspace: int) -> Any:
    """What was brought in a moment ago: the worker has not read it into the index yet."""
    rows = Article.objects.visible_to(by).filter(workspace=workspace, latest__isnull=False)
    return rows.filter(Q(words=None)).only("latest")[:CANDIDATES]


def _quote(words: str) -> dict[str, str]:
    return {"type": "TextQuoteSelector", "exact": words}
