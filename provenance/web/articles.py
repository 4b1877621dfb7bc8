"""The list of articles, and taking articles away and back."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from provenance.accounts.rules import may_record
from provenance.sources import services
from provenance.sources.models import Article

from . import undo
from .article_forms import ArticleFilters, VisibilityForm
from .attempts import attempt, telling
from .batches import article_url
from .context import current_workspace, person

ON_A_PAGE = 50


@login_required
@require_safe
def articles(request: HttpRequest) -> HttpResponse:
    """Newest first, narrowed to what was asked for."""
    workspace = current_workspace(request)
    if workspace is None:
        return redirect("settings")
    here = Article.objects.visible_to(request.user).in_workspace(workspace)
    form = ArticleFilters(request.GET, workspace=workspace)
    page = paged(form.narrow(here.with_sources().with_latest()), request)
    shown = {"form": form, "page_obj": page, "rows": rows(page, request), "nav": "articles"}
    shown |= {"seen_by": "workspace", "undo": undo.offered(request)}
    shown["records"] = may_record(request.user, workspace.pk)
    return render(request, "provenance/articles.html", shown)


@login_required
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an article out of sight, with an offer to take that back."""
    article = article_at(request, pk)
    services.delete_article(article, by=person(request))
    undo.offer(request, f"“{article}” was taken away.", reverse("restore-article", args=[pk]))
    return redirect("articles")


@login_required
@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a deletion back."""
    article = get_object_or_404(Article.objects.restorable_by(person(request)), pk=pk)
    with telling(request, "It is here again."):
        services.restore_article(article, by=person(request))
    return redirect("articles")


@login_required
@require_POST
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who sees an article."""
    article = article_at(request, pk)
    form = VisibilityForm(request.POST)

    def change(visibility: str) -> Article:
        return services.show_article(article, visibility, by=person(request))

    with telling(request, "Saved."):
        attempt(form, change)
    return redirect("article-facts", pk)


def article_at(request: HttpRequest, pk: int) -> Article:
    """An article this person may see; 404 for every other."""
    rows = Article.objects.visible_to(request.user).with_sources()
    article: Article = get_object_or_404(rows, pk=pk)
    return article


def paged(found: Any, request: HttpRequest) -> Page[Any]:
    """The page that the address names."""
    return Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))


def rows(page: Page[Any], request: HttpRequest) -> list[dict[str, Any]]:
    """Articles with the addresses of their copies, where this person may read them."""
    return [{"article": one, "url": article_url(one, request)} for one in page]
