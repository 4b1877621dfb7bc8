"""What someone is told and what they follow, as lists."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from claims.attention.models import Letters, Notification, Subscription
from claims.attention.services.letters import confirmed_address
from claims.attention.telling import Told, name_of, told
from provenance.accounts.models import User, Workspace
from provenance.written import written_once

from .paging import Slice, slice_of

ON_A_PAGE = 50
MOST_COUNTED = 100
SHOWS = {"unread": "Not read yet", "all": "All"}


@dataclass(frozen=True)
class Notified:
    """The page of what is new. `unread` counts only what this person sees."""

    show: str
    lines: list[Told]
    unread: str
    page: Slice
    shows = SHOWS


@dataclass(frozen=True)
class Followed:
    """One thing that is followed."""

    row: Subscription
    kind: str
    name: str
    url: str


@dataclass(frozen=True)
class Following:
    """The page of what someone follows, and how often they are written to."""

    rows: list[Followed]
    page: Slice
    letters: Letters
    address: str


def notified(user: User, workspace: Workspace, asked: QueryDict) -> Notified:
    """What is new for this person in one workspace; three queries and those of the frame."""
    show = asked.get("show", "unread")
    show = show if show in SHOWS else "unread"
    rows = Notification.objects.visible_to(user).filter(workspace=workspace)
    rows = rows.unread() if show == "unread" else rows
    page = slice_of(rows.with_things().order_by("-pk"), asked, ON_A_PAGE)
    lines = [told(row, user) for row in page.rows]
    return Notified(show, lines, unread_words(user, workspace), page)


def unread_words(user: User, workspace: Workspace) -> str:
    """How many are unread, in figures; "100 or more" where counting on would tell nothing."""
    number = len(_unread(user, workspace.pk))
    return f"{MOST_COUNTED} or more" if number >= MOST_COUNTED else str(number or "")


@written_once
def _unread(user: User, workspace_id: int) -> Any:
    rows = Notification.objects.visible_to(user).unread().filter(workspace=workspace_id)
    return rows.order_by().values_list("pk", flat=True)[:MOST_COUNTED]


def following(user: User, workspace: Workspace, asked: QueryDict) -> Following:
    """What this person follows in one workspace, the newest first."""
    rows = Subscription.objects.visible_to(user).filter(workspace=workspace)
    page = slice_of(rows.with_things().order_by("-pk"), asked, ON_A_PAGE)
    letters = Letters.objects.filter(person=user).first() or Letters(person=user)
    shown = [Followed(row, row.kind, name_of(row), address_of(row)) for row in page.rows]
    return Following(shown, page, letters, confirmed_address(user))


def address_of(row: Subscription) -> str:
    """The page of what is followed; pages are named for the kinds."""
    return reverse(row.kind, args=[row.thing.pk])
