"""The re-review queue and the answers to it."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from claims.reviews import services
from claims.reviews.models import Recheck
from provenance.web.context import current_workspace, person

from .entry import signed_in
from .forms.rechecks import HoldForm, LookAgainForm, MoveForm, QueueFilters
from .links import seen_by
from .pages.rechecks import question, queue, waiting_url
from .sheets import Sheet, ask

SHEET = "claims/recheck_sheet.html"


@require_safe
@signed_in
def rechecks(request: HttpRequest) -> HttpResponse:
    """What rests on words that changed, narrowed to what was asked for."""
    workspace = current_workspace(request)
    if workspace is None:
        return redirect("desk")
    form = QueueFilters(request.GET)
    filters = form.asked()
    page = queue(workspace, person(request), request.GET, filters)
    shown = {"page": page, "form": form, "filters": filters, "nav": "desk"}
    return render(request, "claims/rechecks.html", shown | {"seen_by": "workspace"})


@signed_in
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it still holds."""
    row = _at(request, pk)
    form = HoldForm(request.POST or None, initial={"version": row.version})
    sheet = _sheet(request, row, "hold", "It still holds", "It still holds")
    return _ask(request, form, services.hold, row, sheet, "Kept, with your reason.")


@signed_in
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Have it rest on the new words."""
    row = _at(request, pk)
    form = MoveForm(request.POST or None, recheck=row)
    sheet = _sheet(request, row, "move", "Take the new words", "Take these words")
    return _ask(request, form, services.move, row, sheet, "It rests on the new words now.")


@signed_in
def look_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Reopen the review of the verdict that is out."""
    row = _at(request, pk)
    form = LookAgainForm(request.POST or None, initial={"version": row.version})
    sheet = _sheet(request, row, "again", "Look at the verdict again", "Open the review again")
    return _ask(request, form, services.look_again, row, sheet, "The review is open again.")


def _at(request: HttpRequest, pk: int) -> Recheck:
    rows = Recheck.objects.visible_to(request.user).with_words()
    row: Recheck = get_object_or_404(rows, pk=pk)
    return row


def _ask(
    request: HttpRequest, form: Any, service: Any, row: Recheck, sheet: Sheet, said: str
) -> HttpResponse:
    return ask(request, form, partial(service, row, by=person(request)), sheet, said=said)


def _sheet(request: HttpRequest, row: Recheck, verb: str, title: str, button: str) -> Sheet:
    place = {"seen_by": seen_by(row.claim), "workspace": row.workspace}
    shown = {"one": question(row, person(request)), **place}
    return Sheet(f"{verb}-recheck-{row.pk}", title, button, waiting_url(), SHEET, shown=shown)
