"""Registers the room with Django."""

from django.apps import AppConfig


class ProvenanceApiConfig(AppConfig):
    """The REST face of this wing."""

    name = "provenance.api"
    label = "provenance_api"
    verbose_name = "Provenance API"
    default_auto_field = "django.db.models.BigAutoField"
