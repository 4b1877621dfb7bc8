"""Private notes to the editor: written on a claim or on words, read by their author and editors."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from claims.asides import services
from claims.asides.models import Aside
from provenance.web import undo
from provenance.web.context import current_workspace, person

from .entry import claim_at, signed_in
from .forms.asides import AnswerForm, AsideForm
from .pages.asides import asides_page
from .reader_panel import Panel, Recorded, picked_words
from .reader_panel import ask as ask_in_reader
from .sheets import Sheet, ask

SHEET = "claims/aside_sheet.html"
TOLD = "Only you and the editors read it."


@require_safe
@signed_in
def asides(request: HttpRequest) -> HttpResponse:
    """Those that one wrote; for editors, all that wait and all that were answered."""
    workspace = current_workspace(request)
    if workspace is None:
        return redirect("desk")
    page = asides_page(person(request), workspace, request.GET)
    shown = {"page": page, "undo": undo.offered(request), "nav": "desk", "seen_by": "me"}
    return render(request, "claims/asides.html", shown)


@signed_in
def write(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the editor something about a claim."""
    claim = claim_at(request, pk)
    form = AsideForm(request.POST or None)
    del form.fields["version"]
    service = partial(services.write_aside, claim=claim, by=person(request))
    sheet = Sheet(
        f"aside-{pk}", "Tell the editor", "Send it", _claim(pk), SHEET, shown={"claim": claim}
    )
    return ask(request, form, service, sheet, said=f"The editors can read it now. {TOLD}")


@signed_in
def record_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell the editor something about picked words."""
    picked, by = picked_words(request, pk), person(request)
    form = AsideForm(request.POST or None)
    del form.fields["version"]
    panel = Panel("claims/reader/note.html", "Tell the editor", "Send it", picked)

    def service(**given: Any) -> Recorded:
        workspace = picked.snapshot.article.workspace
        row = services.write_aside(place=picked.place, workspace=workspace, by=by, **given)
        return Recorded(f"The editors can read it now. {TOLD}", "aside", row.pk)

    return ask_in_reader(request, form, panel, service, by)


@signed_in
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Reword one's own."""
    row = aside_at(request, pk)
    form = AsideForm(request.POST or None, initial={"body": row.body, "version": row.version})
    service = partial(services.edit_aside, row, by=person(request))
    return ask(request, form, service, _sheet(row, "Reword the note", "Keep it"), said="Reworded.")


@signed_in
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it was read, and answer."""
    row = aside_at(request, pk)
    form = AnswerForm(request.POST or None, initial={"version": row.version})
    service = partial(services.settle_aside, row, by=person(request))
    sheet = _sheet(row, "Answer the note", "It is dealt with")

    def then(now: Aside) -> str:
        undo.offer(request, "The note is dealt with.", reverse("reopen-aside", args=[now.pk]))
        return _back(now)

    return ask(request, form, service, sheet, said="", then=then)


@require_POST
@signed_in
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Let it wait again."""
    row = services.reopen_aside(aside_at(request, pk), by=person(request))
    messages.success(request, "The note waits again.")
    return redirect(_back(row))


@require_POST
@signed_in
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own back."""
    row = services.withdraw_aside(aside_at(request, pk), by=person(request))
    undo.offer(request, "No editor reads it any more.", reverse("restore-aside", args=[pk]))
    return redirect(_back(row))


@require_POST
@signed_in
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one's own back."""
    row = services.restore_aside(aside_at(request, pk), by=person(request))
    messages.success(request, "The editors can read it again.")
    return redirect(_back(row))


def aside_at(request: HttpRequest, pk: int) -> Aside:
    """A note that one may read, or that one took back; 404 for every other."""
    rows = Aside.objects.with_withdrawn(request.user).with_ground()
    row: Aside = get_object_or_404(rows, pk=pk)
    return row


def _claim(pk: int) -> str:
    return f"{reverse('claim', args=[pk])}#asides"


def _back(row: Aside) -> str:
    return _claim(row.claim_id) if row.claim_id else reverse("asides")


def _sheet(row: Aside, title: str, button: str) -> Sheet:
    key = f"aside-{row.pk}-{title.split()[0].lower()}"
    shown = {"claim": row.claim} if row.claim else {"workspace": row.workspace, "seen_by": "me"}
    back, in_place = _back(row), bool(row.claim)
    return Sheet(key, title, button, back, SHEET, in_place=in_place, shown=shown)
