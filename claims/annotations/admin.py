"""Notes, for operators: to look at."""

from django.contrib import admin

from provenance.audit.admin import LookOnly

from .models import Annotation, AnnotationRevision


class RevisionInline(admin.TabularInline):  # type: ignore[type-arg]
    """What a note said before."""

    model = AnnotationRevision
    extra = 0
    can_delete = False
    readonly_fields = ["version", "body", "visibility", "edited_by", "edited_at"]


@admin.register(Annotation)
class AnnotationAdmin(LookOnly):
    """All notes, deleted too."""

    list_display = ["id", "workspace", "claim_id", "visibility", "created_by", "deleted_at"]
    list_filter = ["workspace", "visibility"]
    list_select_related = ["workspace", "created_by"]
    search_fields = ["body"]
    inlines = [RevisionInline]
