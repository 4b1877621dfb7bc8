"""Registers the room with Django."""

from django.apps import AppConfig


class SuggestConfig(AppConfig):
    """Proposals that a person accepts or refuses."""

    name = "claims.suggest"
    label = "suggest"
    verbose_name = "Suggestions"
    default_auto_field = "django.db.models.BigAutoField"
