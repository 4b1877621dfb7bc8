"""Registers the room with Django."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """Telling other programs."""

    name = "claims.webhooks"
    label = "webhooks"
    verbose_name = "Webhooks"
    default_auto_field = "django.db.models.BigAutoField"
