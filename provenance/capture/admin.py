"""What people asked us to bring in, for operators to look at."""

from django.contrib import admin

from provenance.audit.admin import LookOnly

from .models import CaptureRequest


@admin.register(CaptureRequest)
class CaptureRequestAdmin(LookOnly):
    """One input on its way to a snapshot."""

    list_display = ["id", "origin", "address", "name", "state", "outcome", "reason_code"]
    list_filter = ["state", "outcome", "origin", "reason_code", "workspace"]
    search_fields = ["address", "name"]
    exclude = ["payload"]
