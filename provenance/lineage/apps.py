"""Registers the room with Django."""

from django.apps import AppConfig


class LineageConfig(AppConfig):
    """Who had it from whom."""

    name = "provenance.lineage"
    label = "lineage"
    verbose_name = "Lineage"
    default_auto_field = "django.db.models.BigAutoField"
