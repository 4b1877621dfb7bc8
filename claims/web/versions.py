"""The versions of an article: their time line, and the difference between any two of them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import conditional_page, require_safe

from provenance.sources.models import Article, Snapshot

from .caching import for_everyone
from .pages.versions import comparison, time_line
from .reader import snapshots_for, unseen


@require_safe
@conditional_page
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """Every version of an article, the newest first."""
    rows = Article.objects.visible_to(request.user).select_related("outlet", "workspace")
    article = rows.filter(pk=pk, latest__isnull=False).first()
    if article is None:
        return unseen(request)
    shown = {"page": time_line(article, request.user), "side": True, "nav": "articles"}
    return for_everyone(request, render(request, "claims/versions.html", shown | _place(article)))


@require_safe
@conditional_page
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed since the version before, or since the one that `?from=` numbers, by word.

    `?to=` numbers another version than that of the address; `?view=side` puts both side by side.
    """
    now = snapshots_for(request).filter(pk=pk).first()
    if now is None:
        return unseen(request)
    now = _numbered(now, request.GET.get("to", "")) or now
    earlier = now.article.snapshots.before(now).in_time().last()
    before = _numbered(now, request.GET.get("from", "")) or earlier
    page = comparison(None if before == now else before, now, request.user)
    shown = {"page": page, "side": request.GET.get("view") == "side", "nav": "articles"}
    return for_everyone(
        request, render(request, "claims/reader/changes.html", shown | _place(now.article))
    )


def _numbered(row: Snapshot, number: str) -> Snapshot | None:
    """The version of the same article that has this number; 404 where there is none."""
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    rows = row.article.snapshots.select_related("article__outlet", "article__workspace")
    found: Snapshot = get_object_or_404(rows, number=int(number))
    return found


def _place(article: Article) -> dict[str, Any]:
    return {"seen_by": article.visibility, "workspace": article.workspace}
