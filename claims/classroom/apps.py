"""Registers the room with Django."""

from django.apps import AppConfig


class ClassroomConfig(AppConfig):
    """Courses, assignments and the work on them."""

    name = "claims.classroom"
    label = "classroom"
    verbose_name = "Classroom"
    default_auto_field = "django.db.models.BigAutoField"
