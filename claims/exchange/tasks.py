"""What is tidied up each night."""

from procrastinate.contrib.django import app

from .hypothesis import logins


@app.periodic(cron="37 3 * * *")
@app.task(queueing_lock="forget_client_logins", pass_context=False)
def forget_client_logins(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it.
    """Drop logins in clients whose time is over."""
    logins.forget_old_logins()
