"""Shared texts, for operators to look at."""

from django.contrib import admin

from provenance.audit.admin import LookOnly

from .models import SharedText


@admin.register(SharedText)
class SharedTextAdmin(LookOnly):
    """Which articles have words in common."""

    list_display = ["one", "other", "kind", "words", "direction", "state", "workspace"]
    list_filter = ["kind", "state", "workspace"]
    list_select_related = ["one", "other", "workspace"]
