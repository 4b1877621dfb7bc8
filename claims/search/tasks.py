"""Slow work of the index."""

from procrastinate.contrib.django import app

from . import services


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="index_articles", pass_context=False)
def index_articles_now_and_then(timestamp: int) -> None:  # noqa: ARG001  # Its name is given.
    """Index what a lost task may have left out."""
    services.index_articles()


@app.task
def index_articles() -> None:
    """Index what a capture has just brought."""
    services.index_articles()
