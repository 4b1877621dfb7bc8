"""Who sees a note, changed where the note is read."""

from functools import partial

from django.http import HttpRequest, HttpResponse

from claims.annotations import services
from provenance.accounts.rules import may_publish
from provenance.web.context import person

from .entry import note_at, signed_in
from .forms.reader_notes import ShowNoteForm
from .pages.noted import page_of
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
    sheet = Sheet(f"show-note-{pk}", "Who sees this note", "Show it to them", page_of(note))
    service = partial(services.show_note, note, by=by)
    return ask(request, form, service, sheet, said="Done. The note says who sees it.")
