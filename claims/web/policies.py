"""Policies in the settings: what each says, and the form in which owners write them."""

from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from claims.exchange.policies import BY_SLUG
from claims.exchange.policy.reading import Told, policies_now
from claims.exchange.policy.services import write_policy
from claims.reviews.models import Verdict
from provenance.accounts.models import User, Visibility, Workspace
from provenance.accounts.rules import may_manage
from provenance.web.context import current_workspace, person, settings_tab

from .entry import signed_in
from .forms.policies import PolicyForm
from .sheets import Sheet, ask


@require_safe
@signed_in
def policies(request: HttpRequest) -> HttpResponse:
    """All of them as they stand, and whether readers can see them yet."""
    workspace = current_workspace(request)
    if workspace is None:
        return redirect("settings")
    out = Verdict.objects.filter(workspace=workspace, claim__visibility=Visibility.PUBLIC)
    shown: dict[str, Any] = {
        "policies": policies_now(workspace),
        "manages": may_manage(request.user, workspace.pk),
        "is_out": out.exists(),
        "seen_by": "workspace",
    }
    shown |= settings_tab(request, "policies")
    return render(request, "claims/policies.html", shown)


@signed_in
def edit_policy(request: HttpRequest, kind: str) -> HttpResponse:
    """Write a new version; it begins as the text there is."""
    workspace, by = current_workspace(request), person(request)
    if workspace is None or kind not in BY_SLUG or not may_manage(by, workspace.pk):
        raise Http404
    now = _now(workspace, kind)
    form = PolicyForm(request.POST or None, initial=_words(now))
    service = partial(_write, workspace, kind, by=by)

    def stands() -> tuple[dict[str, Any], str]:
        return _words(_now(workspace, kind)), "Someone"

    said = "Readers find this text from now on."
    return ask(request, form, service, _sheet(now), said=said, now=stands)


def _write(workspace: Workspace, kind: str, text: str, version: int | None, by: User) -> Any:
    """Whoever sends the usual text unchanged goes on having the usual one."""
    own = "" if text.split() == BY_SLUG[kind].usual.split() else text
    return write_policy(workspace, kind, own, version=version, by=by)


def _sheet(now: Told) -> Sheet:
    return Sheet(
        f"policy-{now.policy.slug}",
        now.policy.heading,
        "Publish this text",
        reverse("settings-policies"),
        template="claims/policy_sheet.html",
        in_place=False,
        shown={"nav": "", "now": now},
    )


def _now(workspace: Workspace, kind: str) -> Told:
    return next(one for one in policies_now(workspace) if one.policy.slug == kind)


def _words(now: Told) -> dict[str, Any]:
    return {"text": now.text, "version": now.number}
