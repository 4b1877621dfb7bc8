"""What two articles have in common, side by side, and what a person decides about it."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from provenance.lineage.models import SharedText
from provenance.lineage.rules import may_decide
from provenance.lineage.services import deciding as services
from provenance.sources.differences import diff
from provenance.sources.models import Article

from . import undo
from .article_forms import FirstForm, NotTheSameForm
from .attempts import attempt, telling
from .batches import article_url
from .context import person

MOST_SHOWN = 20  # pairs on the page of an article, passages on the page of a pair
LONGEST_SHOWN = 1500  # characters of a passage


@dataclass(frozen=True, slots=True)
class Line:
    """A pair on the page of one of its articles."""

    row: SharedText
    other: Article
    share: float  # of the article whose page it is
    had_it_first: str  # "this", "that" or nothing


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a passage, and whether the other text has others in their place."""

    text: str
    differs: bool


@login_required
@require_safe
def shared_text(request: HttpRequest, pk: int) -> HttpResponse:
    """Both texts' shared passages, the reasons, and the buttons to decide."""
    return _page(request, _row(request, pk))


@login_required
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which of the two had it first."""
    row, form = _row(request, pk), FirstForm(request.POST)

    def service(earlier: int, reason: str) -> SharedText:
        first = {row.one_id: row.one, row.other_id: row.other}.get(earlier) or Article(pk=earlier)
        return services.decide_shared_text(row, earlier=first, reason=reason, by=person(request))

    done = attempt(form, service)
    if done is None:
        return _page(request, row, first=form)
    return _decided(request, done, f"“{done.earlier}” had it first.")


@login_required
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it is not the same text."""
    row, form = _row(request, pk), NotTheSameForm(request.POST)

    def service(reason: str) -> SharedText:
        return services.refuse_shared_text(row, reason=reason, by=person(request))

    done = attempt(form, service)
    if done is None:
        return _page(request, row, refusal=form)
    return _decided(request, done, "It is not counted as shared text any more.")


@login_required
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back."""
    row = _row(request, pk)
    with telling(request, "It is open again."):
        services.reopen_shared_text(row, by=person(request))
    return redirect("shared-text", pk)


def shared_with(article: Article, user: Any) -> list[Line]:
    """The pairs of an article that this person may see, those that share most first. One query."""
    rows = SharedText.objects.visible_to(user).of_article(article.pk).telling()
    return [_line(row, article) for row in rows.without_texts()[:MOST_SHOWN]]


def _line(row: SharedText, article: Article) -> Line:
    is_one = row.one_id == article.pk
    first = row.earlier
    return Line(
        row=row,
        other=row.other if is_one else row.one,
        share=100 * (row.one_share if is_one else row.other_share),
        had_it_first="" if first is None else "this" if first.pk == article.pk else "that",
    )


def _row(request: HttpRequest, pk: int) -> SharedText:
    rows = SharedText.objects.visible_to(request.user)
    sides = ["one__outlet", "other__outlet", "one_snapshot", "other_snapshot"]
    row: SharedText = get_object_or_404(rows.select_related(*sides), pk=pk)
    return row


def _decided(request: HttpRequest, row: SharedText, said: str) -> HttpResponse:
    undo.offer(request, said, reverse("reopen-shared", args=[row.pk]))
    return redirect("shared-text", row.pk)


def _page(
    request: HttpRequest,
    row: SharedText,
    *,
    first: FirstForm | None = None,
    refusal: NotTheSameForm | None = None,
) -> HttpResponse:
    shown = {
        "row": row,
        "sides": [_side(row, name, request) for name in ("one", "other")],
        "passages": [_passage(row, each) for each in _longest(row.passages)],
        "left_out": max(0, len(row.passages) - MOST_SHOWN),
        "reasons": [_reason(row, each) for each in row.reasons],
        "decides": may_decide(request.user, row),
        "first_form": first or FirstForm(),
        "refusal_form": refusal or NotTheSameForm(),
        "undo": undo.offered(request),
        "seen_by": _seen_by(row),
        "nav": "articles",
    }
    wrong = first is not None or refusal is not None
    return render(request, "provenance/shared_text.html", shown, status=400 if wrong else 200)


def _longest(passages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The longest passages, in the order in which they stand in the one text."""
    kept = sorted(passages, key=lambda each: -int(each["words"]))[:MOST_SHOWN]
    return sorted(kept, key=lambda each: each["one"])


def _side(row: SharedText, name: str, request: HttpRequest) -> dict[str, Any]:
    article, snapshot = getattr(row, name), getattr(row, f"{name}_snapshot")
    return {
        "article": article,
        "snapshot": snapshot,
        "url": article_url(article, request),
        "share": 100 * getattr(row, f"{name}_share"),
        "is_first": row.direction == name,
        "is_newest": article.latest_id == snapshot.pk,
    }


def _reason(row: SharedText, reason: dict[str, Any]) -> dict[str, Any]:
    weight = reason["weight"]
    return {"says": reason["says"], "speaks_for": _for(row, weight), "weight": abs(weight)}


def _for(row: SharedText, weight: float) -> Article | None:
    if not weight:
        return None
    return row.one if weight > 0 else row.other


def _passage(row: SharedText, passage: dict[str, Any]) -> dict[str, Any]:
    """The words on both sides, cut where they are very long, with what differs."""
    one = row.one_snapshot.text[slice(*passage["one"])]
    other = row.other_snapshot.text[slice(*passage["other"])]
    cut = max(len(one), len(other)) > LONGEST_SHOWN
    one, other = one[:LONGEST_SHOWN], other[:LONGEST_SHOWN]
    here, there = _pieces(one, other)
    return {"one": here, "other": there, "words": passage["words"], "cut": cut}


def _pieces(one: str, other: str) -> tuple[list[Piece], list[Piece]]:
    here, there = [], []
    for step in diff(one, other):
        differs = step.op != "equal"
        here += _marked(one[step.old_start : step.old_end], differs)
        there += _marked(other[step.new_start : step.new_end], differs)
    return here, there


def _marked(text: str, differs: bool) -> list[Piece]:
    """A piece, without the white space at its ends in the mark."""
    words = text.strip()
    if not differs or not words:
        return [Piece(text, differs=False)] if text else []
    at = text.index(words)
    parts = [text[:at], words, text[at + len(words) :]]
    return [Piece(part, differs=part is words) for part in parts if part]


def _seen_by(row: SharedText) -> str:
    """The narrower of the two, as it is seen by those who see both."""
    order = ["me", "workspace", "public"]
    return min(row.one.visibility, row.other.visibility, key=order.index)
