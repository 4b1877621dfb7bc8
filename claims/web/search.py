"""Search by words over claims, articles and verdicts: whatever the person may see."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_safe

from claims.search.fulltext import SEARCHERS

from .caching import for_everyone
from .forms.public_search import PublicSearchForm
from .forms.search import SearchForm
from .pages.found import Found, found

TABS = [("claims", "Claims"), ("articles", "Articles"), ("verdicts", "Verdicts")]


@require_safe
@conditional_page
def search(request: HttpRequest) -> HttpResponse:
    """One kind at a time, under tabs. Strangers have filters of their own for claims."""
    kind = request.GET.get("type", "claims")
    kind = kind if kind in SEARCHERS else "claims"
    form = _form(request, kind)
    refused = isinstance(form, PublicSearchForm) and not form.is_valid()
    shown: dict[str, Any] = {"form": form, "kind": kind, "tabs": TABS, "refused": refused}
    shown["found"] = Found(request.GET.get("q", ""), []) if refused else found(request, form, kind)
    shown |= {"nav": "search", "seen_by": "me" if request.user.is_authenticated else "public"}
    shown |= {"narrowed": any(request.GET.get(one.name) for one in form.filters)}
    status = 400 if refused else 200
    return for_everyone(request, render(request, "claims/search.html", shown, status=status))


def _form(request: HttpRequest, kind: str) -> PublicSearchForm | SearchForm:
    if kind == "claims" and not request.user.is_authenticated:
        return PublicSearchForm(request.GET)
    return SearchForm(request.GET, user=request.user, kind=kind)
