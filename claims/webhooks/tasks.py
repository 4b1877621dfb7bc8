"""Slow work of webhooks."""

from procrastinate.contrib.django import app

from . import services
from .errands import SEND


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="tell_webhooks", pass_context=False)
def tell_webhooks(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it.
    """Write down what is to be told, and begin to send it."""
    services.tell_new_events()
    _send()


@app.task(name=SEND)
def send() -> None:
    """Begin to send what is due."""
    _send()


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="forget_old_deliveries", pass_context=False)
def forget_old_deliveries(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it.
    """Drop deliveries that ended long ago."""
    services.forget_old_deliveries()


def _send() -> None:
    from .runners import send_beside  # noqa: PLC0415  # Threads are for the worker alone.

    send_beside()
