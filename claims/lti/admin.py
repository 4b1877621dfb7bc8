"""Learning platforms, for operators: to look at, without keys and without who comes from them."""

from django.contrib import admin

from provenance.audit.admin import LookOnly

from .models import Platform, Score


@admin.register(Platform)
class PlatformAdmin(LookOnly):
    """Every platform, deleted ones too."""

    list_display = ["id", "name", "workspace", "issuer", "client_id", "deleted_at"]
    list_filter = ["workspace"]
    list_select_related = ["workspace"]
    exclude = ["private_key"]


@admin.register(Score)
class ScoreAdmin(LookOnly):
    """How grades fare on their way; not whose they are."""

    list_display = ["id", "link_id", "state", "failures", "next_at", "sent_at", "said"]
    list_filter = ["state"]
    exclude = ["identity", "given", "maximum"]
