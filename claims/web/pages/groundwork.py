"""What was done to find out, as a section of a page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from claims.groundwork.models import Groundwork, Reply, Search
from claims.groundwork.reading import Work, work_on
from claims.groundwork.rules import may_change
from claims.groundwork.standing import in_words
from claims.records.models import Claim

from ..words import count


@dataclass(frozen=True)
class Line:
    """One row as it is read. `editable` where this person may change it."""

    row: Any
    editable: bool = False
    found: int | None = None  # The evidence it led to, where it stands on this page.
    stands: str = ""  # How a question to someone stands today.


@dataclass(frozen=True)
class Groundworked:
    """The section: what was searched, what was not found, who was asked."""

    searches: list[Line] = field(default_factory=list)
    gaps: list[Line] = field(default_factory=list)
    replies: list[Line] = field(default_factory=list)
    media: list[Line] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Whether there is anything to tell."""
        return bool(self.searches or self.gaps or self.replies or self.media)

    @property
    def counted(self) -> str:
        """The search log in few words."""
        empty = sum(line.row.outcome == Search.Outcome.NOTHING for line in self.searches)
        every = count(len(self.searches), "search", "searches")
        return f"{every}, {empty} found nothing" if empty else every


def groundwork_on(claim: Claim, user: Any) -> Groundworked:
    """The section as this user may see it, one query for each kind."""
    return _drawn(work_on(claim, user), claim, user)


def _drawn(work: Work, claim: Claim, user: Any) -> Groundworked:
    kinds = (work.searches, work.gaps, work.replies, work.media)
    return Groundworked(*(list(_lines(rows, claim, user)) for rows in kinds))


def _lines(rows: Iterable[Groundwork], claim: Claim, user: Any) -> Iterable[Line]:
    """What came with a merged claim is changed through the claim that was kept."""
    for row in rows:
        row.claim = claim
        found = getattr(row, "told_evidence", None)
        yield Line(row, may_change(user, row), found, _stands(row))


def _stands(row: Groundwork) -> str:
    if not isinstance(row, Reply):
        return ""
    return in_words(row.answer_by, row.answered_on, timezone.localdate())
