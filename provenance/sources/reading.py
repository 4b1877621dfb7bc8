"""Reading what hangs on articles, for pages that show several of them."""

from collections.abc import Iterable, Sequence
from typing import Any

from provenance.written import attach, written_once

from .models import Article, Authorship


def give_authors(articles: Sequence[Article]) -> None:
    """Put into each article its authorships with their persons. One query."""
    attach(articles, "authorships", authorships_of(one.pk for one in articles), "article_id")


def authorships_of(article_ids: Iterable[int]) -> list[Authorship]:
    """Who wrote these articles, with the persons, in the order of the bylines. One query."""
    return _authorships(sorted(set(article_ids)))


@written_once
def _authorships(article_ids: list[int]) -> Any:
    rows = Authorship.objects.filter(article__in=article_ids).select_related("person")
    return rows.order_by("article", "position")
