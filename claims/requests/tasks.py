"""What is forgotten each night."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from . import services


@app.periodic(cron="7 0 * * *")
@app.task(queueing_lock="forget_contacts", pass_context=False)
def forget_contacts(timestamp: int) -> None:
    """Erase readers' addresses whose time is over; `timestamp` is when this was due."""
    services.forget_contacts(datetime.fromtimestamp(timestamp, UTC).date())


@app.periodic(cron="5 0 * * *")
@app.task(queueing_lock="forget_salts", pass_context=False)
def forget_salts(timestamp: int) -> None:
    """Throw away what told the senders of past days apart."""
    services.forget_salts(datetime.fromtimestamp(timestamp, UTC).date())
