"""What the worker is asked to do with texts, by name; the work itself is in `services`."""

from collections.abc import Iterable, Sequence
from typing import Any

from procrastinate.contrib.django import app

from provenance.sources.models import Article, Snapshot

COMPARE = "provenance.lineage.compare"


def compare_soon(snapshots: Sequence[Snapshot], by: Any) -> None:  # noqa: ARG001 - Nobody's doing.
    """Have new texts compared with those kept before: one job, however many they are."""
    _defer(one.pk for one in snapshots)


def compare_again(articles: Sequence[Article], *, by: Any) -> None:  # noqa: ARG001 - Nobody's.
    """Have articles compared anew whose dates may have changed."""
    _defer(one.latest_id for one in articles if one.latest_id)


def _defer(snapshots: Iterable[int]) -> None:
    wanted: Any = sorted(set(snapshots))
    if wanted:
        app.configure_task(COMPARE).defer(snapshots=wanted)
