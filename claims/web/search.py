"""Search by words over claims, articles and verdicts: whatever the person may see."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.search.fulltext import SEARCHERS

from .forms.search import SearchForm
from .pages.found import found

TABS = [("claims", "Claims"), ("articles", "Articles"), ("verdicts", "Verdicts")]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """One kind at a time, under tabs."""
    kind = request.GET.get("type", "claims")
    kind = kind if kind in SEARCHERS else "claims"
    form = SearchForm(request.GET, user=request.user, kind=kind)
    shown = {"form": form, "kind": kind, "tabs": TABS, "found": found(request, form, kind)}
    shown |= {"nav": "search", "seen_by": "me" if request.user.is_authenticated else "public"}
    shown |= {"narrowed": any(request.GET.get(one.name) for one in form.filters)}
    return render(request, "claims/search.html", shown)
