"""Registers the room with Django."""

from django.apps import AppConfig


class ProvenanceWebConfig(AppConfig):
    """The pages of this wing."""

    name = "provenance.web"
    label = "provenance_web"
    verbose_name = "Provenance pages"
    default_auto_field = "django.db.models.BigAutoField"
