"""Registers the room with Django."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Claims and where they stand."""

    name = "claims.records"
    label = "claims"
    verbose_name = "Claims"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have first appearances follow the dates of articles; say what rests on passages."""
        from provenance.sources import after, resting  # noqa: PLC0415  # Models are ready now.

        from .models import Appearance, Attribution, Naming  # noqa: PLC0415
        from .services import go_by_new_dates  # noqa: PLC0415

        after.articles_redated(go_by_new_dates)
        resting.rests_on_passages(Appearance, "passage")
        resting.rests_on_passages(Attribution, "cue")
        resting.rests_on_passages(Naming, "passage")
