"""How claims may stand to each other: what the program proposes, and the decisions about it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from claims.records import services
from claims.records.models import Relation
from provenance.web import undo
from provenance.web.context import current_workspace, person

from .entry import signed_in
from .forms.relations import ConfirmForm, ProposalFilters, RefuseForm
from .links import seen_by
from .pages.proposals import proposal, queue
from .sheets import Sheet, ask

SHEET = "claims/proposal_sheet.html"


@require_safe
@signed_in
def proposals(request: HttpRequest) -> HttpResponse:
    """What waits for a decision in this workspace, the surest first."""
    workspace = current_workspace(request)
    if workspace is None:
        return redirect("desk")
    form = ProposalFilters(request.GET)
    filters = form.asked()
    page = queue(workspace, person(request), request.GET, filters)
    shown = {"page": page, "form": form, "filters": filters, "nav": "desk"}
    return render(request, "claims/relations.html", shown | {"seen_by": "workspace"})


@signed_in
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree with a proposal, in its words or one's own."""
    row = _at(request, pk)
    form = ConfirmForm(request.POST or None, relation=row)
    sheet = _sheet(request, row, "confirm", "How the two stand to each other", "Relate them")

    def service(**given: Any) -> None:
        services.confirm_relation(row, by=person(request), **given)
        undo.offer(request, "The two are related.", reverse("reconsider-relation", args=[pk]))

    return ask(request, form, service, sheet, said="")


@signed_in
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Disagree with a proposal."""
    row = _at(request, pk)
    form = RefuseForm(request.POST or None, initial={"version": row.version})
    sheet = _sheet(request, row, "refuse", "They are not related like this", "Refuse it")

    def service(**given: Any) -> None:
        services.refuse_relation(row, by=person(request), **given)
        undo.offer(request, "It is not proposed again.", reverse("reconsider-relation", args=[pk]))

    return ask(request, form, service, sheet, said="")


@require_POST
@signed_in
def reconsider(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a decision back."""
    row = get_object_or_404(Relation.objects.known_to(request.user), pk=pk)
    services.reconsider_relation(row, by=person(request))
    messages.success(request, "The proposal waits again.")
    return redirect("relations")


def _at(request: HttpRequest, pk: int) -> Relation:
    rows = Relation.objects.known_to(request.user).select_related("source", "target", "workspace")
    row: Relation = get_object_or_404(rows, pk=pk, workspace__in=list(person(request).roles))
    return row


def _sheet(request: HttpRequest, row: Relation, verb: str, title: str, button: str) -> Sheet:
    back = partial(reverse, "claim") if request.GET.get("from") == "claim" else None
    address = back(args=[row.source_id]) if back else reverse("relations")
    shown = {"one": proposal(row, person(request)), "seen_by": seen_by(row.source)}
    shown["workspace"] = row.workspace
    return Sheet(f"{verb}-relation-{row.pk}", title, button, address, SHEET, shown=shown)
