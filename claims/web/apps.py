"""Registers the room with Django."""

from django.apps import AppConfig


class ClaimsWebConfig(AppConfig):
    """The pages of this wing."""

    name = "claims.web"
    label = "claims_web"
    verbose_name = "Claims pages"
    default_auto_field = "django.db.models.BigAutoField"
