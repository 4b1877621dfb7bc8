"""Registers the room with Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """What was done."""

    name = "provenance.audit"
    label = "audit"
    verbose_name = "Audit"
    default_auto_field = "django.db.models.BigAutoField"
