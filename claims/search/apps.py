"""Registers the room with Django."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Reads across rooms."""

    name = "claims.search"
    label = "search"
    verbose_name = "Search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have new texts indexed soon after they are kept."""
        from provenance.capture import after  # noqa: PLC0415  # Models are ready only now.

        after.snapshots_kept(_index_soon)


def _index_soon(_snapshots: Sequence[Any], _by: Any) -> None:
    from . import tasks  # noqa: PLC0415  # Models are ready only now.

    tasks.index_articles.defer()
