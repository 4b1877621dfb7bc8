"""The corrections desk: what we ask of others, and what readers report of ours."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from claims.requests import services
from claims.requests.models import CorrectionRequest
from claims.requests.rules import may_tell
from provenance.web import undo
from provenance.web.attempts import telling
from provenance.web.context import current_workspace, person

from .entry import claim_at, signed_in
from .forms.corrections import CorrectionForm, OutcomeForm, said_by
from .pages.corrections import asked_desk, with_all
from .pages.history import last_hand
from .sheets import Sheet, ask


@require_safe
@signed_in
def asked(request: HttpRequest) -> HttpResponse:
    """Corrections that we asked for."""
    workspace = current_workspace(request)
    if workspace is None:
        return redirect("desk")
    page = asked_desk(workspace, person(request), request.GET)
    shown = {"page": page, "nav": "desk", "seen_by": "workspace", "undo": undo.offered(request)}
    return render(request, "claims/letters/corrections.html", shown)


@signed_in
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Note whom we asked for a correction."""
    claim, by = claim_at(request, pk), person(request)
    form = CorrectionForm(request.POST or None, claim=claim, tells=may_tell(by, claim))
    service = partial(services.ask_for_correction, claim, by=by)
    sheet = _sheet(f"add-correction-{pk}", "Ask for a correction", claim, "Keep it")
    return ask(request, form, service, sheet, said="It is noted that they were asked.")


@signed_in
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is kept of it, or tell readers."""
    row, by = _at(request, pk), person(request)
    tells = may_tell(by, row.claim)
    form = CorrectionForm(request.POST or None, claim=row.claim, tells=tells, row=row)
    service = partial(services.edit_correction_request, row, by=by)
    sheet = _sheet(f"correction-{pk}", "Change what is kept", row.claim, "Keep the change")

    def now() -> tuple[dict[str, Any], str]:
        return said_by(CorrectionRequest.objects.get(pk=pk)), last_hand(row)

    return ask(request, form, service, sheet, said="Changed.", now=now)


@signed_in
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what came of it."""
    row = _at(request, pk)
    form = OutcomeForm(request.POST or None, row=row)
    service = partial(services.settle_correction_request, row, by=person(request))
    sheet = _sheet(f"outcome-{pk}", f"What came of it: {row.party}", row.claim, "Keep it")
    return ask(request, form, service, sheet, said="Kept.")


@require_POST
@signed_in
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the outcome back."""
    row = _at(request, pk)
    with telling(request, "It is open again."):
        services.reopen_correction_request(row, by=person(request))
    return redirect(_back(row.claim))


@require_POST
@signed_in
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it out of sight."""
    row = _at(request, pk)
    services.withdraw_correction_request(row, by=person(request))
    said = "It is taken back, and counted nowhere."
    undo.offer(request, said, reverse("restore-correction", args=[pk]))
    return redirect(_back(row.claim))


@require_POST
@signed_in
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it back."""
    row = _at(request, pk)
    services.restore_correction_request(row, by=person(request))
    messages.success(request, "It is back.")
    return redirect(_back(row.claim))


def _at(request: HttpRequest, pk: int) -> CorrectionRequest:
    """One that belongs to a claim of one's own workspaces, taken back or not."""
    rows = with_all(CorrectionRequest.objects.of_claims_seen_by(request.user))
    mine = rows.filter(claim__workspace__in=list(person(request).roles))
    row: CorrectionRequest = get_object_or_404(mine, pk=pk)
    return row


def _back(claim: Any) -> str:
    return f"{reverse('claim', args=[claim.pk])}#corrections"


def _sheet(key: str, title: str, claim: Any, button: str) -> Sheet:
    return Sheet(key, title, button, _back(claim), shown={"claim": claim})
