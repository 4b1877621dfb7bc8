"""The pages of outlets and people: what is known of them, and their articles here."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from provenance.sources import services
from provenance.sources.models import Article, Outlet, Person
from provenance.sources.rules import may_change

from .article_forms import NamedForm, OutletForm, PersonForm
from .articles import paged, rows
from .attempts import attempt
from .context import person as whoever


def outlet(request: HttpRequest, pk: int) -> HttpResponse:
    """Who publishes: facts, how much is known of its articles, and the articles."""
    row = _at(Outlet, request, pk)
    form = OutletForm(request.POST or None, initial=vars(row))
    if request.method == "POST" and _described(request, form, row, services.describe_outlet):
        return redirect("outlet", pk)
    return _page(request, row, form, Article.objects.filter(outlet=row), "provenance/outlet.html")


def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Who speaks or writes: facts, and what they have written here."""
    row = _at(Person, request, pk)
    form = PersonForm(request.POST or None, initial=vars(row))
    if request.method == "POST" and _described(request, form, row, services.describe_person):
        return redirect("person", pk)
    return _page(request, row, form, Article.objects.filter(authors=row), "provenance/person.html")


def _at(model: type[Outlet] | type[Person], request: HttpRequest, pk: int) -> Any:
    seen: Any = model.objects.visible_to(request.user).select_related("workspace")
    return get_object_or_404(seen, pk=pk)


def _described(request: HttpRequest, form: NamedForm, row: Any, service: Any) -> bool:
    def change(**changes: Any) -> Any:
        return service(row, by=whoever(request), **changes)

    return attempt(form, change) is not None


def _page(
    request: HttpRequest, row: Any, form: NamedForm, articles: Any, template: str
) -> HttpResponse:
    """`tally` counts only what this person sees, so that a count never tells what is hidden."""
    seen = articles.visible_to(request.user)
    page = paged(seen.with_sources().with_latest(), request)
    shown = {
        "row": row,
        "form": form,
        "tally": seen.tally(),
        "page_obj": page,
        "rows": rows(page, request),
        "changes": may_change(request.user, row),
        "seen_by": row.visibility,
        "nav": "articles",
    }
    return render(request, template, shown, status=400 if form.errors else 200)
