"""Reads what ties articles together, in three queries however many articles there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import F

from provenance.sources.models import Article, Citation, Outlet
from provenance.sources.names import fold
from provenance.sources.reading import authorships_of
from provenance.written import written_once

from .graph import Item

# Follows confirmed republication and translation upwards; UNION ends it on a loop.
COPIES = """
WITH RECURSIVE up (article, original, name) AS (
    SELECT source_id, target_id, target_name FROM sources_citation AS c
    WHERE source_id = ANY(%(ids)s) AND {counts}
    UNION
    SELECT up.article, c.target_id, c.target_name
    FROM up JOIN sources_citation AS c ON c.source_id = up.original WHERE {counts}
)
SELECT article, original, name FROM up
""".replace(
    "{counts}",
    "c.kind = ANY(%(kinds)s) AND c.state = 'confirmed' AND c.visibility <> 'me'"
    " AND c.deleted_at IS NULL",
)
KINDS = [Citation.Kind.REPUBLISHES.value, Citation.Kind.TRANSLATES.value]


@dataclass(frozen=True)
class ArticleOrigin:
    """Where one article comes from, in the terms of `graph.Item`."""

    article: int
    address: str
    authors: frozenset[int]
    copies_of: frozenset[int]
    agencies: frozenset[str]
    owner: int | None
    voices: frozenset[str]


def origins_of(article_ids: Iterable[int]) -> dict[int, ArticleOrigin]:
    """Article id -> where it comes from. Three queries; none for no articles."""
    ids = sorted(set(article_ids))
    if not ids:
        return {}
    authors = _authors(ids)
    originals, names = _copies(ids)
    return {
        row["id"]: ArticleOrigin(
            article=row["id"],
            address=row["address_key"],
            authors=frozenset(authors[row["id"]]),
            voices=frozenset([*authors[row["id"]].values(), *filter(None, [row["key"]])]),
            copies_of=frozenset(originals[row["id"]]),
            agencies=frozenset(names[row["id"]] | _agencies(row)),
            owner=row["owner"] or row["outlet_id"],
        )
        for row in _articles(ids)
    }


@written_once
def _articles(ids: list[int]) -> Any:
    return Article.objects.filter(pk__in=ids).values(
        "id",
        "address_key",
        "republished_from",
        "outlet_id",
        kind=F("outlet__kind"),
        key=F("outlet__key"),
        owner=F("outlet__owner"),
    )


def item(
    id: int, origin: ArticleOrigin | None, *, is_own_voice: bool = True, **further: Any
) -> Item:
    """What `graph` compares: where an article comes from, and what else is known.

    `is_own_voice` is false where the article only tells what somebody else said.
    """
    if origin is None:
        return Item(id=id, **further)
    return Item(
        id=id,
        article=origin.article,
        authors=origin.authors,
        copies_of=origin.copies_of,
        agencies=origin.agencies,
        owner=origin.owner,
        voices=origin.voices if is_own_voice else frozenset(),
        **({"address": origin.address} | further),
    )


def _authors(ids: list[int]) -> dict[int, dict[int, str]]:
    """Article id -> its authors, id -> folded name."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for one in authorships_of(ids):
        found[one.article_id][one.person_id] = one.person.key
    return found


def _copies(ids: list[int]) -> tuple[dict[int, set[int]], dict[int, set[str]]]:
    originals: dict[int, set[int]] = defaultdict(set)
    names: dict[int, set[str]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(COPIES, {"ids": ids, "kinds": KINDS})
        for article, original, name in cursor.fetchall():
            if original is not None:
                originals[article].add(original)
            if name:
                names[article].add(fold(name))
    return originals, names


def _agencies(row: dict[str, object]) -> set[str]:
    """An agency's own copy counts with the copies that name it."""
    found = {fold(str(row["republished_from"]))} - {""}
    if row["kind"] == Outlet.Kind.AGENCY:
        found.add(str(row["key"]))
    return found
