"""Watching an article from its page, and the list of all that the workspace watches."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from provenance.accounts.rules import may_record
from provenance.capture import services
from provenance.capture.models import Watch
from provenance.capture.rhythm import Every

from . import watch_words
from .articles import article_at, paged
from .attempts import attempt, telling
from .batches import article_url
from .context import current_workspace, person
from .ways_back import way_back


class WatchForm(forms.Form):
    """How often; what is left out stays as it usually is."""

    every = forms.ChoiceField(choices=Every.choices, label="Look at it")
    in_browser = forms.BooleanField(required=False)


@login_required
@require_safe
def watched(request: HttpRequest) -> HttpResponse:
    """All that the workspace watches: first what moved or died, then what is visited next."""
    workspace = current_workspace(request)
    if workspace is None:
        return redirect("settings")
    here = Watch.objects.visible_to(request.user).filter(article__workspace=workspace)
    page = paged(here.alive().with_articles().urgent_first(), request)
    rows = [{"watch": row, "url": article_url(row.article, request), **_words(row)} for row in page]
    shown: dict[str, Any] = {"page_obj": page, "rows": rows, "nav": "articles"}
    shown |= {"seen_by": "workspace"}
    shown["records"] = may_record(request.user, workspace.pk)
    return render(request, "provenance/watched.html", shown)


@login_required
@require_POST
def watch(request: HttpRequest, pk: int) -> HttpResponse:
    """Have an article visited by the clock, or say how often."""
    article = article_at(request, pk)
    form = WatchForm(request.POST)
    with telling(request, "It is watched."):
        row = attempt(form, lambda **how: services.watch(article, **how, by=person(request)))
        if row is None:
            raise forms.ValidationError([e for errors in form.errors.values() for e in errors])
    return _back(request, article)


@login_required
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Visit it no more."""
    return _do(request, pk, services.unwatch, "It is not watched any more. What was found stays.")


@login_required
@require_POST
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Visit it now."""
    said = "It is visited as soon as its site may be asked, mostly at once."
    return _do(request, pk, services.visit_now, said)


@login_required
@require_POST
def confirm_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree that it stands at the other address now."""
    return _do(request, pk, services.confirm_move, "It is visited at its new address from now on.")


@login_required
@require_POST
def refuse_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the other address is not it."""
    return _do(request, pk, services.refuse_move, "That address will not be proposed again.")


def _do(request: HttpRequest, pk: int, service: Callable[..., Watch], done: str) -> HttpResponse:
    rows = Watch.objects.visible_to(request.user).with_articles()
    row: Watch = get_object_or_404(rows, pk=pk)
    with telling(request, done):
        service(row, by=person(request))
    return _back(request, row.article)


def _back(request: HttpRequest, article: Any) -> HttpResponse:
    """To the page one came from, if it is ours."""
    wanted = way_back(request, request.POST.get("back", ""))
    return redirect(
        wanted or article_url(article, request) or reverse("article-facts", args=[article.pk])
    )


def _words(row: Watch) -> dict[str, str]:
    return {"status": watch_words.status(row), "said": watch_words.said(row)}
