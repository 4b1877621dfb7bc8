"""How the parts of a claim make the whole: chosen, dropped and taken up again."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from claims.reviews import services
from claims.reviews.models import RollUp
from claims.reviews.rolling import rolled_up
from provenance.web import undo
from provenance.web.context import person

from .entry import claim_at, signed_in
from .forms.rollup import RollUpForm
from .sheets import Sheet, ask


@signed_in
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the rule."""
    claim, by = claim_at(request, pk), person(request)
    chosen = rolled_up(claim, by).chosen
    form = RollUpForm(request.POST or None, claim=claim, chosen=chosen)
    service = partial(services.choose_roll_up, claim, by=by)
    title, shown = "How the parts make the whole", {"claim": claim}
    sheet = Sheet(f"rollup-{pk}", title, "Choose it", _section(pk), shown=shown)
    said = "The rule is chosen. Nothing is published by it."
    return ask(request, form, service, sheet, said=said)


@require_POST
@signed_in
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose no rule any more."""
    row = services.drop_roll_up(_row(request, pk), by=person(request))
    undo.offer(request, "The rule is dropped.", reverse("restore-rollup", args=[row.pk]))
    return redirect(_section(row.claim_id))


@require_POST
@signed_in
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it up again."""
    row = services.restore_roll_up(_row(request, pk), by=person(request))
    messages.success(request, "The rule holds again.")
    return redirect(_section(row.claim_id))


def _row(request: HttpRequest, pk: int) -> RollUp:
    rows = RollUp.objects.visible_to(request.user).select_related("claim")
    row: RollUp = get_object_or_404(rows, pk=pk)
    return row


def _section(claim: int) -> str:
    return f"{reverse('claim', args=[claim])}#parts"
