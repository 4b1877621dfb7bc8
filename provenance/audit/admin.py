"""The history, for operators; and the two ways in which their pages treat rows."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Model
from django.http import HttpRequest

from .models import AuditEvent, AuditHead, Bookmark
from .services import record


class LookOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that operators read and nobody changes here: that is what pages and services are for."""

    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        return False


class Recorded(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that operators may change; each change is an event, like any other."""

    show_full_result_count = False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Not unless a room says so: what people made refers to them."""
        return False

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Called by Django in the transaction that adds the row."""
        _record("added", obj, request, message)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Called by Django after a change, of a password as well."""
        _record("changed", obj, request, message)
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Called by Django in the transaction that deletes the rows."""
        for row in queryset:
            _record("removed", row, request, [])
        return super().log_deletions(request, queryset)


def _record(what: str, row: Model, request: HttpRequest, message: Any) -> None:
    fields = [
        field
        for part in (message if isinstance(message, list) else [])
        for field in part.get("changed", {}).get("fields", [])
    ]
    detail: dict[str, Any] = {"fields": fields} if fields else {}
    with transaction.atomic():
        record(f"{row._meta.model_name}.{what}_by_operator", row, by=request.user, **detail)


@admin.register(AuditEvent)
class AuditEventAdmin(LookOnly):
    """What was done."""

    list_display = ["at", "chain", "number", "actor", "via", "action", "target"]
    list_filter = ["via", "chain"]
    list_select_related = ["actor"]
    search_fields = ["action", "target"]


@admin.register(AuditHead)
class AuditHeadAdmin(LookOnly):
    """Where each chain ends."""

    list_display = ["chain", "number", "hash"]


@admin.register(Bookmark)
class BookmarkAdmin(LookOnly):
    """How far each reader has come."""

    list_display = ["reader", "chain", "number"]
