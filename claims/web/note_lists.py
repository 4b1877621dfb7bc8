"""Pages of notes: those that concern someone, and those on an article as a whole."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from claims.annotations.rules import may_write
from provenance.sources.models import Article
from provenance.web import undo
from provenance.web.context import current_workspace, person

from .entry import signed_in
from .pages.noted import notes_on_article
from .pages.noting import notes_page


@require_safe
@signed_in
def notes(request: HttpRequest) -> HttpResponse:
    """Notes that name me, that wait for me as a moderator, that I wrote, or all."""
    workspace = current_workspace(request)
    if workspace is None:
        return redirect("desk")
    page = notes_page(person(request), workspace, request.GET)
    return render(request, "claims/notes.html", {"page": page, "nav": "desk", "seen_by": "me"})


@require_safe
@signed_in
def article_notes(request: HttpRequest, pk: int) -> HttpResponse:
    """The notes on an article as a whole."""
    by = person(request)
    rows = Article.objects.visible_to(by).filter(workspace__in=list(by.roles)).with_sources()
    article = get_object_or_404(rows, pk=pk)
    shown = {
        "article": article,
        "lines": notes_on_article(article, by),
        "may_write": may_write(by, article),
        "undo": undo.offered(request),
    }
    place = {"seen_by": article.visibility, "workspace": article.workspace, "nav": "articles"}
    return render(request, "claims/article_notes.html", shown | place)
