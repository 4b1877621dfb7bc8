"""Registers the room with Django."""

from django.apps import AppConfig


class LineageConfig(AppConfig):
    """Who had it from whom."""

    name = "provenance.lineage"
    label = "lineage"
    verbose_name = "Lineage"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Compare again where dates change, as they say who had it first."""
        from provenance.sources import after  # noqa: PLC0415  # Models are ready now.

        from .errands import compare_again  # noqa: PLC0415

        after.articles_redated(compare_again)
