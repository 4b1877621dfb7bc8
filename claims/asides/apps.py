"""Registers the room with Django."""

from django.apps import AppConfig


class AsidesConfig(AppConfig):
    """Private notes to the editor."""

    name = "claims.asides"
    label = "asides"
    verbose_name = "Private notes to the editor"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say that asides rest on passages, seen by whoever sees the aside."""
        from provenance.sources.resting import rests_on_passages  # noqa: PLC0415  # As above.

        from .models import Aside  # noqa: PLC0415  # Models are ready only now.

        rests_on_passages(Aside, "passage")
