"""The check of a claim around its reviews: asked for, taken, given, decided by a third."""

from dataclasses import replace
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from claims.reviews import services
from claims.reviews.models import Check
from provenance.web.context import person

from .entry import check_at, claim_at, signed_in
from .forms.reviews import AdjudicateForm, AssignForm, ReasonForm, RequestForm
from .pages.reviewing import answers_in
from .sheets import Sheet, ask


@signed_in
def ask_for(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask that a claim be checked, without beginning it."""
    claim = claim_at(request, pk)
    form = RequestForm(request.POST or None)
    service = partial(services.request_check, claim, by=person(request))
    back = f"{reverse('claim', args=[pk])}#verdict"
    sheet = Sheet(f"check-{pk}", "Ask for a check", "Ask for it", back, shown={"claim": claim})
    return ask(request, form, service, sheet, said="Asked for. It waits on the desk.")


@require_POST
@signed_in
def triage(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept that it will be checked."""
    check = services.triage(check_at(request, pk), by=person(request))
    messages.success(request, "Accepted. Whoever has time may take it on.")
    return redirect(_page(check))


@require_POST
@signed_in
def take_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin to write as the first checker."""
    check = check_at(request, pk)
    services.take_on(check, by=person(request))
    messages.success(request, "You are reviewing this claim now.")
    return redirect(_page(check))


@signed_in
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it to someone."""
    check = check_at(request, pk)
    form = AssignForm(request.POST or None, check=check)
    service = partial(services.assign, check, by=person(request))
    sheet = _sheet(check, "assign", "Give it to someone", "Give it to them")
    return ask(request, form, service, sheet, said="Given. It waits on their desk.")


@require_POST
@signed_in
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Give it back, so that someone else may take it."""
    check = services.release(check_at(request, pk), by=person(request))
    messages.success(request, "Given back. Someone else may take it on.")
    return redirect(_page(check))


@signed_in
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it will not be checked, and why."""
    check = check_at(request, pk)
    form = ReasonForm(request.POST or None, initial={"version": check.version})
    service = partial(services.decline, check, by=person(request))
    sheet = _sheet(check, "decline", "Decline to check it", "Decline it")
    return ask(request, form, service, sheet, said="Declined, with your reason.")


@signed_in
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """End a check before its verdict."""
    check = check_at(request, pk)
    form = ReasonForm(request.POST or None, initial={"version": check.version})
    service = partial(services.withdraw_check, check, by=person(request))
    sheet = _sheet(check, "withdraw", "Withdraw the check", "Withdraw it")
    return ask(request, form, service, sheet, said="Withdrawn, with your reason.")


@signed_in
def adjudicate(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide as the third person, with both answers in view."""
    check = check_at(request, pk)
    form = AdjudicateForm(request.POST or None, check=check)
    service = partial(services.adjudicate, check, by=person(request))
    template = "claims/adjudicate_sheet.html"
    sheet = _sheet(check, "adjudicate", "Decide as the third person", "Decide", template)
    shown = {**sheet.shown, "answers": answers_in(check, person(request))}
    return ask(request, form, service, replace(sheet, shown=shown), said="Decided.")


def _sheet(
    check: Check, verb: str, title: str, button: str, template: str = "claims/sheet.html"
) -> Sheet:
    shown = {"check": check, "claim": check.claim}
    return Sheet(f"{verb}-check-{check.pk}", title, button, _page(check), template, shown=shown)


def _page(check: Check) -> str:
    return f"{reverse('claim', args=[check.claim_id])}#verdict"
