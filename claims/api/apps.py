"""Registers the room with Django."""

from django.apps import AppConfig


class ClaimsApiConfig(AppConfig):
    """The REST face of this wing."""

    name = "claims.api"
    label = "claims_api"
    verbose_name = "Claims API"
    default_auto_field = "django.db.models.BigAutoField"
