"""What readers sent: for themselves, for everyone what was declined, and for those who check."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser

from claims.records.models import Claim
from claims.requests.likeness import bare
from claims.requests.models import Asked, ErrorReport, ReaderRequest, Reported
from claims.requests.reading import maybe_the_same, published, sent_by
from claims.requests.services.reporting import newer_verdict
from claims.requests.workflow import REPORTS, REQUESTS, steps_from
from claims.reviews.models import Verdict
from claims.search.matching import Match, similar
from provenance.accounts.models import User, Workspace
from provenance.accounts.rules import may_check, role_in

from ..words import count
from .paging import Slice, slice_of

ON_A_PAGE = 30
REQUEST_TABS = {
    "waiting": "Waiting",
    "accepted": "Accepted",
    "declined": "Declined",
    "spam": "Spam",
}
REPORT_TABS = {"waiting": "Waiting", "answered": "Answered", "spam": "Spam"}
# How alike a claim is to be shown: to whoever asked only one that they probably mean.
SURELY, PERHAPS = 0.7, 0.45
ANSWERED = (Reported.ANSWERED, Reported.CORRECTED)
# What whoever sent something is told; who decided, and which claim it became, only once it is out.
ASKED_WORDS = {
    Asked.WAITING: "It waits for someone to look at it.",
    Asked.ACCEPTED: "We took it on. It is being checked.",
    Asked.DECLINED: "We do not check it.",
    Asked.SPAM: "We do not check it.",
}
REPORTED_WORDS = {
    Reported.WAITING: "It waits for someone to look at it.",
    Reported.ANSWERED: "We looked at it, and answered.",
    Reported.CORRECTED: "You were heard: the verdict was changed.",
    Reported.SPAM: "We do not follow it up.",
}


@dataclass(frozen=True)
class Status:
    """What whoever sent something is told; `claim` only where everyone may see it."""

    row: Any
    said: str
    claim: Claim | None
    like: list[Match]
    is_report: bool = False


def status_of(secret: str) -> Status | None:
    """What came of what was sent under a secret link."""
    row = sent_by(secret)
    if row is None:
        return None
    claim = published(row.claim)
    if isinstance(row, ErrorReport):
        return Status(row, REPORTED_WORDS[Reported(row.state)], claim, [], is_report=True)
    like: list[Match] = []
    if row.state == Asked.WAITING:
        like = _claims_like(row, AnonymousUser(), SURELY)
    return Status(row, ASKED_WORDS[Asked(row.state)], claim, like)


def _claims_like(row: ReaderRequest, user: Any, least: float) -> list[Match]:
    """Claims that may be what is asked about, the most alike first."""
    found = similar(bare(row.text), by=user, workspace=row.workspace_id)
    return [one for one in found if one.score >= least]


def letters_waiting(user: User, workspace: Workspace) -> list[tuple[str, str]]:
    """What waits for those who check here, in words, and the name of its page. Two queries."""
    if not may_check(user, workspace.pk):
        return []
    kinds: list[tuple[Any, str, str]] = [
        (ReaderRequest.objects.heads(), "request", "requests"),
        (ErrorReport.objects.all(), "error report", "error-reports"),
    ]
    found = []
    for rows, words, address in kinds:
        number = rows.visible_to(user).waiting().filter(workspace=workspace).count()
        found += [(count(number, words), address)] if number else []
    return found


def public_claim(pk: int) -> Claim | None:
    """A claim with a verdict that everyone sees; of one that was merged, the one that counts."""
    rows = Claim.objects.visible_to(AnonymousUser()).select_related("workspace")
    claim: Claim | None = rows.filter(pk=pk).first()
    if claim is not None and claim.merged_into_id:
        claim = rows.filter(pk=claim.merged_into_id).first()
    if claim is None or not Verdict.objects.filter(claim=claim).exists():
        return None
    return claim


def declined_by(workspace: Workspace) -> Any:
    """What a workspace declined, as everyone may read it, the newest first."""
    rows = ReaderRequest.objects.listed().filter(workspace=workspace)
    return rows.only("wording", "reason", "decided_at", "askers").order_by("-decided_at")


@dataclass(frozen=True)
class Letters:
    """One tab of what came in."""

    tabs: Mapping[str, str]
    show: str
    page: Slice
    waiting: str


def requests_of(workspace: Workspace, user: User, asked: Any) -> Letters:
    """Requests, those most people ask about first while they wait, else the newest first."""
    show = asked.get("show") if asked.get("show") in REQUEST_TABS else "waiting"
    rows = ReaderRequest.objects.visible_to(user).filter(workspace=workspace).heads()
    number = rows.waiting().count()
    here = rows.filter(state=show).select_related("claim", "decided_by")
    ordered = here.most_wanted() if show == "waiting" else here.order_by("-decided_at", "-pk")
    page = slice_of(ordered, asked, ON_A_PAGE)
    return Letters(REQUEST_TABS, show, page, f"{count(number, 'request')} waiting")


@dataclass(frozen=True)
class OneRequest:
    """A request with all that ask the same, what may be like it, and what may be done."""

    row: ReaderRequest
    members: list[ReaderRequest]
    steps: list[str]
    maybe: list[ReaderRequest]
    like: list[Match]

    @property
    def demand(self) -> str:
        """How many ask, and in how many places they saw it."""
        return demand(self.members[0])


def request_of(row: ReaderRequest, user: User) -> OneRequest:
    """A request in full, in a constant number of queries."""
    rows = ReaderRequest.objects.visible_to(user).group_of(row)
    members = list(rows.select_related("claim", "decided_by"))
    waits = row.state == Asked.WAITING
    return OneRequest(
        row=row,
        members=members,
        steps=steps_from(REQUESTS, row.state, role_in(user, row.workspace_id)),
        maybe=maybe_the_same(row) if waits else [],
        like=_claims_like(row, user, PERHAPS) if waits else [],
    )


def demand(row: ReaderRequest) -> str:
    """`3 people ask, seen in 2 places`."""
    askers = "1 person asks" if row.askers == 1 else f"{row.askers} people ask"
    return f"{askers}, seen in {count(row.places, 'place')}"


@dataclass(frozen=True)
class OneReport:
    """A report with what may be done, and the verdict that came out since."""

    row: ErrorReport
    steps: list[str]
    newer: Verdict | None


def reports_of(workspace: Workspace, user: User, asked: Any) -> Letters:
    """Reports of errors, the oldest first while they wait, else the newest first."""
    show = asked.get("show") if asked.get("show") in REPORT_TABS else "waiting"
    rows = ErrorReport.objects.visible_to(user).filter(workspace=workspace)
    number = rows.waiting().count()
    states = ANSWERED if show == "answered" else [show]
    here = rows.filter(state__in=states)
    here = here.select_related("claim__workspace", "verdict", "decided_by", "corrected_by")
    page = slice_of(here.order_by("pk" if show == "waiting" else "-decided_at"), asked, ON_A_PAGE)
    return Letters(REPORT_TABS, show, page, f"{count(number, 'report')} waiting")


def report_of(row: ErrorReport, user: User) -> OneReport:
    """A report in full."""
    role = role_in(user, row.workspace_id)
    return OneReport(row, steps_from(REPORTS, row.state, role), newer_verdict(row))
