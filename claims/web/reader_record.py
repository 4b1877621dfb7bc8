"""Recording on picked words without leaving the text: claims, evidence, notes."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from claims.annotations.services import delete_note, write_note
from claims.asides.services import withdraw_aside
from claims.evidence.services import add_evidence, withdraw_evidence
from claims.records.rules import starting_visibility
from claims.records.services import delete_claim, withdraw_appearance, withdraw_naming
from provenance.accounts.rules import may_publish
from provenance.web.context import person

from .asides import aside_at
from .entry import appearance_at, claim_at, evidence_at, note_at, signed_in
from .forms.notes import NoteForm
from .forms.reader import ClaimPanel, EvidencePanel
from .namings import naming_at
from .pages.reader_choices import choices_for
from .reader import snapshots_for
from .reader_claim import Hops, begun, chosen, keep_claim
from .reader_panel import Panel, Recorded, ask, picked_words, show


@signed_in
def record_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """A claim on picked words, with who said it; or one more place for a claim that is known."""
    picked, by = picked_words(request, pk), person(request)
    hops = Hops.sent(request.POST) if request.method == "POST" else Hops.fresh()
    form = ClaimPanel(request.POST or None, initial=begun(picked.passage, by))
    likes = choices_for(form, "statement", picked.snapshot, by)
    shown = {"hops": hops, "choices": likes}
    panel = Panel("claims/reader/claim.html", "Record a claim", "Record", picked, shown)
    if hops.step:
        return show(request, ClaimPanel(initial=request.POST.dict()), panel)

    def service(**given: Any) -> Recorded:
        return Recorded(*keep_claim(picked.place, hops, by=by, **given))

    return ask(request, form, panel, service, by)


@signed_in
def record_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Picked words as evidence on a claim."""
    picked, by = picked_words(request, pk), person(request)
    form = EvidencePanel(request.POST or None, initial={"other": request.GET.get("claim")})
    likes = choices_for(form, "text", picked.snapshot, by, near=picked.passage.quote)
    panel = Panel(
        "claims/reader/evidence.html", "Add as evidence", "Add it", picked, {"choices": likes}
    )
    if request.POST.get("step"):
        return show(request, EvidencePanel(initial=request.POST.dict()), panel)

    def service(other: int, **given: Any) -> Recorded:
        row = add_evidence(chosen(other, by), place=picked.place, by=by, **given)
        return Recorded("Evidence added.", "evidence", row.pk)

    return ask(request, form, panel, service, by)


@signed_in
def record_note(request: HttpRequest, pk: int) -> HttpResponse:
    """A note on picked words."""
    picked, by = picked_words(request, pk), person(request)
    workspace = picked.snapshot.article.workspace
    usual = {"visibility": starting_visibility(by, workspace.pk)}
    publishes = may_publish(by, workspace.pk)
    form = NoteForm(request.POST or None, initial=usual, publishes=publishes)
    panel = Panel("claims/reader/note.html", "Write a note", "Keep the note", picked)

    def service(**given: Any) -> Recorded:
        row = write_note(place=picked.place, workspace=workspace, by=by, **given)
        return Recorded("Note kept.", "note", row.pk)

    return ask(request, form, panel, service, by)


@require_safe
@signed_in
def similar_here(request: HttpRequest, pk: int) -> HttpResponse:
    """Claims of the text's workspace like what is typed, to choose one."""
    snapshot = get_object_or_404(snapshots_for(request), pk=pk)
    name = "text" if "text" in request.GET else "statement"
    form = (EvidencePanel if name == "text" else ClaimPanel)(request.GET)
    likes = choices_for(form, name, snapshot, person(request))
    return render(request, "claims/reader/_choices.html", {"choices": likes})


TAKING_BACK = {
    "claim": (claim_at, delete_claim),
    "appearance": (appearance_at, withdraw_appearance),
    "evidence": (evidence_at, withdraw_evidence),
    "note": (note_at, delete_note),
    "naming": (naming_at, withdraw_naming),
    "aside": (aside_at, withdraw_aside),
}


@require_POST
@signed_in
def take_back(request: HttpRequest, pk: int, what: str, row: int) -> HttpResponse:
    """Take back what was just recorded in a text."""
    if what not in TAKING_BACK:
        raise Http404
    find, service = TAKING_BACK[what]
    service(find(request, row), by=person(request))  # type: ignore[operator]
    messages.success(request, "Taken back.")
    return redirect(reverse("snapshot", args=[pk]))
