"""Slow work of capture."""

from datetime import datetime

from django.db import OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from provenance.sources.errands import TRACE

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


@app.periodic(cron="*/5 * * * *")
@app.task(queue="capture", queueing_lock="requeue_stuck_captures", pass_context=False)
def requeue_stuck(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it.
    """Put back what a killed worker left half done."""
    services.requeue_stuck()


@app.periodic(cron="* * * * *")
@app.task(queue="capture", queueing_lock="send_visits", pass_context=False)
def send_visits(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it.
    """Send visits to the watched addresses whose time has come."""
    services.send_visits()


@app.task(name=services.VISIT, queue="capture")
def visit(watch: int, sent: str = "") -> None:
    """Visit one watched address; `sent` is the moment of sending, in ISO 8601."""
    services.visit(watch, datetime.fromisoformat(sent) if sent else None)


@app.task(name=TRACE, retry=AGAIN)
def trace(snapshots: list[int]) -> None:
    """Look for whom new snapshots lean on, and who leans on them."""
    services.trace_snapshots(snapshots, by=None)


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="trace_left_out", pass_context=False)
def trace_left_out(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it.
    """Look at snapshots that a lost task may have left out."""
    services.trace_left_out(by=None)
