"""The list of claims: each with where it was first seen and what was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from claims.records.models import Claim
from claims.records.rules import may_be_told
from claims.records.topics import Carried, topics_of_each
from claims.reviews.models import Check, Verdict
from claims.reviews.workflow import State
from provenance.accounts.models import User

from ..words import dotted, published

ON_A_PAGE = 50
STATES: dict[str, str] = {
    State.REQUESTED: "Asked for",
    State.TRIAGED: "To be checked",
    State.ASSIGNED: "Given to someone",
    State.IN_PROGRESS: "Being reviewed",
    State.SUBMITTED: "Needs a second person",
    State.SECOND_CHECK: "In its second check",
    State.ADJUDICATION: "Needs a third person",
    State.EDITOR: "Needs an editor",
    State.RE_REVIEW: "Looked at again",
}


@dataclass(frozen=True)
class Row:
    """One line of the list. `state` says how far a review is, to those who may know."""

    claim: Claim
    seen: str
    verdict: Verdict | None
    state: str
    topics: list[Carried]


def rows(ids: Sequence[int], user: User) -> list[Row]:
    """Lines for the claims of one page, newest first, in four queries.

    Their ids are found first, without the tables that only a line needs: the more tables a
    question joins, the less PostgreSQL tries to find the best way to the answer.
    """
    listed = list(Claim.objects.filter(pk__in=ids).with_first_appearance().order_by("-pk"))
    verdicts = {one.claim_id: one for one in Verdict.objects.filter(claim__in=ids).current()}
    checks = Check.objects.visible_to(user).open().filter(claim__in=ids)
    states = dict(checks.values_list("claim_id", "state"))
    topics = topics_of_each(ids, user)
    return [
        Row(
            one,
            first_seen_line(one, user),
            verdicts.get(one.pk),
            STATES.get(states.get(one.pk, ""), ""),
            topics.get(one.pk, []),
        )
        for one in listed
    ]


def first_seen_line(claim: Claim, user: Any) -> str:
    """Outlet, author and date of the first appearance, as far as `user` may be told."""
    first = claim.first_appearance
    if first is None:
        return "in no text yet"
    if not may_be_told(user, claim, first.passage):
        return "in a text that is not shown"
    article = first.passage.snapshot.article
    where = article.outlet.name if article.outlet else str(article)
    return dotted(where, article.byline, published(article) or "date not known")
