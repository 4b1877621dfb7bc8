"""Registers the room with Django."""

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    """Requests from the public, reports of our errors, and corrections asked of others."""

    name = "claims.requests"
    label = "requests"
    verbose_name = "Requests"
    default_auto_field = "django.db.models.BigAutoField"
