"""Notes to the editor, for operators: that they are there, not what they say."""

from django.contrib import admin

from provenance.audit.admin import LookOnly

from .models import Aside


@admin.register(Aside)
class AsideAdmin(LookOnly):
    """All of them, those taken back too; their words are left out."""

    list_display = ["id", "workspace", "claim_id", "created_by", "settled_at", "deleted_at"]
    list_select_related = ["workspace", "created_by"]
    fields = [
        field.name for field in Aside._meta.concrete_fields if field.name not in {"body", "answer"}
    ]
