"""Registers the room with Django."""

from django.apps import AppConfig


class CaptureConfig(AppConfig):
    """From an address or a file to a snapshot."""

    name = "provenance.capture"
    label = "capture"
    verbose_name = "Capture"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have what was brought in compared with what was there."""
        from provenance.lineage.errands import compare_soon  # noqa: PLC0415  # Models are ready now.

        from . import after  # noqa: PLC0415

        after.snapshots_kept(compare_soon)
