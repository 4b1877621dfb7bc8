"""The pages of outlets and people: who they are, where their text comes from, what they wrote."""

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import conditional_page

from provenance.accounts.links import absolute
from provenance.accounts.roles import Visibility
from provenance.accounts.rules import is_member
from provenance.capture.agencies import agency_named
from provenance.lineage.drawn import drawn_by
from provenance.sources import services
from provenance.sources.corrected import corrections_of
from provenance.sources.holdings import holdings_of
from provenance.sources.models import Article, Outlet, Person, SameOutlets, SamePeople
from provenance.sources.rules import may_change, may_merge, may_show
from provenance.sources.signing import authors_of, outlets_of

from . import undo
from .articles import paged, rows
from .attempts import attempt
from .caching import for_everyone
from .catalogue_forms import NamedForm, OutletForm, PersonForm
from .context import person as whoever
from .sections import sections_of

MOST_PAIRS = 5


@dataclass(frozen=True)
class Kind:
    """What differs between outlets and people. `of` is the word in addresses."""

    of: str
    view: str
    model: Any
    same: Any
    form: type[NamedForm]
    service: Any
    views: dict[str, str] = field(default_factory=dict)


KINDS = {
    "outlets": Kind("outlets", "outlet", Outlet, SameOutlets, OutletForm, services.describe_outlet),
    "people": Kind("people", "person", Person, SamePeople, PersonForm, services.describe_person),
}


@conditional_page
def outlet(request: HttpRequest, pk: int) -> HttpResponse:
    """Who publishes: facts, owners, where its text comes from, who writes, what was corrected."""
    return _page(request, pk, KINDS["outlets"], _of_outlet)


@conditional_page
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Who speaks or writes: facts, where they write, what they said, what they wrote."""
    return _page(request, pk, KINDS["people"], _of_person)


def row_at(request: HttpRequest, of: str, pk: int) -> Any:
    """An outlet or person that this person may see; 404 for every other."""
    seen = KINDS[of].model.objects.visible_to(request.user)
    return get_object_or_404(seen.select_related("workspace", "merged_into"), pk=pk)


def address_of(row: Outlet | Person) -> str:
    """The page of a row."""
    return reverse("outlet" if isinstance(row, Outlet) else "person", args=[row.pk])


def _page(request: HttpRequest, pk: int, kind: Kind, further: Any) -> HttpResponse:
    row = row_at(request, kind.of, pk)
    if row.merged_into_id and request.method != "POST":
        return redirect(f"{address_of(row.kept)}?instead-of={row.pk}")
    form = kind.form(request.POST or None, initial=vars(row))
    if request.method == "POST" and _described(request, form, row, kind):
        return redirect(kind.view, pk)
    shown = _shown(request, row, form, kind) | further(request, row)
    if isinstance(row, Person) and not shown["member"] and not _is_told(row, shown):
        raise Http404("Nothing is published about them.")
    status = 400 if form.errors else 200
    page = render(request, f"provenance/{kind.view}.html", shown, status=status)
    return for_everyone(request, page)


def _is_told(person: Person, shown: dict[str, Any]) -> bool:
    """Whether strangers have a page to read: of someone named, on whom something is published."""
    said = any(not section.is_empty for section in shown["sections"])
    return person.kind != Person.Kind.UNNAMED and bool(said or shown["tally"]["all"])


def _described(request: HttpRequest, form: NamedForm, row: Any, kind: Kind) -> bool:
    def change(**changes: Any) -> Any:
        return kind.service(row, by=whoever(request), **changes)

    if attempt(form, change) is None:
        return False
    undo.offer(request, "Saved.", reverse(f"undo-{kind.view}", args=[row.pk]))
    return True


def _shown(request: HttpRequest, row: Any, form: NamedForm, kind: Kind) -> dict[str, Any]:
    """`tally` counts only what this person sees, so that a count never tells what is hidden."""
    page = paged(_articles(row, request).with_sources().with_latest(), request)
    member = is_member(request.user, row.workspace_id)
    merges = row.merges_in.filter(undone_at=None).select_related("merged", "created_by")
    pairs = kind.same.objects.visible_to(request.user).open().about(row.pk)
    return {
        "row": row,
        "of": kind.of,
        "form": form,
        "tally": _articles(row, request).tally(),
        "page_obj": page,
        "rows": rows(page, request),
        "member": member,
        "merges": list(merges) if member else [],
        "instead_of": request.GET.get("instead-of", ""),
        "pairs": list(pairs.select_related("one", "other")[:MOST_PAIRS]) if member else [],
        "changes": may_change(request.user, row),
        "decides": may_merge(request.user, row),
        "shows": member and may_show(request.user, row, Visibility.PUBLIC),
        "sections": sections_of(row, request),
        "undo": undo.offered(request),
        "seen_by": row.visibility,
        "address": absolute(address_of(row), request),
        "nav": "articles",
    }


def _articles(row: Outlet | Person, request: HttpRequest) -> Any:
    seen = Article.objects.visible_to(request.user)
    return seen.of_outlet(row.pk) if isinstance(row, Outlet) else seen.by_author(row.pk)


def _of_outlet(request: HttpRequest, row: Outlet) -> dict[str, Any]:
    return {
        "drawn": drawn_by(row, request.user, lambda name: agency_named(name) is not None),
        "authors": authors_of(row, request.user),
        "corrections": corrections_of(row, request.user),
        "holdings": holdings_of(row, request.user),
    }


def _of_person(request: HttpRequest, row: Person) -> dict[str, Any]:
    return {"writes_for": outlets_of(row, request.user)}
