"""Correcting in place where a text comes from. What was there before stays beside it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from provenance.numbers import number_in
from provenance.sources import services
from provenance.sources.models import Article, Snapshot
from provenance.web.context import person

from .entry import signed_in
from .forms.reader_facts import ASKED, FactForm, fact_of
from .pages.history import last_hand
from .pages.reader_origin import WHOLE_PAGE
from .reader import snapshots_for
from .sheets import Sheet, ask


@signed_in
def correct_fact(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    """Say what the outlet, the author, the date … is."""
    if field not in ASKED:
        raise Http404
    snapshot, by = get_object_or_404(snapshots_for(request), pk=pk), person(request)
    form = FactForm(request.POST or None, field=field, article=snapshot.article)
    sheet = _sheet(snapshot, field)

    def service(value: str, note: str, version: int | None) -> None:
        services.choose_fact(snapshot.article, field, value, note=note, version=version, by=by)

    def now() -> tuple[dict[str, Any], str]:
        article = Article.objects.get(pk=snapshot.article_id)
        return fact_of(article, field), last_hand(article)

    return ask(request, form, service, sheet, said="Kept. What was there before stays.", now=now)


@require_POST
@signed_in
def take_fact(request: HttpRequest, pk: int, fact: int) -> HttpResponse:
    """Take one of the values that stand side by side."""
    snapshot = get_object_or_404(snapshots_for(request), pk=pk)
    row = get_object_or_404(snapshot.article.facts.select_related("article"), pk=fact)
    sent = request.POST.get("version", "")
    version = number_in(sent)
    services.pick_fact(row, version=version, by=person(request))
    messages.success(request, "Taken. The other values stay beside it.")
    return redirect(_back(snapshot))


def _sheet(snapshot: Snapshot, field: str) -> Sheet:
    title = f"Correct: {ASKED[field][0].lower()}"
    shown = {"seen_by": snapshot.article.visibility, "nav": "articles"}
    key = f"fact-{field}-{snapshot.pk}"
    in_place = field not in WHOLE_PAGE
    return Sheet(key, title, "Keep it", _back(snapshot), in_place=in_place, shown=shown)


def _back(snapshot: Snapshot) -> str:
    return f"{reverse('snapshot', args=[snapshot.pk])}#origin"
