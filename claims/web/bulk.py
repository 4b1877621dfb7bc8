"""The same step for many checks or claims: chosen by their addresses, done one by one, told so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from claims.attention import services
from claims.attention.services.bulk import MOST, Chosen, Outcome
from claims.records.models import Claim
from claims.reviews.models import Check
from provenance.accounts.models import User, Workspace
from provenance.numbers import number_in
from provenance.web.context import current_workspace, person
from provenance.web.ways_back import way_back

from .entry import signed_in
from .forms import board as ask_for
from .words import count

Service = Callable[..., list[Outcome]]


@dataclass(frozen=True)
class Doing:
    """One thing to do with all that is chosen. `of` says with what: checks, or their claims."""

    words: str
    button: str
    done: str
    form: type[forms.Form]
    service: Service
    of: str = "check"


DOINGS: dict[str, Doing] = {
    "triage": Doing("Accept", "Accept them", "accepted", ask_for.NothingForm, services.bulk_triage),
    "assign": Doing(
        "Give to someone", "Give them", "given", ask_for.AssignManyForm, services.bulk_assign
    ),
    "due": Doing("Say by when", "Set the day", "planned", ask_for.DayForm, services.bulk_due),
    "release": Doing(
        "Give back", "Give them back", "given back", ask_for.NothingForm, services.bulk_release
    ),
    "decline": Doing(
        "Decline", "Decline them", "declined", ask_for.DeclineManyForm, services.bulk_decline
    ),
    "ask": Doing(
        "Ask for a check",
        "Ask for it",
        "asked for",
        ask_for.AskManyForm,
        services.bulk_ask,
        "claim",
    ),
    "tag": Doing(
        "Put topics on", "Put them on", "filed", ask_for.TagManyForm, services.bulk_tag, "claim"
    ),
    "pick": Doing(
        "Say why they were picked", "Keep it", "kept", ask_for.PickForm, services.bulk_pick, "claim"
    ),
}


@signed_in
def bulk(request: HttpRequest) -> HttpResponse:
    """Choose what to do with what the address names: `?check=12.3&check=13.1&do=assign`."""
    workspace, by = current_workspace(request), person(request)
    if workspace is None:
        return redirect("desk")
    chosen = _chosen(request, workspace)
    doing = DOINGS.get(request.GET.get("do", ""))
    shown: dict[str, Any] = {"chosen": chosen, "doings": _offered(chosen)}
    shown |= {"back": _back(request), "nav": "desk", "seen_by": "workspace"}
    if doing is None or request.GET["do"] not in shown["doings"]:
        return render(request, "claims/attention/bulk.html", shown)
    given: Any = {"workspace": workspace} if doing.form is ask_for.AssignManyForm else {}
    # A form without fields is sent with nothing but the token, which is something.
    form = doing.form(request.POST or None, **given)
    shown |= {"doing": doing, "form": form}
    if request.method != "POST" or not form.is_valid():
        status = 400 if form.errors else 200
        return render(request, "claims/attention/bulk.html", shown, status=status)
    return _told(request, doing, _done(doing, chosen, form.cleaned_data, workspace, by), shown)


def _done(
    doing: Doing, chosen: Sequence[Chosen], given: dict[str, Any], workspace: Workspace, by: User
) -> list[Outcome]:
    rows = list(chosen)
    if doing.of == "claim":
        rows = [Chosen(getattr(one.row, "claim", one.row)) for one in chosen]
    do = partial(doing.service, rows, **given, by=by)
    try:
        return do(workspace=workspace) if doing.service is services.bulk_tag else do()
    except ValidationError as error:  # Of a topic that nobody could add.
        return [Outcome(one.row, " ".join(error.messages)) for one in rows]


def _told(
    request: HttpRequest, doing: Doing, outcomes: list[Outcome], shown: dict[str, Any]
) -> HttpResponse:
    """Back to the list where all went well; else what went wrong with which."""
    done = [one for one in outcomes if one.is_done]
    failed = [one for one in outcomes if not one.is_done]
    said = f"{count(len(done), 'claim').capitalize()} {doing.done}."
    if not failed:
        messages.success(request, said)
        return redirect(shown["back"])
    shown |= {"done": said if done else "", "failed": failed, "outcomes": outcomes}
    return render(request, "claims/attention/bulk_done.html", shown, status=409)


def _chosen(request: HttpRequest, workspace: Workspace) -> list[Chosen]:
    """What the address names, of this workspace, in the order given; 404 for none or too many."""
    by, wanted = person(request), _pairs(request.GET.getlist("check"))
    checks = Check.objects.visible_to(by).filter(workspace=workspace, pk__in=wanted)
    ids = _pairs(request.GET.getlist("claim"))
    claims = Claim.objects.visible_to(by).filter(workspace=workspace, pk__in=ids)
    found = [Chosen(row, wanted[row.pk]) for row in checks.select_related("claim").order_by("pk")]
    found += [Chosen(row) for row in claims.order_by("pk")]
    if len(wanted) + len(ids) > MOST or len(found) < len(wanted) + len(ids):
        raise Http404("Something that was chosen is not there.")
    return found


def _pairs(given: Sequence[str]) -> dict[int, int | None]:
    """`12.3` -> 12: 3; the version may be left out. 404 for what is neither."""
    found: dict[int, int | None] = {}
    for one in given:
        head, _, tail = one.partition(".")
        pk, version = number_in(head), number_in(tail)
        if pk is None or (tail and version is None):
            raise Http404("Something that was chosen is not there.")
        found[pk] = version
    return found


def _offered(chosen: Sequence[Chosen]) -> dict[str, Doing]:
    """What can be done with such things; whether with each of them is told afterwards."""
    kinds = {"check" if isinstance(one.row, Check) else "claim" for one in chosen}
    if kinds == {"check"}:
        return {name: one for name, one in DOINGS.items() if name != "ask"}
    return {name: one for name, one in DOINGS.items() if one.of == "claim" and chosen}


def _back(request: HttpRequest) -> str:
    """The list from which they were chosen, if that is a page of ours."""
    return way_back(request, request.GET.get("back", "")) or reverse("board")
