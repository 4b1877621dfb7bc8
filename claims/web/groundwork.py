"""Searches, gaps and replies on the working page: adding, changing, taking back, putting back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from claims.groundwork import services
from claims.groundwork.models import Gap, Groundwork, Media, Reply, Search
from provenance.web import undo
from provenance.web.context import person

from .entry import claim_at, groundwork_at, signed_in
from .forms.groundwork import AnswerForm, GapForm, GroundworkForm, ReplyForm, SearchForm
from .forms.media import MediaForm
from .pages.history import last_hand
from .sheets import Sheet, ask


@dataclass(frozen=True)
class Kind:
    """How one kind of row is asked for, kept and told of."""

    model: type[Groundwork]
    form: type[GroundworkForm]
    add: Callable[..., Groundwork]
    edit: Callable[..., Groundwork]
    titles: tuple[str, str]
    said: tuple[str, str, str, str]


KINDS: Mapping[str, Kind] = {
    "search": Kind(
        Search,
        SearchForm,
        services.log_search,
        services.edit_search,
        ("Log a search", "Correct the search"),
        (
            "The search is in the log.",
            "The search is corrected.",
            "The search is taken out of the log.",
            "The search is back in the log.",
        ),
    ),
    "gap": Kind(
        Gap,
        GapForm,
        services.declare_gap,
        services.edit_gap,
        ("Declare a gap", "Change the gap"),
        (
            "The gap is declared.",
            "The gap is changed.",
            "The gap is taken back.",
            "The gap is declared again.",
        ),
    ),
    "reply": Kind(
        Reply,
        ReplyForm,
        services.ask_for_reply,
        services.edit_reply,
        ("Note whom you asked", "Correct the question"),
        (
            "It is noted that they were asked.",
            "The question is corrected.",
            "The question is taken back.",
            "The question is back.",
        ),
    ),
    "media": Kind(
        Media,
        MediaForm,
        services.add_media,
        services.edit_media,
        ("Name a picture, film or sound", "Say it better"),
        (
            "It is kept.",
            "It is changed.",
            "It is taken back.",
            "It is back.",
        ),
    ),
}


@signed_in
def add(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Something more that was done to find out."""
    claim, its = claim_at(request, pk), KINDS[kind]
    form = its.form(request.POST or None, claim=claim, initial=request.GET.dict())
    service = partial(its.add, claim, by=person(request))
    sheet = _sheet(f"add-{kind}-{pk}", its.titles[0], claim, "Keep it")
    return ask(request, form, service, sheet, said=its.said[0])


@signed_in
def edit(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Correct what was noted."""
    its = KINDS[kind]
    row: Any = groundwork_at(request, its.model, pk)
    form = its.form(request.POST or None, claim=row.claim, row=row)
    service = partial(its.edit, row, by=person(request))
    sheet = _sheet(f"{kind}-{pk}", its.titles[1], row.claim, "Keep the change")

    def now() -> tuple[dict[str, object], str]:
        return form.said_by(its.model._default_manager.get(pk=pk)), last_hand(row)

    return ask(request, form, service, sheet, said=its.said[1], now=now)


@signed_in
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what someone answered who had been asked."""
    row: Any = groundwork_at(request, Reply, pk)
    form = AnswerForm(request.POST or None, reply=row)
    service = partial(services.record_answer, row, by=person(request))
    sheet = _sheet(f"answer-{pk}", f"The answer of {row.party}", row.claim, "Keep the answer")

    def now() -> tuple[dict[str, object], str]:
        fresh = Reply.objects.get(pk=pk)
        fields = ("answered_on", "answer", "version")
        return {name: getattr(fresh, name) for name in fields}, last_hand(row)

    return ask(request, form, service, sheet, said="The answer is kept.", now=now)


@require_POST
@signed_in
def withdraw(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Take it out of sight."""
    its = KINDS[kind]
    row: Any = groundwork_at(request, its.model, pk)
    services.withdraw_groundwork(row, by=person(request))
    undo.offer(request, its.said[2], reverse(f"restore-{kind}", args=[pk]))
    return redirect(_back(row.claim))


@require_POST
@signed_in
def restore(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Put it back."""
    its = KINDS[kind]
    row: Any = groundwork_at(request, its.model, pk)
    services.restore_groundwork(row, by=person(request))
    messages.success(request, its.said[3])
    return redirect(_back(row.claim))


def _sheet(key: str, title: str, claim: Any, button: str) -> Sheet:
    return Sheet(key, title, button, _back(claim), shown={"claim": claim})


def _back(claim: Any) -> str:
    return f"{reverse('claim', args=[claim.pk])}#groundwork"
