"""The life of an assignment and of the work on it, as two tables. Pure."""

from django.db.models import TextChoices

from provenance.accounts.rules import NotNow


class Stage(TextChoices):
    """Where an assignment stands."""

    DRAFT = "draft", "not given yet"
    GIVEN = "given"
    CLOSED = "closed", "closed for work"
    REVEALED = "revealed"


class State(TextChoices):
    """Where the work on it stands."""

    WORKING = "working", "being worked on"
    HANDED_IN = "handed_in", "handed in"
    RETURNED = "returned", "returned for another try"


# stage now -> {step of the teacher: stage after}. What was revealed stays so: nobody unsees it.
STAGES: dict[Stage, dict[str, Stage]] = {
    Stage.DRAFT: {"give": Stage.GIVEN},
    Stage.GIVEN: {"close": Stage.CLOSED, "reveal": Stage.REVEALED},
    Stage.CLOSED: {"give": Stage.GIVEN, "reveal": Stage.REVEALED},
    Stage.REVEALED: {},
}

# state now -> {step: state after}
STATES: dict[State, dict[str, State]] = {
    State.WORKING: {"hand_in": State.HANDED_IN},
    State.RETURNED: {"hand_in": State.HANDED_IN},
    State.HANDED_IN: {"take_back": State.WORKING, "return": State.RETURNED},
}

WRITABLE = frozenset({State.WORKING, State.RETURNED})


def stage_after(stage: str, step: str) -> Stage:
    """The stage after `step`; NotNow when the table has no such step from `stage`."""
    try:
        return STAGES[Stage(stage)][step]
    except KeyError:
        raise NotNow(f"You cannot {step} an assignment that is {Stage(stage).label}.") from None


def state_after(state: str, step: str) -> State:
    """The state after `step`; NotNow when the table has no such step from `state`."""
    try:
        return STATES[State(state)][step]
    except KeyError:
        words = step.replace("_", " ")
        raise NotNow(f"You cannot {words} work that is {State(state).label}.") from None
