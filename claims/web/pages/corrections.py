"""Corrections asked for, on the desk, on a claim, and in the counts of an outlet or a speaker."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from claims.records.models import Claim
from claims.requests.models import CorrectionRequest, ErrorReport, Outcome
from claims.requests.reading import Tally, answers_about, asked_about, in_words, tally
from claims.requests.rules import may_ask, may_change
from provenance.accounts.models import User, Workspace
from provenance.accounts.roles import Visibility
from provenance.accounts.rules import is_member, may_see

from .paging import Slice, slice_of

ON_A_PAGE, LISTED = 30, 10
TABS = {
    "waiting": "Waiting",
    "overdue": "No answer by the date",
    "settled": "Settled",
    "all": "All",
}


@dataclass(frozen=True)
class Line:
    """One correction that was asked for; `article` where this person may hear of it."""

    row: CorrectionRequest
    stands: str
    article: Any
    versions: str
    editable: bool

    @property
    def is_open(self) -> bool:
        """Whether something may still come of it."""
        return bool(self.row.state != Outcome.CORRECTED)


def line(row: CorrectionRequest, user: Any) -> Line:
    """One of them, in words; asks the database nothing that was not read with the row."""
    article = row.article
    private = article is not None and article.visibility == Visibility.ME
    told = article if not private or is_member(user, row.workspace_id) else None
    proved = row.after_id and article is not None and may_see(user, article)
    return Line(
        row, in_words(row), told, str(row.after_id) if proved else "", may_change(user, row)
    )


@dataclass(frozen=True)
class AskedDesk:
    """One tab of the corrections desk."""

    tabs: Mapping[str, str]
    show: str
    page: Slice
    lines: list[Line]
    tally: Tally


def asked_desk(workspace: Workspace, user: User, asked: Any) -> AskedDesk:
    """Corrections that the workspace asked for, what is due first while it waits."""
    show = asked.get("show") if asked.get("show") in TABS else "waiting"
    rows = CorrectionRequest.objects.visible_to(user).filter(claim__workspace=workspace)
    late = Q(answer_by__lt=timezone.localdate())
    narrowed = {
        "waiting": rows.waiting(),
        "overdue": rows.waiting().filter(late),
        "settled": rows.exclude(state=Outcome.SENT),
        "all": rows,
    }[show]
    order = ["answer_by", "pk"] if show in {"waiting", "overdue"} else ["-sent_on", "-pk"]
    page = slice_of(with_all(narrowed).order_by(*order), asked, ON_A_PAGE)
    return AskedDesk(TABS, show, page, [line(row, user) for row in page.rows], tally(rows))


@dataclass(frozen=True)
class OnClaim:
    """What was asked for on a claim, and what readers were answered; `answers` in public only."""

    lines: list[Line]
    answers: list[ErrorReport]
    may_ask: bool = False

    def __bool__(self) -> bool:
        return bool(self.lines or self.answers)


def corrections_on(claim: Claim, user: Any) -> OnClaim:
    """Both kinds, as someone sees them. Two queries."""
    lines = [line(row, user) for row in asked_about(claim, user)]
    return OnClaim(lines, answers_about(claim), may_ask(user, claim) and not claim.merged_into_id)


@dataclass(frozen=True)
class Counted:
    """The counts of an outlet or a speaker, with the newest of them."""

    tally: Tally
    lines: list[Line]


def counted_for(rows: Any, user: Any) -> Counted | None:
    """Counts over `rows`; None where nothing was asked. Two queries, one where there is none."""
    found = tally(rows)
    if not found.asked:
        return None
    return Counted(found, [line(row, user) for row in with_all(rows)[:LISTED]])


def with_all(rows: Any) -> Any:
    """With everything a line shows, in one query."""
    long = [f"after__{name}" for name in ("text", "blocks", "regions", "warnings")]
    named = ("claim__workspace", "article__outlet", "outlet", "person", "after")
    return rows.select_related(*named).defer(*long)
