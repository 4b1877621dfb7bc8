"""What is done with notes of others: flagging, deciding, making claims and evidence of them."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from claims.annotations import services
from claims.annotations.models import Annotation
from claims.evidence.services import promote_to_evidence
from claims.records.models import Claim
from claims.records.rules import starting_visibility
from provenance.accounts.rules import may_publish
from provenance.sources.models import Article
from provenance.web.context import person

from .entry import note_at, signed_in
from .forms.note_actions import FlagForm, ModerateForm, ToClaimForm, ToEvidenceForm
from .forms.notes import NoteForm
from .pages.noted import page_of
from .pages.noting import claims_near
from .sheets import Sheet, ask


@signed_in
def flag_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask a moderator to look, from wherever one reads the note."""
    rows = Annotation.objects.visible_to(request.user).with_ground()
    note = get_object_or_404(rows, pk=pk)
    sheet = Sheet(f"flag-{pk}", "Flag this note", "Flag it", _back(request, note))
    service = partial(services.flag_note, note, by=person(request))
    said = "Flagged. A moderator will look at it."
    return ask(request, FlagForm(request.POST or None), service, sheet, said=said)


@signed_in
def moderate_note(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide who reads a note."""
    note = note_at(request, pk)
    now = {"state": note.state, "version": note.version}
    form = ModerateForm(request.POST or None, initial=now)
    sheet = Sheet(f"decide-{pk}", "Decide on this note", "Decide", _back(request, note))
    service = partial(services.moderate_note, note, by=person(request))
    return ask(request, form, service, sheet, said="Decided. Its author is told.")


@signed_in
def note_to_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a claim of the words a note stands on."""
    note = note_at(request, pk)
    begun = {"statement": note.passage.quote if note.passage else "", "version": note.version}
    form = ToClaimForm(request.POST or None, initial=begun)
    sheet = Sheet(f"to-claim-{pk}", "Make a claim of it", "Record the claim", page_of(note))
    service = partial(services.promote_to_claim, note, by=person(request))

    def then(claim: Claim) -> str:
        return reverse("claim", args=[claim.pk])

    return ask(request, form, service, sheet, said="The claim is recorded.", then=then)


@signed_in
def note_to_evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Make evidence of the words a note stands on."""
    note, by = note_at(request, pk), person(request)
    near = claims_near(note, by)
    form = ToEvidenceForm(request.POST or None, initial={"warrant": note.body}, claims=near)
    sheet = Sheet(f"to-evidence-{pk}", "Make it evidence", "Add it", page_of(note))

    def service(claim: str, **given: str) -> object:
        return promote_to_evidence(note, Claim.objects.get(pk=claim), **given, by=by)

    return ask(request, form, service, sheet, said="Evidence added.")


@signed_in
def write_on_article(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a thread on an article as a whole."""
    by = person(request)
    article = get_object_or_404(Article.objects.visible_to(by).with_sources(), pk=pk)
    usual = {"visibility": starting_visibility(by, article.workspace_id)}
    publishes = may_publish(by, article.workspace_id)
    form = NoteForm(request.POST or None, initial=usual, publishes=publishes)
    back = reverse("article-notes", args=[pk])
    sheet = Sheet(f"article-note-{pk}", "Write a note", "Keep the note", back)
    service = partial(services.write_note, article=article, by=by)
    return ask(request, form, service, sheet, said="The note is kept.")


def _back(request: HttpRequest, note: Annotation) -> str:
    """The list of notes one came from, or the page on which the note is read."""
    if request.GET.get("from") == "waiting":
        return f"{reverse('notes')}?show=waiting"
    return page_of(note)
