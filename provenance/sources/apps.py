"""Registers the room with Django."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Where texts come from."""

    name = "provenance.sources"
    label = "sources"
    verbose_name = "Sources"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what of this room rests on passages."""
        from .models import Citation  # noqa: PLC0415  # Models are ready only now.
        from .resting import rests_on_passages  # noqa: PLC0415

        rests_on_passages(Citation, "passage", "target_passage")
