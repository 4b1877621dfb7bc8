"""Where the check of a claim stands, whose turn it is, and what this person can do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from claims.records.models import Claim
from claims.reviews import rules
from claims.reviews.models import Check, Review
from claims.reviews.sealing import as_seen_by
from claims.reviews.workflow import STEPS, State, Step
from provenance.accounts.models import User
from provenance.written import written_once


@dataclass(frozen=True)
class Offer:
    """Something that can be done now. `asks` leads to a form; otherwise one press does it."""

    name: str
    pk: int
    words: str
    asks: bool = True
    is_next: bool = False


# step -> the address for it, whether of the check or of a review, the words, whether it asks
WAYS: dict[str, tuple[str, str, str, bool]] = {
    "triage": ("check-triage", "check", "Accept it", False),
    "take": ("check-take", "check", "Take it on", False),
    "assign": ("check-assign", "check", "Give it to someone", True),
    "release": ("check-release", "check", "Give it back", False),
    "decline": ("check-decline", "check", "Decline it", True),
    "withdraw": ("check-withdraw", "check", "Withdraw the check", True),
    "submit": ("review-write", "own", "Go on with the draft", True),
    "take_back": ("review-withdraw", "first", "Take it back", False),
    "second": ("review-second", "first", "Look at it as the second person", True),
    "agree": ("review-second", "first", "Give your answer", True),
    "return": ("review-return", "first", "Send it back", True),
    "adjudicate": ("check-adjudicate", "check", "Decide as the third person", True),
    "publish": ("review-publish", "leading", "Publish the verdict", True),
    "reopen": ("review-reopen", "leading", "Look at the verdict again", True),
}


@dataclass(frozen=True)
class Reviewing:
    """The newest check of a claim, if this person may know of one, and what they can do."""

    check: Check | None
    says: str
    answers: list[Review]
    steps: list[Offer]
    more: list[Offer]

    @property
    def is_my_turn(self) -> bool:
        """Whether the first step is one that others wait for."""
        return bool(self.steps) and self.steps[0].is_next

    @property
    def shown(self) -> list[Review]:
        """The answers in which this person may read something."""
        return [one for one in self.answers if one.rating or one.summary]

    @property
    def differ(self) -> bool:
        """Whether two differed, which stays on the page as it was."""
        return bool(self.check and self.check.adjudicator_id) and len(self.shown) > 1

    @property
    def review(self) -> Review | None:
        """The answer that goes out, as far as this person sees it."""
        return leading(self.answers)


def reviewing(claim: Claim, user: User) -> Reviewing:
    """The newest check of a claim with its answers, in two queries."""
    may_begin = rules.may_open(user, claim) and not claim.merged_into_id
    begin = _beginnings(claim) if may_begin else []
    for check in _newest(claim.pk, user):
        check.claim = claim
        answers = answers_in(check, user)
        taken = offers(check, answers, user)
        main = [one for one in taken if one.name not in ASIDE]
        more = [one for one in taken if one.name in ASIDE]
        is_over = check.state in (State.WITHDRAWN, State.DECLINED)
        steps = begin if is_over and not claim.verdicts.exists() else main
        return Reviewing(check, says(check, user), answers, steps, more)
    return Reviewing(None, "", [], begin, [])


def _beginnings(claim: Claim) -> list[Offer]:
    begin = Offer("review-begin", claim.pk, "Begin a review", asks=False)
    return [begin, Offer("check-request", claim.pk, "Ask for a check")]


ASIDE = {"check-assign", "check-release", "check-decline", "check-withdraw"}


@written_once
def _newest(claim_id: int, user: User) -> Any:
    rows = Check.objects.visible_to(user).filter(claim=claim_id)
    people = ("asked_by", "assignee", "second", "adjudicator")
    return rows.select_related(*people).newest_first()[:1]


@written_once
def _answers(check_ids: list[int]) -> Any:
    rows = Review.objects.standing().filter(round__in=check_ids).order_by("pk")
    return rows.select_related("reviewer", "rating__scale")


def answers_in(check: Check, user: User) -> list[Review]:
    """The answers that stand in a check, as far as this person sees them. One query."""
    return answers_in_each([check], user)[check.pk]


def answers_in_each(checks: Sequence[Check], user: User) -> dict[int, list[Review]]:
    """The same for several checks by their ids, in one query."""
    by_id = {check.pk: check for check in checks}
    found: dict[int, list[Review]] = {pk: [] for pk in by_id}
    for row in _answers(list(by_id)):
        row.round = by_id[row.round_id]
        row.claim = row.round.claim
        found[row.round_id].append(as_seen_by(user, row))
    return found


def leading(answers: list[Review]) -> Review | None:
    """The one that goes out: the third person's where there is one, else the first."""
    by_role = {one.role: one for one in answers}
    return by_role.get("adjudicator") or by_role.get("first")


