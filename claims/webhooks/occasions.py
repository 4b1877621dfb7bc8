"""Which events of the history are told to other programs, and under which names. Pure."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import TextChoices


class Occasion(TextChoices):
    """What a webhook may ask to be told."""

    PUBLISHED = "verdict.published", "a verdict is published"
    CHANGED = "verdict.changed", "a verdict is replaced by another"
    WITHDRAWN = "verdict.withdrawn", "a verdict is withdrawn"
    CLAIM = "claim.published", "a claim becomes public"


TEST = "test"
WHEN_PUBLISHED = "verdict.published"
WHEN_WITHDRAWN = "verdict.withdrawn"
WHEN_SHOWN = "claim.shown"

# How long we wait after each failure of one delivery; after the last we give up.
BACK_OFF = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
]
LONGEST_REST = timedelta(hours=1)


def is_of_interest(action: str, detail: Mapping[str, Any]) -> bool:
    """Whether an event of the history may be one of those that are told."""
    if action == WHEN_SHOWN:
        return detail.get("after") == "public"
    return action in {WHEN_PUBLISHED, WHEN_WITHDRAWN}


def wait_after(failures: int, asked: float | None = None) -> timedelta | None:
    """How long a delivery waits after so many failures; None when it is given up.

    `asked` are the seconds a receiver asks us to wait; it is given no more than a day.
    """
    if failures > len(BACK_OFF):
        return None
    usual = BACK_OFF[failures - 1]
    return max(usual, min(timedelta(seconds=asked or 0), timedelta(days=1)))


def rest_after(failures: int) -> timedelta:
    """How long a receiver that failed so many times running is left alone."""
    return min(timedelta(minutes=2 ** min(failures - 1, 10)), LONGEST_REST)
