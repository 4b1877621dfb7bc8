"""What the worker is asked to do with webhooks, by name."""

from procrastinate.contrib.django import app

SEND = "claims.webhooks.send"


def send_soon() -> None:
    """Have what is due sent, once this transaction holds."""
    app.configure_task(SEND).defer()
