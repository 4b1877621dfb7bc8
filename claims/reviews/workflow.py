"""The life of a check, as one table: from which state which step leads where, and who takes it.

Rules, services, pages, the API and the guides all read it from here. Pure.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import TextChoices

from provenance.accounts.rules import NotNow


class State(TextChoices):
    """Where the check of a claim stands."""

    REQUESTED = "requested", "asked for"
    TRIAGED = "triaged", "to be checked"
    ASSIGNED = "assigned", "given to someone"
    IN_PROGRESS = "in_progress", "being written"
    SUBMITTED = "submitted", "waiting for a second person"
    SECOND_CHECK = "second_check", "with a second person"
    ADJUDICATION = "adjudication", "waiting for a third person"
    EDITOR = "editor", "waiting for an editor"
    PUBLISHED = "published", "published"
    RE_REVIEW = "re_review", "looked at again"
    WITHDRAWN = "withdrawn", "withdrawn"
    DECLINED = "declined", "declined"


class Who(TextChoices):
    """How someone who checks in the workspace stands to a check."""

    CHECKER = "checker", "anyone who checks"
    FIRST = "first", "the first checker"
    OTHER = "other", "a second person"
    SECOND = "second", "the second checker"
    THIRD = "third", "a third person, neither of the two"
    EDITOR = "editor", "an editor"


@dataclass(frozen=True)
class Step:
    """One step. `is_next` where others wait for it; `says_why` where it needs a reason."""

    name: str
    words: str
    after: State
    who: tuple[Who, ...]
    is_next: bool = False
    says_why: bool = False


def _next(name: str, words: str, after: State, *who: Who) -> Step:
    return Step(name, words, after, who, is_next=True)


def _aside(name: str, words: str, after: State, *who: Who) -> Step:
    return Step(name, words, after, who)


def _because(name: str, words: str, after: State, *who: Who) -> Step:
    return Step(name, words, after, who, says_why=True)


TAKE = _next("take", "take it on", State.IN_PROGRESS, Who.CHECKER)
ASSIGN = _aside("assign", "give it to someone", State.ASSIGNED, Who.EDITOR)
DECLINE = _because("decline", "decline it", State.DECLINED, Who.EDITOR)
WITHDRAW = _because("withdraw", "withdraw it", State.WITHDRAWN, Who.EDITOR)
RELEASE = _aside("release", "give it back", State.TRIAGED, Who.FIRST, Who.EDITOR)
SUBMIT = _next("submit", "hand it in", State.SUBMITTED, Who.FIRST)

STEPS: dict[State, tuple[Step, ...]] = {
    State.REQUESTED: (
        _next("triage", "accept it", State.TRIAGED, Who.CHECKER),
        _aside("take", "take it on", State.IN_PROGRESS, Who.CHECKER),
        ASSIGN,
        DECLINE,
        WITHDRAW,
    ),
    State.TRIAGED: (TAKE, ASSIGN, DECLINE, WITHDRAW),
    State.ASSIGNED: (
        _next("take", "begin", State.IN_PROGRESS, Who.FIRST),
        ASSIGN,
        RELEASE,
        WITHDRAW,
    ),
    State.IN_PROGRESS: (SUBMIT, ASSIGN, RELEASE, WITHDRAW),
    State.SUBMITTED: (
        _next("second", "look at it as the second person", State.SECOND_CHECK, Who.OTHER),
        _aside("take_back", "take it back", State.IN_PROGRESS, Who.FIRST),
        WITHDRAW,
    ),
    State.SECOND_CHECK: (
        _next("agree", "agree", State.EDITOR, Who.SECOND),
        _next("differ", "differ", State.ADJUDICATION, Who.SECOND),
        _because("return", "send it back", State.IN_PROGRESS, Who.SECOND),
        _aside("release", "give it back", State.SUBMITTED, Who.SECOND, Who.EDITOR),
        WITHDRAW,
    ),
    State.ADJUDICATION: (
        Step(
            "adjudicate",
            "decide as the third person",
            State.EDITOR,
            (Who.THIRD,),
            is_next=True,
            says_why=True,
        ),
        WITHDRAW,
    ),
    State.EDITOR: (
        _next("publish", "publish the verdict", State.PUBLISHED, Who.EDITOR),
        _because("return", "send it back", State.IN_PROGRESS, Who.SECOND, Who.EDITOR),
        WITHDRAW,
    ),
    State.PUBLISHED: (
        _because("reopen", "look at the verdict again", State.RE_REVIEW, Who.EDITOR),
    ),
    State.RE_REVIEW: (
        SUBMIT,
        _aside("assign", "give it to someone", State.RE_REVIEW, Who.EDITOR),
        WITHDRAW,
    ),
    State.WITHDRAWN: (),
    State.DECLINED: (),
}

# Nothing more happens in these; `reopen` begins another check of the claim.
CLOSED = (State.PUBLISHED, State.WITHDRAWN, State.DECLINED)
# The first checker writes in these, the second in the other.
FIRST_WRITES = (State.IN_PROGRESS, State.RE_REVIEW)
SECOND_WRITES = (State.SECOND_CHECK,)


def every_step() -> Iterator[tuple[State, Step]]:
    """The table, line by line."""
    for state, steps in STEPS.items():
        for step in steps:
            yield state, step


def who_takes(name: str) -> set[Who]:
    """Who may ever take a step of this name, whatever the state."""
    return {who for _, step in every_step() if step.name == name for who in step.who}


def step_from(state: str, name: str) -> Step:
    """The step of this name from `state`; NotNow when the table has none."""
    for step in STEPS[State(state)]:
        if step.name == name:
            return step
    words = name.replace("_", " ")
    raise NotNow(f"You cannot {words} a check that is {State(state).label}.")


def after(state: str, name: str) -> State:
    """The state after a step; NotNow when the table has no such step from `state`."""
    return step_from(state, name).after
