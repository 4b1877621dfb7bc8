"""The life of a review, as one table. Pure."""

from django.db.models import TextChoices

from provenance.accounts.rules import NotNow


class State(TextChoices):
    """Where a review stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted", "waiting for a second person"
    SECONDED = "seconded", "waiting for an editor"
    PUBLISHED = "published"
    REOPENED = "reopened"


# state now -> {step: state after}
STEPS: dict[State, dict[str, State]] = {
    State.DRAFT: {"submit": State.SUBMITTED},
    State.SUBMITTED: {
        "agree": State.SECONDED,
        "return": State.DRAFT,
        "withdraw": State.DRAFT,
    },
    State.SECONDED: {"publish": State.PUBLISHED, "return": State.DRAFT},
    State.PUBLISHED: {"reopen": State.REOPENED},
    State.REOPENED: {"submit": State.SUBMITTED},
}


def after(state: str, step: str) -> State:
    """The state after `step`; NotNow when the table has no such step from `state`."""
    try:
        return STEPS[State(state)][step]
    except KeyError:
        raise NotNow(f"You cannot {step} a review that is {State(state).label}.") from None
