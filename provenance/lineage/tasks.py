"""Slow work on shared texts.

Every process reads this, and few compare texts: what compares them, and the arithmetic that takes
(20 MB), is loaded where it is wanted.
"""

from django.db import OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from .errands import COMPARE

AGAIN = RetryStrategy(max_attempts=5, exponential_wait=10, retry_exceptions={OperationalError})


@app.task(name=COMPARE, retry=AGAIN)
def compare_snapshots(snapshots: list[int]) -> None:
    """Compare new texts with those kept before."""
    from .services import comparing  # noqa: PLC0415

    comparing.compare_snapshots(snapshots, by=None)


@app.periodic(cron="53 * * * *")
@app.task(queueing_lock="compare_left_out", pass_context=False)
def compare_left_out(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it.
    """Compare what a lost task may have left out."""
    from .services import comparing  # noqa: PLC0415

    comparing.compare_left_out(by=None)
