"""What the worker is asked to do for platforms, by name."""

from procrastinate.contrib.django import app

READ, TELL = "claims.lti.read_roster", "claims.lti.tell_scores"


def read_soon(context: int) -> None:
    """Have the list of people of a platform's course read, once this transaction holds."""
    app.configure_task(READ).defer(context=context)


def tell_soon() -> None:
    """Have the grades that wait sent."""
    app.configure_task(TELL).defer()
