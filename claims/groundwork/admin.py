"""Searches, gaps and replies, for operators: to look at."""

from django.contrib import admin

from provenance.audit.admin import LookOnly

from .models import Search


@admin.register(Search)
class SearchAdmin(LookOnly):
    """All searches, withdrawn too."""

    list_display = ["id", "claim_id", "sought", "place", "outcome", "created_by", "deleted_at"]
    list_filter = ["outcome"]
    list_select_related = ["created_by"]
    search_fields = ["sought", "place"]
    fields = [field.name for field in Search._meta.concrete_fields]
