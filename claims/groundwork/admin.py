"""Searches, gaps and replies, for operators: to look at."""

from django.contrib import admin

from provenance.audit.admin import LookOnly

from .models import Gap, Media, Reply, Search


@admin.register(Search)
class SearchAdmin(LookOnly):
    """All searches, withdrawn too."""

    list_display = ["id", "claim_id", "sought", "place", "outcome", "created_by", "deleted_at"]
    list_filter = ["outcome"]
    list_select_related = ["created_by"]
    search_fields = ["sought", "place"]
    fields = [field.name for field in Search._meta.concrete_fields]


@admin.register(Gap)
class GapAdmin(LookOnly):
    """All gaps, withdrawn too."""

    list_display = ["id", "claim_id", "sought", "place", "created_by", "deleted_at"]
    list_select_related = ["created_by"]
    search_fields = ["sought", "place"]
    fields = [field.name for field in Gap._meta.concrete_fields]


@admin.register(Reply)
class ReplyAdmin(LookOnly):
    """All questions to those concerned, withdrawn too."""

    list_display = ["id", "claim_id", "party", "asked_on", "answer_by", "answered_on", "deleted_at"]
    search_fields = ["party", "question", "answer"]
    fields = [field.name for field in Reply._meta.concrete_fields]


@admin.register(Media)
class MediaAdmin(LookOnly):
    """All media, withdrawn too."""

    list_display = ["id", "claim_id", "medium", "shows", "category", "created_by", "deleted_at"]
    list_filter = ["medium", "category"]
    list_select_related = ["created_by"]
    search_fields = ["shows", "address"]
    fields = [field.name for field in Media._meta.concrete_fields]
