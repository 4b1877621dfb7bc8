"""Evidence on the working page: adding, judging anew, withdrawing, putting back."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from claims.evidence import services
from claims.evidence.models import Evidence
from provenance.web import undo
from provenance.web.context import person

from .entry import claim_at, evidence_at, signed_in
from .forms.evidence import AddEvidenceForm, EditEvidenceForm, judgement_of
from .pages.history import last_hand
from .sheets import Sheet, ask


@signed_in
def add_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Words of a text, or an address."""
    claim, by = claim_at(request, pk), person(request)
    form = AddEvidenceForm(request.POST or None, claim=claim, by=by, initial=request.GET.dict())
    sheet = Sheet(
        f"add-evidence-{pk}",
        "Add evidence",
        "Add it",
        f"{reverse('claim', args=[pk])}#evidence",
        shown={"claim": claim},
    )
    service = partial(services.add_evidence, claim, by=by)
    later = " It goes out with the next verdict." if claim.visibility == "public" else ""
    return ask(request, form, service, sheet, said=f"The evidence is added.{later}")


@signed_in
def edit_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Judge the same words anew."""
    row = evidence_at(request, pk)
    form = EditEvidenceForm(request.POST or None, evidence=row)
    service = partial(services.edit_evidence, row, by=person(request))
    back = f"{reverse('claim', args=[row.claim_id])}#evidence-{pk}"
    shown = {"claim": row.claim}
    sheet = Sheet(f"evidence-{pk}", "Change the evidence", "Keep the change", back, shown=shown)

    def now() -> tuple[dict[str, object], str]:
        return judgement_of(Evidence.objects.get(pk=pk)), last_hand(row)

    return ask(request, form, service, sheet, said="The evidence is changed.", now=now)


@require_POST
@signed_in
def withdraw_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it off the scales."""
    row = services.withdraw_evidence(evidence_at(request, pk), by=person(request))
    undo.offer(request, "The evidence is withdrawn.", reverse("restore-evidence", args=[pk]))
    return redirect(f"{reverse('claim', args=[row.claim_id])}#evidence")


@require_POST
@signed_in
def restore_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it back."""
    row = services.restore_evidence(evidence_at(request, pk), by=person(request))
    messages.success(request, "The evidence is back.")
    return redirect(f"{reverse('claim', args=[row.claim_id])}#evidence-{pk}")
