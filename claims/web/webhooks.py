"""The settings page of webhooks, and the page of each with what was sent to it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from claims.webhooks import services
from claims.webhooks.models import Delivery, Webhook
from claims.webhooks.rules import may_keep
from claims.webhooks.services.keeping import MAY_NOT
from provenance.accounts.links import absolute
from provenance.accounts.models import Workspace
from provenance.web import undo
from provenance.web.attempts import attempt, telling
from provenance.web.context import current_workspace, person, settings_tab

from .entry import signed_in
from .forms.webhooks import WebhookForm, words_of
from .pages.paging import slice_of
from .sheets import Sheet, ask

LIST, ONE = "claims/webhooks/webhooks.html", "claims/webhooks/webhook.html"
DELIVERIES = 25


@never_cache
@signed_in
def webhooks(request: HttpRequest) -> HttpResponse:
    """All of them, and the form for a new one; its secret stands on that answer alone."""
    here = _here(request)
    form = WebhookForm(request.POST or None)
    if request.method != "POST":
        return render(request, LIST, _all(request, here) | {"form": form})

    def add(version: int | None, **given: Any) -> tuple[Webhook, str]:
        site = absolute("", request).rstrip("/")
        return services.add_webhook(here, **given, site=site, by=person(request))

    made = attempt(form, add)
    if made is None:
        return render(request, LIST, _all(request, here) | {"form": form}, status=400)
    return _with_secret(request, *made)


@require_safe
@signed_in
def webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """One, and what was sent to it."""
    return render(request, ONE, _one(request, _row(request, pk)))


@signed_in
def edit_webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """Change who is told, and what of."""
    row = _row(request, pk)
    form = WebhookForm(request.POST or None, initial=words_of(row))
    service = partial(services.edit_webhook, row, by=person(request))
    shown = {"nav": "", "seen_by": "workspace"}
    back = reverse("webhook", args=[pk])
    sheet = Sheet(f"webhook-{pk}", "Change it", "Keep this", back, in_place=False, shown=shown)

    def now() -> tuple[dict[str, object], str]:
        return words_of(Webhook.objects.get(pk=pk)), "Someone"

    return ask(request, form, service, sheet, said="The webhook is changed.", now=now)


@require_POST
@never_cache
@signed_in
def renew_secret(request: HttpRequest, pk: int) -> HttpResponse:
    """Another secret; it stands on this answer and nowhere else."""
    return _with_secret(request, *services.renew_secret(_row(request, pk), by=person(request)))


@require_POST
@signed_in
def switch_webhook(request: HttpRequest, pk: int, way: str) -> HttpResponse:
    """On or off."""
    service = services.switch_on if way == "on" else services.switch_off
    said = "It is told again." if way == "on" else "Nothing is sent to it any more."
    with telling(request, said):
        service(_row(request, pk), by=person(request))
    return redirect("webhook", pk)


@require_POST
@signed_in
def test_webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """Send something to try it with."""
    with telling(request, "A test is on its way. Load the page again to see how it was answered."):
        services.send_test(_row(request, pk), by=person(request))
    return redirect("webhook", pk)


@require_POST
@signed_in
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send one thing once more."""
    row = get_object_or_404(_deliveries(request).select_related("webhook"), pk=pk)
    with telling(request, "It is on its way once more."):
        services.send_again(row, by=person(request))
    return redirect("webhook", row.webhook_id)


@require_POST
@signed_in
def delete_webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it out of sight."""
    row = services.delete_webhook(_row(request, pk), by=person(request))
    undo.offer(request, f"“{row.name}” is deleted.", reverse("restore-webhook", args=[pk]))
    return redirect("settings-webhooks")


@require_POST
@signed_in
def restore_webhook(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring it back."""
    row = get_object_or_404(Webhook.objects.restorable_by(request.user), pk=pk)
    services.restore_webhook(row, by=person(request))
    messages.success(request, f"“{row.name}” is back.")
    return redirect("webhook", pk)


def _here(request: HttpRequest) -> Workspace:
    workspace = current_workspace(request)
    if workspace is None or not may_keep(request.user, workspace.pk):
        raise PermissionDenied(MAY_NOT)
    return workspace


def _row(request: HttpRequest, pk: int) -> Webhook:
    rows = Webhook.objects.visible_to(request.user).select_related("workspace", "created_by")
    row: Webhook = get_object_or_404(rows, pk=pk)
    return row


def _deliveries(request: HttpRequest) -> Any:
    return Delivery.objects.visible_to(request.user)


def _all(request: HttpRequest, here: Workspace) -> dict[str, Any]:
    rows = Webhook.objects.visible_to(request.user).filter(workspace=here).with_last()
    shown = {"webhooks": rows, "seen_by": "workspace", "undo": undo.offered(request)}
    return settings_tab(request, "webhooks") | shown


def _one(request: HttpRequest, row: Webhook) -> dict[str, Any]:
    sent = row.deliveries.select_related("claim").prefetch_related("attempts")
    page = slice_of(sent, request.GET, DELIVERIES)
    shown = {"webhook": row, "page": page, "seen_by": "workspace", "workspace": row.workspace}
    return settings_tab(request, "webhooks") | shown


def _with_secret(request: HttpRequest, row: Webhook, secret: str) -> HttpResponse:
    row = _row(request, row.pk)
    return render(request, ONE, _one(request, row) | {"secret": secret})
