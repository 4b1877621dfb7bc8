"""Slow work on texts."""

from django.db import OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from .errands import FOLLOW
from .services import followings

AGAIN = RetryStrategy(max_attempts=5, exponential_wait=10, retry_exceptions={OperationalError})


@app.task(name=FOLLOW, retry=AGAIN)
def follow_passages(articles: list[int]) -> None:
    """Follow the passages of articles into their later versions."""
    followings.follow_passages(articles, by=None)


@app.periodic(cron="41 * * * *")
@app.task(queueing_lock="follow_left_out", pass_context=False)
def follow_left_out(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it.
    """Follow what a lost task may have left out."""
    followings.follow_left_out(by=None)