def offers(check: Check, answers: list[Review], user: Any) -> list[Offer]:
    """What `user` can do next with a check, read from the table; the next step first."""
    by_role = {one.role: one.pk for one in answers}
    lead = leading(answers)
    rows = {
        "check": check.pk,
        "first": by_role.get("first"),
        "own": by_role.get("first"),
        "leading": lead.pk if lead else None,
    }
    found: dict[str, Offer] = {}
    for step in STEPS[State(check.state)]:
        if step.name not in WAYS or not rules.may_take(user, check, step):
            continue
        name, row, words, asks = WAYS[step.name]
        pk = rows[row]
        if pk is not None and not (check.state == State.SECOND_CHECK and step.name == "return"):
            found.setdefault(name, Offer(name, pk, _words(check, step, words), asks, step.is_next))
    return sorted(found.values(), key=lambda one: not one.is_next)


def _words(check: Check, step: Step, words: str) -> str:
    if step.name in {"second", "agree"} and check.is_sealed:
        return "Give your own answer"
    if step.name == "take" and check.state == State.ASSIGNED:
        return "Begin a review"
    return words


def says(check: Check, user: Any) -> str:
    """Where it stands, in one sentence."""
    mine = check.assignee_id == user.pk
    first = "You" if mine else str(check.assignee or "Someone")
    second = "You" if check.second_id == user.pk else str(check.second or "Someone")
    is_ = "are" if mine else "is"
    blind = ", who sees nothing of the first answer" if check.is_sealed else ""
    table = {
        State.REQUESTED: f"{check.asked_by or 'Someone'} asked for a check.",
        State.TRIAGED: "It is to be checked; nobody has taken it on yet.",
        State.ASSIGNED: f"It was given to {'you' if mine else first}.",
        State.IN_PROGRESS: f"{first} {is_} writing a review.",
        State.RE_REVIEW: f"{first} {is_} looking at the verdict again.",
        State.SUBMITTED: f"Waiting for a second person{blind}."
        if mine
        else f"{first} is done; a second person is needed{blind}.",
        State.SECOND_CHECK: f"Waiting for the second check, by {second.replace('You', 'you')}.",
        State.ADJUDICATION: f"{first} and {second} differ. A third person decides."
        if second != "You"
        else f"You and {first} differ. A third person decides.",
        State.EDITOR: f"{_agreed(check, first, second)} Waiting for an editor.",
        State.PUBLISHED: _agreed(check, first, second),
        State.WITHDRAWN: "The check was withdrawn.",
        State.DECLINED: "It was declined to check this.",
    }
    return table[State(check.state)]


def _agreed(check: Check, first: str, second: str) -> str:
    if check.adjudicator_id:
        one, other = (second, first) if second == "You" else (first, second)
        return f"{one} and {other} differed; {check.adjudicator} decided."
    return f"You and {first} agree." if second == "You" else f"{first} and {second} agree."
