"""Registers the room with Django."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """What supports or contradicts a claim."""

    name = "claims.evidence"
    label = "evidence"
    verbose_name = "Evidence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what of this room rests on passages."""
        from provenance.sources import resting  # noqa: PLC0415  # Models are ready only now.

        from .models import Evidence  # noqa: PLC0415

        resting.rests_on_passages(Evidence, "passage")
