"""Registers the room with Django."""

from django.apps import AppConfig


class AttentionConfig(AppConfig):
    """What people keep an eye on."""

    name = "claims.attention"
    label = "attention"
    verbose_name = "Attention"
    default_auto_field = "django.db.models.BigAutoField"
