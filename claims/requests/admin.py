"""What readers sent and what we asked of others, for operators: to look at."""

from django.contrib import admin

from provenance.audit.admin import LookOnly

from .models import CorrectionRequest, ErrorReport, Letterbox, ReaderRequest

# How a reader can be reached, and by which digest they are told apart, is not for operators.
KEPT_BACK = {"contact", "secret", "sender"}


@admin.register(Letterbox)
class LetterboxAdmin(LookOnly):
    """Who takes requests."""

    list_display = ["workspace", "is_open", "keeps_contact_days"]
    list_select_related = ["workspace"]


@admin.register(ReaderRequest)
class ReaderRequestAdmin(LookOnly):
    """All requests."""

    list_display = ["id", "workspace", "state", "text", "askers", "places", "created_at"]
    list_filter = ["workspace", "state"]
    list_select_related = ["workspace"]
    search_fields = ["text"]
    fields = [f.name for f in ReaderRequest._meta.concrete_fields if f.name not in KEPT_BACK]


@admin.register(ErrorReport)
class ErrorReportAdmin(LookOnly):
    """All reports of errors."""

    list_display = ["id", "workspace", "claim_id", "state", "text", "created_at"]
    list_filter = ["workspace", "state"]
    list_select_related = ["workspace"]
    search_fields = ["text"]
    fields = [f.name for f in ErrorReport._meta.concrete_fields if f.name not in KEPT_BACK]


@admin.register(CorrectionRequest)
class CorrectionRequestAdmin(LookOnly):
    """All corrections asked for, withdrawn too."""

    list_display = ["id", "claim_id", "party", "state", "sent_on", "answer_by", "deleted_at"]
    list_filter = ["state"]
    search_fields = ["party", "asked"]
    fields = [field.name for field in CorrectionRequest._meta.concrete_fields]
