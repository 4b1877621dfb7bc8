"""Registers the room with Django."""

from django.apps import AppConfig


class GroundworkConfig(AppConfig):
    """What a desk did to find out."""

    name = "claims.groundwork"
    label = "groundwork"
    verbose_name = "Groundwork"
    default_auto_field = "django.db.models.BigAutoField"
