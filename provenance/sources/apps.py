"""Registers the room with Django."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Where texts come from."""

    name = "provenance.sources"
    label = "sources"
    verbose_name = "Sources"
    default_auto_field = "django.db.models.BigAutoField"
