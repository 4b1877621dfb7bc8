"""Readers' reports of our errors, for those who answer them."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from claims.requests import services
from claims.requests.models import ErrorReport
from provenance.web import undo
from provenance.web.attempts import telling
from provenance.web.context import current_workspace, person

from .entry import signed_in
from .forms.letters import AnswerReportForm
from .pages.letters import report_of, reports_of
from .sheets import Sheet, ask


@require_safe
@signed_in
def reports(request: HttpRequest) -> HttpResponse:
    """What readers find wrong."""
    workspace = current_workspace(request)
    if workspace is None:
        return redirect("desk")
    page = reports_of(workspace, person(request), request.GET)
    shown = {"page": page, "nav": "desk", "seen_by": "workspace", "undo": undo.offered(request)}
    return render(request, "claims/letters/reports.html", shown)


@require_safe
@signed_in
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One report."""
    row = _at(request, pk)
    shown = {"page": report_of(row, person(request)), "nav": "desk", "undo": undo.offered(request)}
    place = {"seen_by": "workspace", "workspace": row.workspace}
    return render(request, "claims/letters/report_here.html", shown | place)


@signed_in
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer it."""
    row = _at(request, pk)
    form = _form(request, row)
    service = partial(services.answer_report, row, by=person(request))
    sheet = _sheet(row, "answer", "Answer the reader", "Answer")
    return ask(request, form, service, sheet, said="Answered.")


@signed_in
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that the newer verdict corrects it."""
    row = _at(request, pk)
    form = _form(request, row)
    service = partial(services.correct_report, row, by=person(request))
    sheet = _sheet(row, "correct", "The new verdict corrects it", "Tell the reader")
    return ask(request, form, service, sheet, said="The reader is told that it is corrected.")


@require_POST
@signed_in
def spam(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it aside."""
    with telling(request, "Put aside as spam.", undone_at=reverse("reopen-report", args=[pk])):
        services.spam_report(_at(request, pk), by=person(request))
    return redirect("error-reports")


@require_POST
@signed_in
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the answer back."""
    with telling(request, "The report waits again; its answer is gone from the public page."):
        services.reopen_report(_at(request, pk), by=person(request))
    return redirect("error-report", pk)


@require_POST
@signed_in
def erase_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Erase the address that its reader left."""
    services.erase_contact(_at(request, pk), by=person(request))
    messages.success(request, "The address is erased.")
    return redirect("error-report", pk)


def _at(request: HttpRequest, pk: int) -> ErrorReport:
    rows = ErrorReport.objects.visible_to(request.user)
    rows = rows.select_related("workspace", "claim", "verdict", "decided_by", "corrected_by")
    row: ErrorReport = get_object_or_404(rows, pk=pk)
    return row


def _form(request: HttpRequest, row: ErrorReport) -> AnswerReportForm:
    return AnswerReportForm(request.POST or None, initial={"version": row.version, "is_told": True})


def _sheet(row: ErrorReport, verb: str, title: str, button: str) -> Sheet:
    around = {"workspace": row.workspace, "nav": "desk", "asked": row}
    back, template = reverse("error-report", args=[row.pk]), "claims/letters/sheet.html"
    key = f"{verb}-report-{row.pk}"
    return Sheet(key, title, button, back, template, in_place=False, shown=around)
