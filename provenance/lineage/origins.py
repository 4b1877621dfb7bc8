"""Reads what ties articles together, in four queries however many articles there are."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Case, F, When
from django.db.models.functions import Coalesce

from provenance.sources.models import Article, Citation, Outlet
from provenance.sources.names import fold
from provenance.sources.reading import authorships_of, outlets_called
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
    """Article id -> where it comes from. Three queries, and one where agencies are named."""
    ids = sorted(set(article_ids))
    if not ids:
        return {}
    authors = _authors(ids)
    originals, names = _copies(ids)
    rows = _articles(ids)
    called = _agencies(rows, names)
    return {
        row["id"]: ArticleOrigin(
            article=row["id"],
            address=row["address_key"],
            authors=frozenset(authors[row["id"]]),
            voices=frozenset([*authors[row["id"]].values(), *filter(None, [row["key"]])]),
            copies_of=frozenset(originals[row["id"]]),
            agencies=frozenset(called[row["id"]]),
            owner=row["owner"] or row["publisher"],
        )
        for row in rows
    }


@written_once
def _articles(ids: list[int]) -> Any:
    return Article.objects.filter(pk__in=ids).values(
        "id",
        "address_key",
        "republished_from",
        "workspace_id",
        publisher=Coalesce("outlet__merged_into", "outlet_id"),
        kind=_of_kept("kind"),
        key=_of_kept("key"),
        owner=Coalesce(_of_kept("owner__merged_into"), _of_kept("owner")),
    )


def _of_kept(column: str) -> Case:
    """A column of the outlet that counts: the one kept where the article's was merged."""
    kept = When(outlet__merged_into__isnull=False, then=F(f"outlet__merged_into__{column}"))
    return Case(kept, default=F(f"outlet__{column}"))


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
        found[one.article_id][one.person.kept_id] = one.person.kept.key
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


def _agencies(rows: list[Any], names: dict[int, set[str]]) -> dict[int, set[str]]:
    """Article id -> the folded names of agencies and outlets it was taken from.

    An agency's own copy counts with the copies that name it, and a name by which an outlet of the
    workspace is known stands for that outlet, whichever of its names a text uses.
    """
    given = {row["id"]: names[row["id"]] | ({fold(row["republished_from"])} - {""}) for row in rows}
    known = outlets_called((row["workspace_id"], name) for row in rows for name in given[row["id"]])
    found: dict[int, set[str]] = {}
    for row in rows:
        here = row["workspace_id"]
        found[row["id"]] = {known.get((here, name), name) for name in given[row["id"]]}
        if row["kind"] == Outlet.Kind.AGENCY:
            found[row["id"]].add(str(row["key"]))
    return found
