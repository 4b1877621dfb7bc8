"""Registers the room with Django."""

from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    """Notes in threads."""

    name = "claims.annotations"
    label = "annotations"
    verbose_name = "Annotations"
    default_auto_field = "django.db.models.BigAutoField"
