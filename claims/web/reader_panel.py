"""The panel beside picked words: a form in place, or a page of its own where scripts are off.

What was recorded comes back as the blocks of text whose marks changed and the passage's card in the
margin; without scripts, as the reader itself.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from provenance.accounts.models import User
from provenance.accounts.rules import require
from provenance.sources.models import Passage, Snapshot
from provenance.sources.passages import passage_of
from provenance.sources.rules import may_add
from provenance.web import undo

from .pages.reader import change_at
from .reader import snapshots_for
from .sheets import settle

FORBIDDEN = 403


@dataclass(frozen=True)
class Picked:
    """Words that someone picked: a passage that may not be kept yet."""

    passage: Passage

    @property
    def snapshot(self) -> Snapshot:
        """The text they stand in."""
        return self.passage.snapshot

    @property
    def place(self) -> tuple[Snapshot, int, int]:
        """As services want it."""
        return self.snapshot, self.passage.start, self.passage.end

    @property
    def page(self) -> str:
        """The reader, at these words."""
        return reverse("snapshot", args=[self.snapshot.pk])

    @property
    def key(self) -> str:
        """Names them among drafts."""
        return f"{self.snapshot.pk}-{self.passage.start}-{self.passage.end}"


@dataclass(frozen=True)
class Panel:
    """What stands around the form."""

    template: str
    title: str
    button: str
    picked: Picked
    shown: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Recorded:
    """What was recorded, and what takes it back: `what` and `pk` name it for `take_back`."""

    said: str
    what: str
    pk: int


def picked_words(request: HttpRequest, pk: int) -> Picked:
    """The words that `?start=` and `?end=` name; 404 for a text one may not see, 403 for readers.

    Raises ValidationError for offsets that are not in the text.
    """
    snapshot = get_object_or_404(snapshots_for(request), pk=pk)
    require(may_add(request.user, snapshot.article.workspace_id), "Readers do not record here.")
    start, end = (_number(request.GET.get(name, "")) for name in ("start", "end"))
    return Picked(passage_of(snapshot, start, end))


def _number(given: str) -> int:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else -1


def ask(
    request: HttpRequest, form: BaseForm, panel: Panel, service: Callable[..., Recorded], by: User
) -> HttpResponse:
    """Show the form, or hand what it says to the service and show what became of it."""
    if request.method != "POST":
        return show(request, form, panel)
    recorded: list[Recorded] = []

    def call(**given: Any) -> None:
        recorded.append(service(**given))

    status = _settled(form, call)
    return show(request, form, panel, status) if status else done(request, panel, recorded[0], by)


def _settled(form: BaseForm, service: Callable[..., None]) -> int:
    """As `sheets.settle`; who may not do it is told in the form, where what they wrote stays."""
    try:
        return settle(form, service)
    except PermissionDenied as because:
        form.add_error(None, str(because))
        return FORBIDDEN


def show(request: HttpRequest, form: BaseForm, panel: Panel, status: int = 200) -> HttpResponse:
    """Draw the form where it was asked for."""
    article = panel.picked.snapshot.article
    shown = {"form": form, "panel": panel, "picked": panel.picked, "nav": "articles"}
    place = {"seen_by": article.visibility, "workspace": article.workspace}
    answer = render(request, panel.template, {**shown, **place, **panel.shown}, status=status)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def done(request: HttpRequest, panel: Panel, recorded: Recorded, by: User) -> HttpResponse:
    """Say that it was recorded, and how to take it back."""
    snapshot = panel.picked.snapshot
    passage = snapshot.passages.get(start=panel.picked.passage.start, end=panel.picked.passage.end)
    url = reverse("take-back", args=[snapshot.pk, recorded.what, recorded.pk])
    if not request.headers.get("HX-Request"):
        messages.success(request, recorded.said)
        undo.offer(request, recorded.said, url)
        return redirect(f"{panel.picked.page}#note-{passage.pk}")
    change = change_at(snapshot, passage, by)
    shown = {"change": change, "recorded": recorded, "undo_url": url}
    may = {"member": True, "may_record": True}
    answer = render(request, "claims/reader/recorded.html", shown | may)
    told = {"recorded": {"passage": passage.pk, "said": recorded.said}}
    answer["HX-Trigger-After-Settle"] = json.dumps(told)
    return answer
