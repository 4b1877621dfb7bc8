"""Covers: saying what awaits the reader of a claim, of evidence, or of the pictures of a page."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from claims.evidence.services import cover_evidence
from claims.records.services import cover_claim
from provenance.accounts.models import User
from provenance.sources.models import Article
from provenance.sources.services import cover_pictures
from provenance.web import undo
from provenance.web.context import person

from .entry import claim_at, evidence_at, signed_in
from .forms.covers import CoverForm
from .sheets import Sheet, ask

TITLES = {
    "claim": "What awaits the reader of this claim",
    "evidence": "What awaits the reader of this evidence",
    "pictures": "What awaits whoever opens the pictures of this page",
}
SERVICES: dict[str, Any] = {
    "claim": cover_claim,
    "evidence": cover_evidence,
    "pictures": cover_pictures,
}


@signed_in
def cover(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Put a cover on, word it anew, or take it off by leaving it empty."""
    row = _row(request, pk, kind)
    given = {"sensitive": row.sensitive, "version": row.version}
    form = CoverForm(request.POST or None, initial=given)
    service = partial(SERVICES[kind], row, by=person(request))

    def then(now: Any) -> str:
        if now.sensitive and not row.sensitive:
            undo.offer(request, "It is covered.", reverse(f"uncover-{kind}", args=[pk]))
        return _back(now, kind)

    return ask(request, form, service, _sheet(row, kind), said="", then=then)


@require_POST
@signed_in
def uncover(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Take the cover off."""
    row = SERVICES[kind](_row(request, pk, kind), sensitive="", by=person(request))
    messages.success(request, "The cover is off.")
    return redirect(_back(row, kind))


def _row(request: HttpRequest, pk: int, kind: str) -> Any:
    """The row, if it is one of one's own workspaces that one may see; 404 otherwise."""
    if kind == "claim":
        return claim_at(request, pk)
    if kind == "evidence":
        return evidence_at(request, pk)
    mine = list(request.user.roles) if isinstance(request.user, User) else []
    rows = Article.objects.visible_to(request.user).filter(workspace__in=mine)
    return get_object_or_404(rows.select_related("workspace"), pk=pk)


def _back(row: Any, kind: str) -> str:
    if kind == "pictures":
        return reverse("article", args=[row.pk])
    if kind == "evidence":
        return f"{reverse('claim', args=[row.claim_id])}#evidence-{row.pk}"
    return reverse("claim", args=[row.pk])


def _sheet(row: Any, kind: str) -> Sheet:
    claim = {"claim": row, "evidence": getattr(row, "claim", None), "pictures": None}[kind]
    shown = {"claim": claim} if claim else {"seen_by": row.visibility, "workspace": row.workspace}
    back, button = _back(row, kind), "Keep this cover"
    return Sheet(
        f"cover-{kind}-{row.pk}", TITLES[kind], button, back, in_place=bool(claim), shown=shown
    )
