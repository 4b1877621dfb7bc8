"""Courses, for operators: to look at. Who studies there, and what they wrote, is not shown."""

from django.contrib import admin

from provenance.audit.admin import LookOnly

from .models import Assignment, Course


@admin.register(Course)
class CourseAdmin(LookOnly):
    """Every course, archived and deleted ones too."""

    list_display = ["id", "title", "workspace", "takes_students", "archived_at", "deleted_at"]
    list_filter = ["workspace"]
    list_select_related = ["workspace"]
    search_fields = ["title"]


@admin.register(Assignment)
class AssignmentAdmin(LookOnly):
    """Every assignment."""

    list_display = ["id", "title", "course", "stage", "given_at", "revealed_at", "deleted_at"]
    list_filter = ["stage"]
    list_select_related = ["course"]
