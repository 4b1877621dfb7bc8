"""Registers the room with Django."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Scales, reviews and verdicts."""

    name = "claims.reviews"
    label = "reviews"
    verbose_name = "Reviews"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have what rests on changed words looked at again."""
        from provenance.sources import after  # noqa: PLC0415  # Models are ready only now.

        from .services import raise_rechecks  # noqa: PLC0415

        after.passages_followed(raise_rechecks)
