"""Where the review of a claim stands, whose turn it is, and what this person can do about it."""

from dataclasses import dataclass
from typing import Any

from claims.records.models import Claim
from claims.reviews import rules
from claims.reviews.models import Review
from claims.reviews.workflow import State
from provenance.accounts.models import User
from provenance.written import written_once


@dataclass(frozen=True)
class Step:
    """Something that can be done now. `asks` leads to a form; otherwise one press does it."""

    name: str
    words: str
    asks: bool = True


BEGIN = Step("review-begin", "Begin a review", asks=False)
WRITE = Step("review-write", "Go on with the draft")
WITHDRAW = Step("review-withdraw", "Take it back", asks=False)
SECOND = Step("review-second", "Look at it as the second person")
SEND_BACK = Step("review-return", "Send it back")
PUBLISH = Step("review-publish", "Publish the verdict")
REOPEN = Step("review-reopen", "Look at the verdict again")


@dataclass(frozen=True)
class Reviewing:
    """The review, if this person may see one, and the steps they can take, the next one first."""

    review: Review | None
    says: str
    steps: list[Step]

    @property
    def is_my_turn(self) -> bool:
        """Whether the first step is one that others wait for."""
        return bool(self.steps) and self.steps[0] in (WRITE, SECOND, PUBLISH)


def reviewing(claim: Claim, user: User) -> Reviewing:
    """The newest review of a claim, in one query."""
    for review in _newest(claim.pk, user):
        return Reviewing(review, says(review, user), steps(review, user))
    may_begin = rules.may_open(user, claim) and not claim.merged_into_id
    return Reviewing(None, "", [BEGIN] if may_begin else [])


@written_once
def _newest(claim_id: int, user: User) -> Any:
    rows = Review.objects.visible_to(user).filter(claim=claim_id)
    return rows.select_related("reviewer", "seconded_by", "rating__scale", "claim")[:1]


def steps(review: Any, user: Any) -> list[Step]:
    """What `user` can do next with a review; agrees with the rules and the workflow."""
    mine, other = rules.may_write(user, review), rules.may_second(user, review)
    editor = rules.may_release(user, review)
    table = {
        State.DRAFT: [(mine, WRITE)],
        State.REOPENED: [(mine, WRITE)],
        State.SUBMITTED: [(other, SECOND), (mine, WITHDRAW)],
        State.SECONDED: [(editor, PUBLISH), (other, SEND_BACK)],
        State.PUBLISHED: [(editor, REOPEN)],
    }
    return [step for allowed, step in table[State(review.state)] if allowed]


def says(review: Any, user: Any) -> str:
    """Where it stands, in one sentence."""
    mine = review.reviewer_id == user.pk
    writer = "You are" if mine else f"{review.reviewer} is"
    table = {
        State.DRAFT: f"{writer} writing a review.",
        State.REOPENED: f"{writer} looking at the verdict again.",
        State.SUBMITTED: "Waiting for a second person."
        if mine
        else f"{review.reviewer} is done; a second person is needed.",
        State.SECONDED: f"{review.reviewer} and {review.seconded_by} agree. Waiting for an editor.",
        State.PUBLISHED: f"Written by {review.reviewer}, seconded by {review.seconded_by}.",
    }
    return table[State(review.state)]
