"""Evidence, for operators: to look at."""

from django.contrib import admin

from provenance.audit.admin import LookOnly

from .models import Evidence


@admin.register(Evidence)
class EvidenceAdmin(LookOnly):
    """All evidence, withdrawn too."""

    list_display = ["id", "claim_id", "stance", "origin", "warrant", "created_by", "deleted_at"]
    list_filter = ["stance", "origin"]
    list_select_related = ["created_by"]
    search_fields = ["warrant", "address"]
    fields = [field.name for field in Evidence._meta.concrete_fields]
