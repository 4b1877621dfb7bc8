"""Slow work of proposing."""

from procrastinate.contrib.django import app

from . import services


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="compare_claims", pass_context=False)
def compare_claims(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it.
    """Compare claims that are new or reworded with the others."""
    services.compare_claims(by=None)
