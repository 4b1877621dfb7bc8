"""Private notes to the editor, as whoever looks may read them."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from claims.asides.models import Aside
from claims.asides.rules import is_own, may_settle
from claims.records.models import Claim
from provenance.accounts.models import User, Workspace
from provenance.accounts.rules import may_publish
from provenance.written import written_once

from ..links import named
from .paging import Slice, slice_of

ON_A_PAGE = 30
KINDS = {"waiting": "Waiting", "answered": "Dealt with"}


@dataclass(frozen=True)
class Told:
    """One note: whose it is to this person, what it is about, and where that stands."""

    aside: Aside
    is_own: bool
    may_settle: bool
    about: str
    url: str

    @property
    def is_waiting(self) -> bool:
        """Whether no editor has dealt with it."""
        return self.aside.settled_at is None


@dataclass(frozen=True)
class AsidesPage:
    """The list; `edits` where the person is an editor here."""

    show: str
    kinds: dict[str, str]
    rows: list[Told]
    page: Slice
    edits: bool


def asides_page(user: User, workspace: Workspace, asked: QueryDict) -> AsidesPage:
    """A page of them, the newest first."""
    show = "answered" if asked.get("show") == "answered" else "waiting"
    rows = Aside.objects.visible_to(user).filter(workspace=workspace)
    rows = rows.waiting() if show == "waiting" else rows.exclude(settled_at=None)
    page = slice_of(rows.with_ground(), asked, ON_A_PAGE)
    told = [_told(row, user) for row in page.rows]
    return AsidesPage(show, KINDS, told, page, may_publish(user, workspace.pk))


def asides_on(claim: Claim, user: User) -> list[Told]:
    """Those about a claim that this person may read, the oldest first; one query."""
    return [_told(row, user) for row in _asides(claim.pk, user)]


def waiting_for_editors(user: User, workspace: Workspace) -> int:
    """How many wait, for those who answer them; 0 for everyone else, without a query."""
    if not may_publish(user, workspace.pk):
        return 0
    return Aside.objects.visible_to(user).filter(workspace=workspace).waiting().count()


@written_once
def _asides(claim_id: int, user: User) -> Any:
    return Aside.objects.visible_to(user).of_claim(claim_id).with_ground().order_by("pk")


def _told(row: Aside, user: User) -> Told:
    own, settles = is_own(user, row), may_settle(user, row)
    if row.claim is not None:
        return Told(row, own, settles, row.claim.called, reverse("claim", args=[row.claim_id]))
    assert row.passage is not None
    about = f"“{row.passage.quote}” in {row.passage.snapshot.article}"
    return Told(row, own, settles, about, named("snapshot", row.passage.snapshot_id))
