"""What the worker does for those who want to know."""

from datetime import UTC, datetime

from django.db import OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from . import services
from .services.letters import TASK

# A mail server that does not answer is asked again after 1 and 10 minutes, then the next day.
AGAIN = RetryStrategy(
    max_attempts=3, exponential_wait=60, retry_exceptions={OSError, OperationalError}
)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="notify", pass_context=False)
def notify(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it.
    """Tell people what happened since the last time."""
    services.notify(by=None)


@app.periodic(cron="7 6 * * *")
@app.task(queueing_lock="send_letters", pass_context=False)
def send_letters(timestamp: int) -> None:
    """Write to those who want a letter today; `timestamp` is when this was due."""
    services.send_letters(datetime.fromtimestamp(timestamp, UTC))


@app.task(name=TASK, retry=AGAIN)
def send_letter(person: int) -> None:
    """Write to one person."""
    services.send_letter(person, by=None)
