"""Registers the room with Django."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Formats that other programs read."""

    name = "claims.exchange"
    label = "exchange"
    verbose_name = "Exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Look at verdicts before they go out; settle case files and notes when texts come in."""
        from claims.reviews.inspecting import before_publishing  # noqa: PLC0415
        from provenance.capture import after  # noqa: PLC0415  # Models are ready only now.

        from . import casefile, publishing  # noqa: PLC0415
        from .hypothesis import writing  # noqa: PLC0415

        before_publishing(publishing.look_at_the_markup)
        after.snapshots_kept(casefile.follow)
        after.snapshots_kept(writing.settle)
