"""Cases, for operators: to look at. Changes are made on pages, where they are recorded."""

from django.contrib import admin

from provenance.audit.admin import LookOnly

from .models import ArticleInCase, Case, ClaimInCase


@admin.register(Case)
class CaseAdmin(LookOnly):
    """Every case, deleted ones too."""

    list_display = ["id", "title", "workspace", "visibility", "created_by", "deleted_at"]
    list_filter = ["workspace", "visibility"]
    list_select_related = ["workspace", "created_by"]
    search_fields = ["title"]


@admin.register(ArticleInCase)
class ArticleInCaseAdmin(LookOnly):
    """Articles in cases, those taken out too."""

    list_display = ["id", "case_id", "article_id", "why", "created_by", "deleted_at"]
    list_select_related = ["created_by"]


@admin.register(ClaimInCase)
class ClaimInCaseAdmin(LookOnly):
    """Claims in cases, those taken out too."""

    list_display = ["id", "case_id", "claim_id", "why", "created_by", "deleted_at"]
    list_select_related = ["created_by"]
