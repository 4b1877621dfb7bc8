"""Registers the room with Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who."""

    name = "provenance.accounts"
    label = "accounts"
    verbose_name = "People and workspaces"
    default_auto_field = "django.db.models.BigAutoField"
