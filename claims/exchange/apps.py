"""Registers the room with Django."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Formats that other programs read."""

    name = "claims.exchange"
    label = "exchange"
    verbose_name = "Exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have case files and notes from elsewhere settle when their text comes in."""
        from provenance.capture import after  # noqa: PLC0415  # Models are ready only now.

        from . import casefile  # noqa: PLC0415
        from .hypothesis import writing  # noqa: PLC0415

        after.snapshots_kept(casefile.follow)
        after.snapshots_kept(writing.settle)
