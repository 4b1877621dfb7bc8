"""What is tidied up each night, and files of claims that are brought in."""

from procrastinate.contrib.django import app

from .hypothesis import logins
from .incoming import services as incoming_services
from .incoming.models import Incoming


@app.periodic(cron="37 3 * * *")
@app.task(queueing_lock="forget_client_logins", pass_context=False)
def forget_client_logins(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it.
    """Drop logins in clients whose time is over."""
    logins.forget_old_logins()


@app.task(name=incoming_services.READ)
def read_import(incoming: int) -> None:
    """Look a file of claims through."""
    incoming_services.read_import(Incoming.objects.get(pk=incoming))


@app.task(name=incoming_services.RUN)
def run_import(incoming: int) -> None:
    """Take a file of claims in."""
    incoming_services.run_import(Incoming.objects.get(pk=incoming))
