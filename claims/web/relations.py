"""Claims taken apart, made one, and related to each other."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from claims.records import services
from claims.records.models import Claim
from provenance.web import undo
from provenance.web.context import person

from .entry import claim_at, relation_at, signed_in
from .forms.relations import MergeForm, RelateForm, SplitForm
from .sheets import Sheet, ask

CHOOSE = "claims/other_claim_sheet.html"


@signed_in
def split_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the parts of a claim as claims of their own."""
    row = claim_at(request, pk)
    form = SplitForm(request.POST or None, initial={"version": row.version})
    service = partial(services.split_claim, row, by=person(request))
    sheet = _sheet(row, "split", "Split the claim", "Record the parts", "claims/sheet.html")
    return ask(request, form, service, sheet, said="The parts are recorded; see below.")


@signed_in
def merge_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Find that another claim is this one; this one is kept."""
    kept, by = claim_at(request, pk), person(request)
    form = MergeForm(request.POST or None, claim=kept, by=by)

    def service(other: Claim, reason: str) -> None:
        services.merge_claims(kept, other, reason, by=by)
        undo.offer(request, "The two are one claim now.", reverse("unmerge-claim", args=[other.pk]))

    sheet = _sheet(kept, "merge", "Merge another claim into this one", "Merge them")
    return ask(request, form, service, sheet, said="")


@require_POST
@signed_in
def unmerge_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a merge back."""
    row = services.unmerge_claim(claim_at(request, pk), by=person(request))
    messages.success(request, "The claim stands on its own again.")
    return redirect("claim", row.pk)


@signed_in
def relate_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how this claim stands to another, and why."""
    row, by = claim_at(request, pk), person(request)
    form = RelateForm(request.POST or None, claim=row, by=by)

    def service(other: Claim, **given: Any) -> None:
        services.relate(row, other, by=by, **given)

    sheet = _sheet(row, "relate", "Relate it to another claim", "Relate them")
    return ask(request, form, service, sheet, said="The two claims are related.")


@require_POST
@signed_in
def withdraw_relation(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a relation back."""
    row = services.unrelate(relation_at(request, pk), by=person(request))
    undo.offer(request, "The relation is taken back.", reverse("restore-relation", args=[pk]))
    return redirect("claim", _near(request, row.source_id, row.target_id))


@require_POST
@signed_in
def restore_relation(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a relation back."""
    row = services.restore_relation(relation_at(request, pk), by=person(request))
    messages.success(request, "The two claims are related again.")
    return redirect("claim", _near(request, row.source_id, row.target_id))


def _near(request: HttpRequest, source: int, target: int) -> int:
    """The end of the relation that the person was looking at."""
    came_from = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    return target if came_from.rstrip("/").endswith(f"/desk/claims/{target}") else source


def _sheet(claim: Claim, verb: str, title: str, button: str, template: str = CHOOSE) -> Sheet:
    back, shown = reverse("claim", args=[claim.pk]), {"claim": claim}
    return Sheet(f"{verb}-{claim.pk}", title, button, back, template, in_place=False, shown=shown)
