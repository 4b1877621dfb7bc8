"""Registers the room with Django."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Articles and claims around one event."""

    name = "claims.cases"
    label = "cases"
    verbose_name = "Cases"
    default_auto_field = "django.db.models.BigAutoField"
