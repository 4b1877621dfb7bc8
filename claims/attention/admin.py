"""What people follow and are told, for operators: to look at."""

from django.contrib import admin

from provenance.audit.admin import LookOnly

from .models import Letters, Notification, Pick, SavedFilter, Subscription


@admin.register(Subscription)
class SubscriptionAdmin(LookOnly):
    """Every subscription, ended ones too."""

    list_display = ["id", "kind", "created_by", "created_at", "deleted_at"]
    list_select_related = ["created_by"]


@admin.register(Notification)
class NotificationAdmin(LookOnly):
    """Every notification, without what it says."""

    list_display = ["id", "receiver", "why", "created_at", "read_at", "sent_at"]
    list_filter = ["why"]
    list_select_related = ["receiver"]


@admin.register(Letters)
class LettersAdmin(LookOnly):
    """How often who is written to."""

    list_display = ["person", "every", "sent_at"]
    list_select_related = ["person"]


@admin.register(SavedFilter)
class SavedFilterAdmin(LookOnly):
    """Every filter, deleted ones too."""

    list_display = ["id", "name", "page", "visibility", "created_by", "deleted_at"]
    list_select_related = ["created_by"]


@admin.register(Pick)
class PickAdmin(LookOnly):
    """Why claims were picked, what was taken back too."""

    list_display = ["id", "claim_id", "rule", "words", "created_by", "deleted_at"]
    list_filter = ["rule"]
    list_select_related = ["created_by"]
