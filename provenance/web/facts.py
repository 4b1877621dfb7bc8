"""What is known of an article: all facts side by side, and a person's choice among them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from provenance.accounts.rules import is_member
from provenance.sources import services
from provenance.sources.models import Article, Fact
from provenance.sources.rules import may_change, may_show

from . import undo
from .article_forms import ChoiceForm, VisibilityForm
from .articles import article_at
from .attempts import attempt, telling
from .batches import article_url
from .citing_forms import KINDS
from .citing_rows import leaning
from .context import person
from .shared_texts import shared_with

HINTS = {
    Fact.Field.AUTHOR: "Names between commas; leave it empty if nobody is named.",
    Fact.Field.PUBLISHED: "2017-12-11, 2017-12 or 2017.",
    Fact.Field.LANGUAGE: "Two letters, for example en.",
}


@login_required
@require_safe
def facts(request: HttpRequest, pk: int) -> HttpResponse:
    """Every field with all its values, and who leans on whom."""
    article = article_at(request, pk)
    return _page(request, article)


@login_required
@require_POST
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a person's own value for a field."""
    article = article_at(request, pk)
    form = ChoiceForm(request.POST)

    def change(field: str, value: str, note: str) -> Article:
        return services.choose_fact(article, field, value, note=note, by=person(request))

    if attempt(form, change) is None:
        return _page(request, article, form)
    return redirect("article-facts", pk)


@login_required
@require_POST
def pick(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one of the values that stand side by side."""
    fact = get_object_or_404(Fact.objects.visible_to(request.user).select_related("article"), pk=pk)
    with telling(request, "The article shows it now; the other values stay."):
        services.pick_fact(fact, by=person(request))
    return redirect("article-facts", fact.article_id)


def _page(request: HttpRequest, article: Article, wrong: ChoiceForm | None = None) -> HttpResponse:
    shown = {
        "article": article,
        "url": article_url(article, request),
        "fields": _fields(article, wrong),
        "shared": shared_with(article, request.user),
        "leaning": leaning(article, request.user),
        "kinds": KINDS,
        "undo": undo.offered(request),
        "member": is_member(request.user, article.workspace_id),
        "changes": may_change(request.user, article),
        "shows": may_show(request.user, article, article.visibility),
        "visibility_form": VisibilityForm(initial={"visibility": article.visibility}),
        "seen_by": article.visibility,
        "nav": "articles",
    }
    return render(request, "provenance/facts.html", shown, status=400 if wrong else 200)


def _fields(article: Article, wrong: ChoiceForm | None) -> list[dict[str, Any]]:
    known = list(article.facts.select_related("created_by", "snapshot").order_by("-chosen", "-id"))
    sent = wrong.data.get("field") if wrong else None
    return [
        {
            "label": str(field.label),
            "name": field.value,
            "facts": _without_repeats(fact for fact in known if fact.field == field),
            "shown": {fact.value for fact in known if fact.field == field and fact.chosen},
            "hint": HINTS.get(field, ""),
            "form": wrong if sent == field else ChoiceForm(initial={"field": field.value}),
            "open": sent == field,
        }
        for field in Fact.Field
    ]


def _without_repeats(facts: Any) -> list[Fact]:
    """Later snapshots mostly repeat what earlier ones say; the newest of each kind is shown."""
    kept: dict[tuple[str, str], Fact] = {}
    for fact in facts:
        kept.setdefault((fact.value, fact.known), fact)
    return list(kept.values())
