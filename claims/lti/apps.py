"""Registers the room with Django."""

from django.apps import AppConfig


class LtiConfig(AppConfig):
    """Learning platforms."""

    name = "claims.lti"
    label = "lti"
    verbose_name = "Learning platforms"
    default_auto_field = "django.db.models.BigAutoField"
