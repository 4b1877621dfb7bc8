"""Webhooks, for operators: to look at, without what their keys are made of."""

from django.contrib import admin

from provenance.audit.admin import LookOnly

from .models import Attempt, Delivery, Webhook


@admin.register(Webhook)
class WebhookAdmin(LookOnly):
    """Every webhook, deleted ones too."""

    list_display = ["id", "name", "workspace", "address", "off_since", "failures", "deleted_at"]
    list_filter = ["workspace"]
    list_select_related = ["workspace"]
    exclude = ["grain", "old_grain"]


@admin.register(Delivery)
class DeliveryAdmin(LookOnly):
    """What was sent, or waits."""

    list_display = ["uid", "webhook", "event", "state", "failures", "created_at", "ended_at"]
    list_filter = ["state", "event"]
    list_select_related = ["webhook"]


@admin.register(Attempt)
class AttemptAdmin(LookOnly):
    """How it was answered."""

    list_display = ["at", "delivery_id", "status", "code", "milliseconds"]
