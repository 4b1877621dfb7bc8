"""What the worker is asked to do with texts, by name; the work itself is in `services`."""

from collections.abc import Iterable
from typing import Any

from procrastinate.contrib.django import app

FOLLOW = "provenance.sources.follow"


def follow_soon(articles: Iterable[int]) -> None:
    """Have the passages of these articles (ids) followed, once this transaction holds."""
    wanted: Any = sorted(set(articles))
    if wanted:
        app.configure_task(FOLLOW).defer(articles=wanted)
