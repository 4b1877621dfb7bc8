"""Slow work of capture."""

from django.db import OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from . import services

# Waits 10 and 100 seconds; what fails for good is on the request and is not tried again.
AGAIN = RetryStrategy(
    max_attempts=services.MOST_ATTEMPTS,
    exponential_wait=10,
    retry_exceptions={services.TryAgainLater, OperationalError},
)


@app.task(name=services.TASK, queue="capture", retry=AGAIN)
def run_capture(capture: int) -> None:
    """Bring in what was asked for."""
    services.run_capture(capture)
