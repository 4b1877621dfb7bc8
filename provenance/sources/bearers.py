"""Reads what `sameness` compares: every outlet or person of a workspace, with all its names."""

from collections import defaultdict
from typing import Any

from .models import Article, Authorship, Outlet, Person
from .sameness import Bearer

# Shorter texts are the same by chance: a form, a greeting, an empty page.
LONG_ENOUGH = 200


def outlets_of(workspace_id: int) -> list[Bearer]:
    """The outlets of a workspace. One query."""
    return [_bearer(family, _domains(family)) for family in _families(Outlet, workspace_id)]


def people_of(workspace_id: int) -> list[Bearer]:
    """The people and organisations of a workspace, without the unnamed. Two queries.

    Articles that somebody keeps to themselves are left out: a proposal is seen by others.
    """
    signed: dict[int, list[Any]] = defaultdict(list)
    for row in _authorships(workspace_id):
        signed[row[0]].append(row)
    found = []
    for family in _families(Person, workspace_id):
        rows = [row for one in family for row in signed[one.pk]]
        further = {
            "articles": frozenset(row[1] for row in rows),
            "outlets": frozenset(row[2] for row in rows if row[2]),
            "texts": frozenset(row[3] for row in rows if row[3]),
        }
        found.append(_bearer(family, further))
    return found


def _families(model: Any, workspace_id: int) -> list[list[Any]]:
    """Every row that counts, first, with those merged into it."""
    rows = model.objects.filter(workspace=workspace_id, deleted_at=None).order_by("pk")
    if model is Person:
        rows = rows.exclude(kind=Person.Kind.UNNAMED)
    families: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        families[row.kept_id].append(row)
    return [
        sorted(family, key=lambda row: (row.merged_into_id is not None, row.pk))
        for family in families.values()
    ]


def _bearer(family: list[Any], further: dict[str, Any]) -> Bearer:
    own = family[0]
    names = [name for row in family for name in (row.name, *row.aliases)]
    addresses = [address for row in family for address in (row.homepage, *row.same_as)]
    return Bearer(
        id=own.pk,
        names=tuple(dict.fromkeys(names)),
        kind=own.kind if isinstance(own, Person) else "outlet",
        wikidata=frozenset(row.wikidata for row in family if row.wikidata),
        addresses=frozenset(address.rstrip("/") for address in addresses if address),
        **further,
    )


def _domains(family: list[Outlet]) -> dict[str, Any]:
    found = {domain for row in family for domain in (row.domain, *row.other_domains) if domain}
    return {"domains": frozenset(found)}


def _authorships(workspace_id: int) -> Any:
    """(person, article, outlet that counts, text) for every signature."""
    rows = Authorship.objects.filter(
        article__in=Article.objects.filter(workspace=workspace_id, deleted_at=None).shared()
    ).select_related(None)
    columns = rows.values_list(
        "person",
        "article",
        "article__outlet__merged_into",
        "article__outlet",
        "article__latest__text_sha256",
        "article__latest__characters",
    )
    for person, article, kept, outlet, text, characters in columns.iterator():
        yield person, article, kept or outlet, text if (characters or 0) >= LONG_ENOUGH else ""
