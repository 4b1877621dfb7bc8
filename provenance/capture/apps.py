"""Registers the room with Django."""

from django.apps import AppConfig


class CaptureConfig(AppConfig):
    """From an address or a file to a snapshot."""

    name = "provenance.capture"
    label = "capture"
    verbose_name = "Capture"
    default_auto_field = "django.db.models.BigAutoField"
