"""What claims have to say on the pages of outlets and people; see `provenance.web.sections`."""

from django.http import HttpRequest
from django.urls import reverse

from claims.attention.rules import may_follow
from provenance.accounts.roles import Visibility
from provenance.accounts.rules import is_member
from provenance.sources.models import Outlet, Person
from provenance.web.sections import Section

from .pages.first_seen_in import first_seen_in
from .pages.spoken import spoken_by


def claims_of_person(row: Person, request: HttpRequest) -> Section:
    """What they said, are said to have said, and wrote."""
    spoken = spoken_by(row, request.user, request.GET)
    return Section("claims/_spoken.html", _around(row, request) | {"spoken": spoken})


def claims_of_outlet(row: Outlet, request: HttpRequest) -> Section:
    """The claims first seen there."""
    first = first_seen_in(row, request.user, request.GET)
    is_public = row.visibility == Visibility.PUBLIC
    feed = reverse("outlet-atom", args=[row.pk]) if is_public else ""
    shown = _around(row, request) | {"first": first, "feed": feed}
    return Section("claims/_first_here.html", shown, head="claims/_outlet_feed.html")


def follow(row: Outlet | Person, request: HttpRequest) -> Section | None:
    """The button with which a member follows it."""
    if not may_follow(request.user, row):
        return None
    return Section("claims/attention/_follow_section.html", {"row": row})


def _around(row: Outlet | Person, request: HttpRequest) -> dict[str, object]:
    """Members go on to the working page of a claim, everyone else to the public one."""
    member = is_member(request.user, row.workspace_id)
    return {"row": row, "page_of_claim": "claim" if member else "public-claim"}
