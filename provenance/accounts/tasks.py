"""What is tidied up each night."""

from datetime import UTC, datetime, timedelta

from procrastinate.contrib.django import app

from . import services

KEPT_FOR = timedelta(days=2)


@app.periodic(cron="17 3 * * *")
@app.task(queueing_lock="forget_answers", pass_context=False)
def forget_old_answers(timestamp: int) -> None:
    """Drop answers that nobody will ask for again; `timestamp` is when this was due."""
    services.forget_answers(before=datetime.fromtimestamp(timestamp, UTC) - KEPT_FOR)


@app.periodic(cron="27 3 * * *")
@app.task(queueing_lock="end_old_sessions", pass_context=False)
def end_old_sessions(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it.
    """Drop logins whose time is over."""
    services.end_old_sessions()
