"""What was done in a workspace, in plain words, with proof that none of it was changed."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from provenance.accounts.history import may_read_history, named, visible_events, withheld
from provenance.audit.models import AuditEvent
from provenance.audit.services import fits_together, verify
from provenance.numbers import number_in

from .context import current_workspace, settings_tab
from .happenings import details, door, sentence

ON_A_PAGE = 50
FILTERS = ("target", "action", "actor")


@login_required
def history(request: HttpRequest) -> HttpResponse:
    """A page of events, newest first; `?check=all` walks the whole chain."""
    workspace = current_workspace(request)
    if workspace is None or not may_read_history(request.user, workspace):
        raise PermissionDenied("The history is read by owners and editors.")
    events = visible_events(request.user).filter(chain=workspace.pk).order_by("-number")
    asked = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    page = _page(events, asked, request.GET.get("before", ""))
    shown = settings_tab(request, "history") | {
        "events": _told(page[:ON_A_PAGE], request),
        "asked": asked,
        "older": _older(request.GET, page),
        "sealed": not asked and bool(page) and fits_together(reversed(page[:ON_A_PAGE])),
        "report": verify(workspace.pk) if request.GET.get("check") == "all" else None,
    }
    return render(request, "provenance/settings/history.html", shown)


def _page(events: QuerySet[AuditEvent], asked: dict[str, str], before: str) -> list[AuditEvent]:
    """One event more than fits, to know whether there are older ones."""
    by = number_in(asked.get("actor", "0"))
    if by is not None and not any("\0" in said for said in asked.values()):
        events = events.filter(**asked)
    if (end := number_in(before)) is not None:
        events = events.filter(number__lt=end)
    return list(events[: ON_A_PAGE + 1])


def _told(events: list[AuditEvent], request: HttpRequest) -> list[dict[str, Any]]:
    hidden = withheld(events, request.user)
    people = named(event.detail.get("user") for event in events)
    return [
        {
            "event": event,
            "sentence": sentence(event.action, event.target),
            "door": door(event.via),
            "withheld": event.target in hidden,
            "details": [] if event.target in hidden else details(event.detail, people),
        }
        for event in events
    ]


def _older(asked: QueryDict, page: list[AuditEvent]) -> str:
    if len(page) <= ON_A_PAGE:
        return ""
    query = asked.copy()
    query.pop("check", None)
    query["before"] = str(page[ON_A_PAGE - 1].number)
    return f"?{query.urlencode()}"
