"""What the worker is asked to do for platforms, by name."""

from procrastinate.contrib.django import app

READ = "claims.lti.read_roster"


def read_soon(context: int) -> None:
    """Have the list of people of a platform's course read, once this transaction holds."""
    app.configure_task(READ).defer(context=context)
