"""The desk's page of requests, and every step with one."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from claims.records.models import Claim
from claims.requests import services
from claims.requests.models import Letterbox, ReaderRequest
from claims.requests.ranking import RULE
from claims.requests.rules import may_open_letterbox
from provenance.web import undo
from provenance.web.attempts import attempt, telling
from provenance.web.context import current_workspace, person, settings_tab

from .entry import signed_in
from .forms.letters import AcceptForm, DeclineForm, LetterboxForm
from .pages.letters import request_of, requests_of
from .sheets import Sheet, ask


@require_safe
@signed_in
def requests(request: HttpRequest) -> HttpResponse:
    """What readers ask us to check."""
    workspace = current_workspace(request)
    if workspace is None:
        return redirect("desk")
    page = requests_of(workspace, person(request), request.GET)
    shown: dict[str, Any] = {"page": page, "rule": RULE, "undo": undo.offered(request)}
    shown |= {"box": Letterbox.objects.filter(workspace=workspace).first(), "nav": "desk"}
    shown["may_open"] = may_open_letterbox(request.user, workspace.pk)
    return render(request, "claims/letters/requests.html", shown | {"seen_by": "workspace"})


@require_safe
@signed_in
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One request, with all that ask the same."""
    row = _at(request, pk)
    shown = {"page": request_of(row, person(request)), "nav": "desk", "undo": undo.offered(request)}
    place = {"seen_by": "workspace", "workspace": row.workspace}
    return render(request, "claims/letters/request.html", shown | place)


@signed_in
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a claim of it."""
    row = _at(request, pk)
    given = {"version": row.version, "statement": " ".join(row.text.split())[:1000], "fetch": True}
    form = AcceptForm(request.POST or None, has_address=bool(row.seen_at), initial=given)
    service = partial(services.accept_request, row, by=person(request))
    sheet = _sheet(row, "accept", "Make a claim of it", "Record the claim")
    said = "The claim is recorded, and whoever asked is told that it is being checked."
    return ask(request, form, service, sheet, said=said, then=_claim_of)


@signed_in
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Say no, and why."""
    row = _at(request, pk)
    form = DeclineForm(request.POST or None, initial={"version": row.version, "is_listed": True})
    service = partial(services.decline_request, row, by=person(request))
    sheet = _sheet(row, "decline", "Decline it", "Decline")
    return ask(request, form, service, sheet, said="Declined. Whoever asked reads why.")


@require_POST
@signed_in
def join(request: HttpRequest, pk: int, claim: int) -> HttpResponse:
    """Say that a claim that is there is what was asked for."""
    row = _at(request, pk)
    found = get_object_or_404(Claim.objects.visible_to(request.user), pk=claim)
    undone = reverse("reopen-request", args=[pk])
    with telling(request, "The request is joined to the claim.", undone_at=undone):
        services.join_request(row, found, by=person(request))
    return redirect("request", pk)


@require_POST
@signed_in
def spam(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one aside."""
    with telling(request, "Put aside as spam.", undone_at=reverse("reopen-request", args=[pk])):
        services.mark_spam(_at(request, pk), by=person(request))
    return redirect("requests")


@require_POST
@signed_in
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back."""
    with telling(request, "The request waits again."):
        services.reopen_request(_at(request, pk), by=person(request))
    return redirect("request", pk)


@require_POST
@signed_in
def group(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Put two together that ask the same."""
    with telling(request, "They are put together, and decided together."):
        services.group_requests(_at(request, pk), _at(request, other), by=person(request))
    return redirect("request", pk)


@require_POST
@signed_in
def ungroup(request: HttpRequest, pk: int) -> HttpResponse:
    """Let one stand alone that asks something else."""
    with telling(request, "It stands alone now."):
        services.ungroup_request(_at(request, pk), by=person(request))
    return redirect("request", pk)


@require_POST
@signed_in
def erase_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Erase the address that its reader left."""
    services.erase_contact(_at(request, pk), by=person(request))
    messages.success(request, "The address is erased.")
    return redirect("request", pk)


@signed_in
def letterbox(request: HttpRequest) -> HttpResponse:
    """Whether requests are taken from everyone."""
    workspace, by = current_workspace(request), person(request)
    if workspace is None:
        return redirect("settings")
    box, status = Letterbox.objects.filter(workspace=workspace).first(), 200
    form = LetterboxForm(request.POST or None, box=box)
    if request.method == "POST":
        if attempt(form, partial(services.set_letterbox, workspace, by=by)):
            messages.success(request, "Kept.")
            return redirect("settings-letterbox")
        status = 400
    shown = {"box": box, "seen_by": "workspace"} | settings_tab(request, "letterbox")
    shown |= {"form": form} if may_open_letterbox(by, workspace.pk) else {}
    return render(request, "claims/letters/letterbox.html", shown, status=status)


def _at(request: HttpRequest, pk: int) -> ReaderRequest:
    rows = ReaderRequest.objects.visible_to(request.user).select_related("workspace", "claim")
    row: ReaderRequest = get_object_or_404(rows, pk=pk)
    return row


def _claim_of(row: ReaderRequest) -> str:
    return reverse("claim", args=[row.claim_id])


def _sheet(row: ReaderRequest, verb: str, title: str, button: str) -> Sheet:
    around = {"workspace": row.workspace, "nav": "desk", "asked": row}
    back, template = reverse("request", args=[row.pk]), "claims/letters/sheet.html"
    key = f"{verb}-request-{row.pk}"
    return Sheet(key, title, button, back, template, in_place=False, shown=around)
