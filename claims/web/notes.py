"""Notes on a claim: writing, answering, rewording, deleting, bringing back."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from claims.annotations import services
from claims.annotations.models import Annotation, Motivation
from claims.records.rules import starting_visibility
from provenance.accounts.rules import may_publish
from provenance.web import undo
from provenance.web.context import person

from .entry import claim_at, note_at, signed_in
from .forms.notes import NoteForm, RewordForm, words_of
from .pages.history import last_hand
from .pages.noted import page_of
from .sheets import Sheet, ask


@signed_in
def write_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a thread on a claim."""
    claim, by = claim_at(request, pk), person(request)
    usual = {"visibility": starting_visibility(by, claim.workspace_id)}
    publishes = may_publish(by, claim.workspace_id)
    form = NoteForm(request.POST or None, initial=usual, publishes=publishes)
    back, shown = _claim_page(pk), {"claim": claim}
    sheet = Sheet(f"note-{pk}", "Write a note", "Keep the note", back, shown=shown)
    service = partial(services.write_note, claim=claim, by=by)
    return ask(request, form, service, sheet, said="The note is kept.")


@signed_in
def reply_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a note."""
    note, by = note_at(request, pk), person(request)
    publishes = may_publish(by, note.workspace_id) and note.visibility == "public"
    level = "me" if note.visibility == "me" else "workspace"
    usual = {"visibility": level, "motivation": Motivation.REPLYING}
    form = NoteForm(request.POST or None, initial=usual, publishes=publishes)
    shown = {"claim": note.claim}
    sheet = Sheet(f"answer-{pk}", "Answer", "Keep the answer", page_of(note), shown=shown)
    service = partial(services.reply, note, by=by)
    return ask(request, form, service, sheet, said="The answer is kept.")


@signed_in
def edit_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Reword one's own note; what it said before is kept."""
    note = note_at(request, pk)
    form = RewordForm(request.POST or None, initial=words_of(note))
    service = partial(services.edit_note, note, by=person(request))
    shown = {"claim": note.claim}
    sheet = Sheet(f"reword-{pk}", "Change the note", "Keep the change", page_of(note), shown=shown)

    def now() -> tuple[dict[str, object], str]:
        return words_of(Annotation.objects.get(pk=pk)), last_hand(note)

    return ask(request, form, service, sheet, said="The note is changed.", now=now)


@require_POST
@signed_in
def delete_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a note out of sight."""
    note = note_at(request, pk)
    services.delete_note(note, by=person(request))
    undo.offer(request, "The note is deleted.", reverse("restore-note", args=[pk]))
    return redirect(page_of(note))


@require_POST
@signed_in
def restore_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a note back."""
    note = services.restore_note(note_at(request, pk), by=person(request))
    messages.success(request, "The note is back.")
    return redirect(page_of(note))


def _claim_page(pk: int) -> str:
    return f"{reverse('claim', args=[pk])}#notes"
