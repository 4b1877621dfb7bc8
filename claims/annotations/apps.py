"""Registers the room with Django."""

from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    """Notes in threads."""

    name = "claims.annotations"
    label = "annotations"
    verbose_name = "Annotations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what of this room rests on passages."""
        from provenance.sources import resting  # noqa: PLC0415  # Models are ready only now.

        from .models import Annotation  # noqa: PLC0415

        resting.rests_on_passages(Annotation, "passage")
