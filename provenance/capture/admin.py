"""What people asked us to bring in, for operators to look at."""

from django.contrib import admin

from provenance.audit.admin import LookOnly

from .models import CaptureRequest, Watch


@admin.register(CaptureRequest)
class CaptureRequestAdmin(LookOnly):
    """One input on its way to a snapshot."""

    list_display = ["id", "origin", "address", "name", "state", "outcome", "reason_code"]
    list_filter = ["state", "outcome", "origin", "reason_code", "workspace"]
    search_fields = ["address", "name"]
    exclude = ["payload"]


@admin.register(Watch)
class WatchAdmin(LookOnly):
    """Articles that are visited by the clock."""

    list_display = ["id", "article", "every", "found", "due_at", "last_at", "dead_since"]
    list_filter = ["every", "found", "reason_code"]
    search_fields = ["host", "moved_to"]
