"""Slow work on texts."""

from django.db import OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from provenance.accounts.models import Workspace

from .errands import COMPARE, FOLLOW
from .services import comparing, followings

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


@app.task(name=COMPARE, retry=AGAIN)
def compare_catalogue(workspace: int) -> None:
    """Look for outlets and people of a workspace that may be one."""
    comparing.propose_same(Workspace.objects.get(pk=workspace), by=None)


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="compare_catalogues", pass_context=False)
def compare_catalogues(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate names it.
    """Look in every workspace where names were added or changed."""
    comparing.propose_same_lately(by=None)
