"""What claims have to say on the pages of outlets and people; see `provenance.web.sections`."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from claims.attention.rules import may_follow
from claims.requests.models import CorrectionRequest
from provenance.accounts.roles import Visibility
from provenance.accounts.rules import is_member
from provenance.sources.models import Outlet, Person
from provenance.web.sections import Section

from .pages.checked import checked_in, checked_of
from .pages.corrections import counted_for
from .pages.first_seen_in import first_seen_in
from .pages.spoken import spoken_by


def claims_of_person(row: Person, request: HttpRequest) -> Section:
    """What they said, are said to have said, and wrote."""
    shown = _around(row, request)
    spoken = spoken_by(row, request.user, request.GET)
    shown |= {"spoken": spoken, "tally": None if shown["member"] else checked_of(row)}
    return Section("claims/_spoken.html", shown, is_empty=not spoken.tally)


def claims_of_outlet(row: Outlet, request: HttpRequest) -> Section:
    """The claims first seen there."""
    first = first_seen_in(row, request.user, request.GET)
    is_public = row.visibility == Visibility.PUBLIC
    feed = reverse("outlet-atom", args=[row.pk]) if is_public else ""
    shown = _around(row, request) | {"first": first, "feed": feed}
    shown["tally"] = None if shown["member"] else checked_in(row)
    head = "claims/_outlet_feed.html"
    return Section("claims/_first_here.html", shown, head=head, is_empty=not first.count)


def follow(row: Outlet | Person, request: HttpRequest) -> Section | None:
    """The button with which a member follows it."""
    if not may_follow(request.user, row):
        return None
    return Section("claims/attention/_follow_section.html", {"row": row}, is_empty=True)


def corrections_of_person(row: Person, request: HttpRequest) -> Section | None:
    """What they were asked to correct, and what came of it."""
    rows = CorrectionRequest.objects.visible_to(request.user).of_person(row.pk)
    return _asked_of(rows, row, request)


def corrections_of_outlet(row: Outlet, request: HttpRequest) -> Section | None:
    """The same of an outlet."""
    rows = CorrectionRequest.objects.visible_to(request.user).of_outlet(row.pk)
    return _asked_of(rows, row, request)


def _asked_of(rows: Any, row: Outlet | Person, request: HttpRequest) -> Section | None:
    counted = counted_for(rows, request.user)
    if counted is None:
        return None
    return Section("claims/letters/_of_source.html", _around(row, request) | {"counted": counted})


def _around(row: Outlet | Person, request: HttpRequest) -> dict[str, object]:
    """Members go on to the working page of a claim, everyone else to the public one."""
    member = is_member(request.user, row.workspace_id)
    page = "claim" if member else "public-claim"
    return {"row": row, "page_of_claim": page, "member": member, "publisher": row.workspace}
