"""One voice or many: who speaks in an article, and whose words it carries."""

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import conditional_page, require_safe

from provenance.accounts.rules import is_member

from .caching import for_everyone
from .pages.voices import voices_page
from .reader import snapshots_for, unseen


@require_safe
@conditional_page
def article_voices(request: HttpRequest, pk: int) -> HttpResponse:
    """Of the newest version of an article, to whoever reads it."""
    row = snapshots_for(request).filter(article=pk, article__latest=F("pk")).first()
    if row is None:
        return unseen(request)
    shown = {"page": voices_page(row, request.user), "nav": "articles"}
    shown["member"] = is_member(request.user, row.article.workspace_id)
    place = {"seen_by": row.article.visibility, "workspace": row.article.workspace}
    return for_everyone(request, render(request, "claims/article_voices.html", shown | place))
