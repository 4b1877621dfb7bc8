"""Reading what hangs on articles, for pages that show several of them."""

from collections.abc import Iterable, Sequence
from typing import Any

from provenance.written import attach, written_once

from .models import Article, Authorship, Outlet


def give_authors(articles: Sequence[Article]) -> None:
    """Put into each article its authorships with their persons. One query."""
    attach(articles, "authorships", authorships_of(one.pk for one in articles), "article_id")


def authorships_of(article_ids: Iterable[int]) -> list[Authorship]:
    """Who wrote these articles, with the persons, in the order of the bylines. One query."""
    return _authorships(sorted(set(article_ids)))


@written_once
def _authorships(article_ids: list[int]) -> Any:
    rows = Authorship.objects.filter(article__in=article_ids).select_related("person__merged_into")
    return rows.order_by("article", "position")


def outlets_called(names: Iterable[tuple[int, str]]) -> dict[tuple[int, str], str]:
    """(workspace, folded name) -> the folded name of the outlet that is known by it and counts.

    One query; none for no names. Names that no outlet bears are left out.
    """
    wanted = sorted(set(names))
    if not wanted:
        return {}
    workspaces, keys = {here for here, _ in wanted}, {name for _, name in wanted}
    found: dict[tuple[int, str], str] = {}
    for row in _outlets_called(sorted(workspaces), sorted(keys)):
        for key in (row.key, *row.alias_keys):
            found.setdefault((row.workspace_id, key), row.kept.key)
    return {pair: found[pair] for pair in wanted if pair in found}


@written_once
def _outlets_called(workspaces: list[int], keys: list[str]) -> Any:
    rows = Outlet.objects.filter(workspace__in=workspaces, deleted_at=None).named(*keys)
    return rows.select_related("merged_into").order_by("id")
