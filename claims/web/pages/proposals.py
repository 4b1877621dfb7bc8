"""Proposals of how claims stand to each other, and what one may do about each."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from claims.records.models import Relation
from claims.records.rules import may_edit
from provenance.accounts.models import User, Workspace

from ..words import count
from .paging import Slice, slice_of
from .related import WORDS

ON_A_PAGE = 20
SURE = ((0.65, "quite sure"), (0.4, "perhaps"), (0.0, "a guess"))


@dataclass(frozen=True)
class Proposal:
    """One proposal as it is read from its source."""

    relation: Relation
    words: str
    sure: str
    says: list[str]
    may_decide: bool

    @property
    def slot(self) -> str:
        """The end of the name of the place where its forms open."""
        return str(self.relation.pk)


@dataclass(frozen=True)
class Queue:
    """One page of them."""

    proposals: list[Proposal]
    page: Slice
    counted: str


def queue(workspace: Workspace, user: User, asked: QueryDict, filters: dict[str, Any]) -> Queue:
    """What waits in a workspace, or was refused; three queries."""
    state = filters.get("state") or Relation.State.PROPOSED
    rows = Relation.objects.proposed_to(user).filter(workspace=workspace)
    if state == Relation.State.REFUSED:
        rows = Relation.objects.known_to(user).filter(workspace=workspace, state=state)
    if filters.get("kind"):
        rows = rows.filter(kind=filters["kind"])
    rows = rows.select_related("source", "target").order_by("-confidence", "pk")
    page = slice_of(rows, asked, ON_A_PAGE)
    return Queue(
        [proposal(row, user) for row in page.rows],
        page,
        f"{count(proposed_count(user, workspace), 'proposal')} waiting",
    )


def proposal(row: Relation, user: User) -> Proposal:
    """One proposal, read with both claims."""
    return Proposal(
        relation=row,
        words=WORDS[row.kind][0],
        sure=next(words for least, words in SURE if row.confidence >= least),
        says=[one["says"] for one in row.signs],
        may_decide=may_edit(user, row.source) or may_edit(user, row.target),
    )


def proposed_count(user: User, workspace: Workspace) -> int:
    """How many proposals wait for someone. One query."""
    return Relation.objects.proposed_to(user).filter(workspace=workspace).count()
