"""The settings page of learning platforms, and the page of each."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from claims.lti import services
from claims.lti.keypairs import fingerprint
from claims.lti.models import Identity, Platform
from claims.lti.rules import may_keep
from claims.lti.services.keeping import MAY_NOT
from provenance.accounts.links import absolute
from provenance.accounts.models import Workspace
from provenance.web import undo
from provenance.web.attempts import attempt, telling
from provenance.web.context import current_workspace, person, settings_tab

from ..entry import signed_in
from ..forms.lti import PlatformForm, words_of
from ..sheets import Sheet, ask

LIST, ONE = "claims/lti/platforms.html", "claims/lti/platform.html"


@signed_in
def platforms(request: HttpRequest) -> HttpResponse:
    """All of them, and the form for a new one."""
    workspace = here(request)
    form = PlatformForm(request.POST or None)

    def add(version: int | None, **given: Any) -> Platform:
        return services.add_platform(workspace, **given, by=person(request))

    if request.method == "POST":
        made = attempt(form, add)
        if made is not None:
            messages.success(request, "The platform is registered.")
            return redirect("platform", made.pk)
    shown = shown_in_list(request) | {"form": form, "undo": undo.offered(request)}
    return render(request, LIST, shown, status=400 if form.errors else 200)


@require_safe
@signed_in
def platform(request: HttpRequest, pk: int) -> HttpResponse:
    """One: what is known of it, which courses are linked, whose accounts."""
    row = _row(request, pk)
    shown = (
        settings_tab(request, "platforms")
        | our_shown(request)
        | {
            "platform": row,
            "workspace": row.workspace,
            "contexts": row.contexts.exclude(course=None)
            .select_related("course")
            .order_by("title"),
            "people": row.identities.exclude(account=None).select_related("account"),
            "key": fingerprint(row.public_key),
            "seen_words": OWNERS,
        }
    )
    return render(request, ONE, shown)


@signed_in
def edit_platform(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is known of it."""
    row = _row(request, pk)
    form = PlatformForm(request.POST or None, initial=words_of(row))
    service = partial(services.edit_platform, row, by=person(request))
    shown = {"nav": "", "seen_words": OWNERS, "workspace": row.workspace}
    back = reverse("platform", args=[pk])
    sheet = Sheet(f"platform-{pk}", "Change it", "Keep this", back, in_place=False, shown=shown)

    def now() -> tuple[dict[str, object], str]:
        return words_of(Platform.objects.get(pk=pk)), "Someone"

    return ask(request, form, service, sheet, said="The platform is changed.", now=now)


@require_POST
@signed_in
def renew_key(request: HttpRequest, pk: int) -> HttpResponse:
    """Another key of ours."""
    with telling(request, "There is a new key. The platform reads it where it read the old one."):
        services.renew_key(_row(request, pk), by=person(request))
    return redirect("platform", pk)


@require_POST
@signed_in
def delete_platform(request: HttpRequest, pk: int) -> HttpResponse:
    """Let nobody in from it."""
    row = services.delete_platform(_row(request, pk), by=person(request))
    undo.offer(request, f"“{row.name}” is deleted.", reverse("restore-platform", args=[pk]))
    return redirect("settings-platforms")


@require_POST
@signed_in
def restore_platform(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring it back."""
    rows = Platform.objects.of_owner(request.user).exclude(deleted_at=None)
    row = services.restore_platform(get_object_or_404(rows, pk=pk), by=person(request))
    messages.success(request, f"“{row.name}” is back.")
    return redirect("platform", pk)


@require_POST
@signed_in
def unlink_account(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget whose account someone of the platform is."""
    rows = Identity.objects.filter(platform__in=Platform.objects.visible_to(request.user))
    row: Identity = get_object_or_404(rows.select_related("platform"), pk=pk)
    with telling(request, "The account is linked no longer."):
        services.unlink_account(row, by=person(request))
    return redirect("platform", row.platform_id)


OWNERS = "the owners of this workspace"


def here(request: HttpRequest) -> Workspace:
    """The workspace one works in, for its owners."""
    workspace = current_workspace(request)
    if workspace is None or not may_keep(request.user, workspace.pk):
        raise PermissionDenied(MAY_NOT)
    return workspace


def _row(request: HttpRequest, pk: int) -> Platform:
    rows = Platform.objects.visible_to(request.user).select_related("workspace", "created_by")
    row: Platform = get_object_or_404(rows, pk=pk)
    return row


def shown_in_list(request: HttpRequest) -> dict[str, Any]:
    """What the page of all of them shows."""
    rows = Platform.objects.visible_to(request.user).filter(workspace=here(request))
    shown = {"platforms": rows, "form": PlatformForm(), "seen_words": OWNERS}
    return settings_tab(request, "platforms") | our_shown(request) | shown


def our_addresses(request: HttpRequest) -> dict[str, str]:
    """What a platform asks of us when we are registered there."""
    names = {"login": "lti-login", "launch": "lti-launch", "keys": "lti-keys"}
    return {key: absolute(reverse(name), request) for key, name in names.items()}


def our_shown(request: HttpRequest) -> dict[str, Any]:
    """The same, for a page."""
    return {"ours": our_addresses(request)}
