"""Reads where an outlet's text comes from: its own, an agency's, republished from whom."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from provenance.sources.models import Article, Citation, Outlet
from provenance.sources.names import fold

from .shares import Group, Shares, shares_of

COPIES = [Citation.Kind.REPUBLISHES, Citation.Kind.TRANSLATES]


def drawn_by(outlet: Outlet, user: Any, is_agency: Callable[[str], bool]) -> Shares:
    """Shares of the articles that `user` sees, under all names of an outlet. Two queries.

    What an article says of itself counts first, then a confirmed citation. `is_agency` knows the
    names of agencies that are not in the catalogue.
    """
    found = list(_counted(outlet.pk, user))
    known = _known(outlet, found, user)
    return shares_of(_group(row, known, outlet, is_agency) for row in found)


def _counted(outlet_id: int, user: Any) -> Any:
    """How many articles name which source."""
    copied = Citation.objects.visible_to(user).filter(
        source=OuterRef("pk"), kind__in=COPIES, state=Citation.State.CONFIRMED
    )
    first = copied.order_by("pk")
    cited = Coalesce("target__outlet__merged_into", "target__outlet")
    articles = Article.objects.visible_to(user).of_outlet(outlet_id).order_by()
    named = articles.annotate(
        cited=Subquery(first.values(found=cited)[:1]),
        cited_name=Coalesce(
            Subquery(first.values(found=Coalesce("target__outlet__name", "target_name"))[:1]),
            Subquery(first.values("target_name")[:1]),
        ),
    )
    groups = named.values("republished_from", "cited", "cited_name")
    return groups.annotate(n=Count("pk"), signed=Count("pk", filter=~Q(byline="")))


def _known(outlet: Outlet, found: list[Any], user: Any) -> dict[str | int, Outlet]:
    """Outlets of the same workspace by id and by every folded name, those that `user` sees."""
    keys = [fold(row["republished_from"] or row["cited_name"] or "") for row in found]
    ids = [row["cited"] for row in found if row["cited"]]
    rows = Outlet.objects.visible_to(user).in_workspace(outlet.workspace)
    either = Q(pk__in=rows.named(*filter(None, keys)).values("pk")) | Q(pk__in=ids)
    known: dict[str | int, Outlet] = {}
    for row in rows.filter(either).select_related("merged_into").order_by("pk"):
        for key in (row.pk, row.key, *row.alias_keys):
            known.setdefault(key, row.kept)
    return known


def _group(
    row: Any, known: dict[str | int, Outlet], outlet: Outlet, is_agency: Callable[[str], bool]
) -> Group:
    name = row["republished_from"] or row["cited_name"] or ""
    source = known.get(fold(name)) if row["republished_from"] else known.get(row["cited"])
    source = source or known.get(fold(name))
    return Group(
        articles=row["n"],
        signed=row["signed"],
        key=fold(name),
        name=source.name if source else name,
        outlet=source.pk if source else None,
        is_agency=(source is not None and source.kind == Outlet.Kind.AGENCY) or is_agency(name),
        is_itself=row["cited"] == outlet.pk or (source is not None and source.pk == outlet.pk),
    )
