"""The list of outlets and people that may be one, and what an editor decides about them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from provenance.accounts.models import Workspace
from provenance.accounts.rules import may_check, may_publish
from provenance.sources import services
from provenance.sources.errands import compare_soon

from . import undo
from .articles import paged
from .attempts import attempt, telling
from .catalogue import KINDS, address_of
from .catalogue_forms import KeepForm, RefuseForm
from .context import current_workspace, person


@login_required
@require_safe
def possibly_same(request: HttpRequest) -> HttpResponse:
    """Pairs of people, or of outlets, best first; or those that were refused."""
    workspace = current_workspace(request)
    if workspace is None:
        return redirect("settings")
    of = "outlets" if request.GET.get("of") == "outlets" else "people"
    refused = request.GET.get("show") == "refused"
    page = paged(_pairs(request, of, workspace, refused=refused), request)
    shown = {"of": of, "refused": refused, "page_obj": page, "tabs": _tabs(request, workspace)}
    shown |= {"decides": may_publish(request.user, workspace.pk), "nav": "articles"}
    shown |= {"looks": may_check(request.user, workspace.pk), "seen_by": "workspace"}
    return render(request, "provenance/possibly_same.html", shown | {"undo": undo.offered(request)})


@login_required
@require_POST
def look_again(request: HttpRequest) -> HttpResponse:
    """Have the worker compare all names of the workspace."""
    workspace = current_workspace(request)
    if workspace is None or not may_check(request.user, workspace.pk):
        raise Http404
    compare_soon(workspace.pk)
    messages.success(request, "All names are being compared; look here again in a moment.")
    return redirect("possibly-same")


@login_required
@require_POST
def accept(request: HttpRequest, of: str, pk: int) -> HttpResponse:
    """Merge the two into the one that is named."""
    pair, form, by = _pair_at(request, of, pk), KeepForm(request.POST), person(request)

    def service(kept: int, show_wider: bool) -> Any:
        row = next((one for one in (pair.one, pair.other) if one.pk == kept), None)
        if row is None:
            raise Http404
        return services.accept_same(pair, row, show_wider=show_wider, by=by)

    kept = attempt(form, service)
    if kept is None:
        for said in form.errors.values():
            messages.error(request, " ".join(map(str, said)))
        return redirect(_list(of))
    merged = pair.other if kept.pk == pair.one_id else pair.one
    address = reverse(f"unmerge-{KINDS[of].view}", args=[merged.pk])
    undo.offer(request, f"“{merged}” is counted with “{kept}” now.", address)
    return redirect(address_of(kept))


@login_required
@require_POST
def refuse(request: HttpRequest, of: str, pk: int) -> HttpResponse:
    """Find that two are not one; they are not proposed again."""
    pair, form = _pair_at(request, of, pk), RefuseForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    services.refuse_same(pair, reason=reason, by=person(request))
    said = f"“{pair.one}” and “{pair.other}” stay two."
    undo.offer(request, said, reverse("reconsider-same", args=[of, pk]))
    return redirect(_list(of))


@login_required
@require_POST
def reconsider(request: HttpRequest, of: str, pk: int) -> HttpResponse:
    """Take a refusal back."""
    pair = _pair_at(request, of, pk)
    with telling(request, "It is proposed again."):
        services.reconsider_same(pair, by=person(request))
    return redirect(_list(of))


def _pairs(request: HttpRequest, of: str, workspace: Workspace, *, refused: bool = False) -> Any:
    rows = KINDS[of].same.objects.visible_to(request.user)
    rows = rows.filter(one__workspace=workspace, state="refused" if refused else "proposed")
    return rows.select_related("one", "other", "decided_by", "created_by")


def _tabs(request: HttpRequest, workspace: Workspace) -> list[dict[str, Any]]:
    """How many wait in each list."""
    return [
        {"of": of, "label": label, "count": _pairs(request, of, workspace).count()}
        for of, label in (("people", "People"), ("outlets", "Outlets"))
    ]


def _pair_at(request: HttpRequest, of: str, pk: int) -> Any:
    if of not in KINDS:
        raise Http404
    rows = KINDS[of].same.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("one", "other"), pk=pk)


def _list(of: str) -> str:
    return f"{reverse('possibly-same')}?of={of}"
