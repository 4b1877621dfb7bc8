"""Who writes where: counted from the bylines of articles that somebody sees."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, Max, Min, When

from .models import Article, Authorship, Outlet, Person

MOST = 25


@dataclass(frozen=True)
class Signing:
    """One outlet of a person, or one author of an outlet; `row` is None for no outlet at all.

    `first` and `last` are days on which pieces came out, as far as that is known. `is_seen` says
    whether the row has a page that this person may open.
    """

    row: Any
    articles: int
    first: date | None
    last: date | None
    is_seen: bool = True


@dataclass(frozen=True)
class Signings:
    """Those with the most articles first; `more` says how many were left out."""

    rows: list[Signing]
    more: int = 0


def outlets_of(person: Person, user: Any) -> Signings:
    """Where a person writes, by all their names. Three queries."""
    articles = Article.objects.visible_to(user).by_author(person.pk)
    kept = _kept(Outlet, "outlet", user)
    counted = articles.order_by().values(kept=kept).annotate(n=Count("pk"), **_days("published"))
    return _told(Outlet, counted, user)


def authors_of(outlet: Outlet, user: Any) -> Signings:
    """Who writes for an outlet, under all its names. Three queries."""
    articles = Article.objects.visible_to(user).of_outlet(outlet.pk)
    signed = Authorship.objects.filter(article__in=articles.order_by()).order_by()
    kept = _kept(Person, "person", user)
    number = Count("article", distinct=True)
    counted = signed.values(kept=kept).annotate(n=number, **_days("article__published"))
    return _told(Person, counted, user)


def _kept(model: Any, path: str, user: Any) -> Case:
    """The row that counts, where this person may know that; else the one that stands there."""
    seen = model.objects.visible_to(user).order_by().values("pk")
    merged = When(**{f"{path}__merged_into__in": seen}, then=F(f"{path}__merged_into"))
    return Case(merged, default=F(path))


def _days(column: str) -> dict[str, Any]:
    return {"first": Min(column), "last": Max(column)}


def _told(model: Any, counted: Any, user: Any) -> Signings:
    found = list(counted.order_by("-n", "kept")[: MOST + 1])
    more = counted.count() - MOST if len(found) > MOST else 0
    found = found[:MOST]
    rows = model.objects.in_bulk([one["kept"] for one in found if one["kept"]])
    seen = _seen(model, rows, user)
    told = [
        Signing(rows.get(one["kept"]), one["n"], one["first"], one["last"], one["kept"] in seen)
        for one in found
    ]
    return Signings(told, more)


def _seen(model: Any, ids: Iterable[int], user: Any) -> set[int]:
    return set(model.objects.visible_to(user).filter(pk__in=list(ids)).values_list("pk", flat=True))
