"""Claims on the desk: the working page of one, and changes to the claim itself."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from claims.records import services
from claims.records.models import Claim
from provenance.web import undo
from provenance.web.context import current_workspace, person

from .entry import claim_at, signed_in
from .forms.claims import ShowForm, WordingForm, wording_of
from .forms.new_claim import NewClaimForm
from .links import seen_by
from .pages.counted import asked_without
from .pages.history import history_of, last_hand
from .pages.working import working_page
from .recording import record_from_words
from .sheets import Sheet, ask

NEW = "claims/new_claim_sheet.html"


@require_safe
@signed_in
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """The page the workspace works on; for one deleted, how to bring it back."""
    try:
        row = claim_at(request, pk)
    except Http404:
        return _deleted(request, pk)
    if row.merged_into_id:
        return redirect("claim", row.merged_into_id)
    page = working_page(row, person(request), asked_without(request.GET))
    shown = {"page": page, "undo": undo.offered(request)}
    place = {"nav": "claims", "seen_by": seen_by(row), "workspace": row.workspace}
    return render(request, "claims/claim.html", shown | place)


def _deleted(request: HttpRequest, pk: int) -> HttpResponse:
    """For those who may bring a deleted claim back; 404 for everyone else."""
    row = get_object_or_404(Claim.objects.restorable_by(request.user), pk=pk)
    shown = {"claim": row, "nav": "claims", "undo": undo.offered(request)}
    return render(request, "claims/deleted_claim.html", shown, status=410)


@require_safe
@signed_in
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that happened to a claim."""
    row = claim_at(request, pk)
    shown = {"claim": row, "events": history_of(row, person(request), most=None)}
    place = {"nav": "claims", "seen_by": seen_by(row), "workspace": row.workspace}
    return render(request, "claims/claim_history.html", shown | place)


@signed_in
def edit_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Reword or refile a claim."""
    row = claim_at(request, pk)
    form = WordingForm(request.POST or None, initial=wording_of(row))
    service = partial(services.edit_claim, row, by=person(request))
    sheet = _sheet(row, "edit", "Change the wording", "Keep this wording")

    def now() -> tuple[dict[str, object], str]:
        return wording_of(Claim.objects.get(pk=pk)), last_hand(row)

    return ask(request, form, service, sheet, said="The claim is changed.", now=now)


@signed_in
def show_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who sees a claim."""
    row = claim_at(request, pk)
    current = {"visibility": row.visibility, "version": row.version}
    form = ShowForm(request.POST or None, initial=current)
    service = partial(services.set_visibility, row, by=person(request))
    sheet = _sheet(row, "show", "Who sees this claim", "Show it to them", in_place=False)
    return ask(request, form, service, sheet, said="Done. The page says who sees it now.")


@require_POST
@signed_in
def delete_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a claim out of sight."""
    services.delete_claim(claim_at(request, pk), by=person(request))
    undo.offer(request, "The claim is deleted.", reverse("restore-claim", args=[pk]))
    return redirect("claims")


@require_POST
@signed_in
def restore_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a deleted claim back."""
    deleted = get_object_or_404(Claim.objects.restorable_by(request.user), pk=pk)
    services.restore_claim(deleted, by=person(request))
    messages.success(request, "The claim is back, with all that was attached to it.")
    return redirect("claim", pk)


@signed_in
def new_claim(request: HttpRequest) -> HttpResponse:
    """Record a claim from its words, wherever they were seen; claims like it are shown first."""
    workspace, by = current_workspace(request), person(request)
    if workspace is None:
        return redirect("desk")
    given: Any = {"workspace": workspace.pk, "by": by, "initial": request.GET.dict()}
    form = NewClaimForm(request.POST or None, **given)
    service = partial(record_from_words, workspace, by=by)
    back = reverse("claims")
    sheet = Sheet("new-claim", "Record a claim", "Record it", back, NEW, in_place=False)
    return ask(request, form, service, sheet, said="The claim is recorded.", then=_page)


def _page(claim: Claim) -> str:
    return reverse("claim", args=[claim.pk])


def _sheet(claim: Claim, verb: str, title: str, button: str, *, in_place: bool = True) -> Sheet:
    shown = {"claim": claim}
    return Sheet(f"{verb}-{claim.pk}", title, button, _page(claim), in_place=in_place, shown=shown)
