"""Registers the room with Django."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Claims and where they stand."""

    name = "claims.records"
    label = "claims"
    verbose_name = "Claims"
    default_auto_field = "django.db.models.BigAutoField"
