"""What the worker is asked to do with texts, by name; the work itself is in `services`."""

from collections.abc import Iterable
from typing import Any

from procrastinate.contrib.django import app

FOLLOW = "provenance.sources.follow"
COMPARE = "provenance.sources.compare"
TRACE = "provenance.capture.trace"


def follow_soon(articles: Iterable[int]) -> None:
    """Have the passages of these articles (ids) followed, once this transaction holds."""
    wanted: Any = sorted(set(articles))
    if wanted:
        app.configure_task(FOLLOW).defer(articles=wanted)


def compare_soon(workspace: int) -> None:
    """Have the outlets and people of a workspace (id) compared, once this transaction holds."""
    app.configure_task(COMPARE).defer(workspace=workspace)


def trace_soon(snapshots: Iterable[int]) -> None:
    """Have it looked for whom these snapshots (ids) lean on, once this transaction holds."""
    wanted: Any = sorted(set(snapshots))
    if wanted:
        app.configure_task(TRACE).defer(snapshots=wanted)
