"""Who sees a note, changed where the note is read."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from claims.annotations import services
from provenance.accounts.rules import may_publish
from provenance.web.context import person

from .entry import note_at, signed_in
from .forms.reader_notes import ShowNoteForm
from .sheets import Sheet, ask


@signed_in
def show_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who sees one's own note."""
    note, by = note_at(request, pk), person(request)
    form = ShowNoteForm(
        request.POST or None,
        initial={"visibility": note.visibility, "version": note.version},
        publishes=may_publish(by, note.workspace_id),
    )
    if note.passage:
        back = reverse("snapshot", args=[note.passage.snapshot_id])
    else:
        back = f"{reverse('claim', args=[note.claim_id])}#notes"
    sheet = Sheet(f"show-note-{pk}", "Who sees this note", "Show it to them", back)
    service = partial(services.show_note, note, by=by)
    return ask(request, form, service, sheet, said="Done. The note says who sees it.")
