"""What is changed from the pages of outlets and people: undone, merged, owned."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from provenance.accounts.rules import require
from provenance.sources import services
from provenance.sources.models import Outlet, Ownership
from provenance.sources.rules import may_change, may_merge

from . import undo
from .article_forms import VisibilityForm
from .attempts import attempt, telling
from .catalogue import KINDS, address_of, row_at
from .catalogue_forms import OwnerForm, SameForm
from .context import person


@login_required
@require_POST
def undo_description(request: HttpRequest, pk: int, of: str) -> HttpResponse:
    """Put back what the last change replaced."""
    row = row_at(request, of, pk)
    with telling(request, "It is as it was."):
        services.undo_description(row, by=person(request))
    return redirect(address_of(row))


@login_required
@require_POST
def show(request: HttpRequest, pk: int, of: str) -> HttpResponse:
    """Say who sees it: the workspace or everyone."""
    row, form = row_at(request, of, pk), VisibilityForm(request.POST)

    def change(visibility: str) -> Any:
        return services.show_in_catalogue(row, visibility, by=person(request))

    with telling(request, "Saved."):
        if attempt(form, change) is None:
            raise ValidationError([said for errors in form.errors.values() for said in errors])
    return redirect(address_of(row))


@login_required
def same(request: HttpRequest, pk: int, of: str) -> HttpResponse:
    """Say that another one is this one: an editor merges the two, others propose it."""
    row, by = row_at(request, of, pk), person(request)
    decides = may_merge(by, row)
    require(decides or may_change(by, row), "You may not say that two are one.")
    others = KINDS[of].model.objects.visible_to(by).in_workspace(row.workspace).standing()
    form = SameForm(request.POST or None, rows=others, decides=decides)

    def service(other: Any, reason: str, **given: Any) -> Any:
        if decides:
            return services.merge_in_catalogue(row, other, reason, by=by, **given)
        return services.suggest_same(row, other, reason, by=by)

    if request.method == "POST" and attempt(form, service) is not None:
        _say_same(request, of, form.cleaned_data["other"], decides)
        return redirect(address_of(row))
    shown = {"row": row, "of": of, "form": form, "decides": decides, "back": address_of(row)}
    shown |= {"seen_by": "workspace", "nav": "articles"}
    return render(request, "provenance/same_form.html", shown, status=400 if form.errors else 200)


def _say_same(request: HttpRequest, of: str, other: Any, decides: bool) -> None:
    if decides:
        address = reverse(f"unmerge-{KINDS[of].view}", args=[other.pk])
        undo.offer(request, f"“{other}” is counted here now.", address)
    else:
        messages.success(request, "It waits for an editor.")


@login_required
@require_POST
def unmerge(request: HttpRequest, pk: int, of: str) -> HttpResponse:
    """Take a merge back."""
    row = row_at(request, of, pk)
    kept = row.kept
    with telling(request, f"“{row}” stands on its own again."):
        services.unmerge_in_catalogue(row, by=person(request))
        kept = row
    return redirect(address_of(kept))


@login_required
def note_owner(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who owns an outlet."""
    row, by = row_at(request, "outlets", pk), person(request)
    require(may_change(by, row), "You may not say who owns this outlet.")
    others = Outlet.objects.visible_to(by).in_workspace(row.workspace).standing()
    form = OwnerForm(request.POST or None, rows=others)

    def service(owner: Outlet | str, **given: Any) -> Ownership:
        if isinstance(owner, str):
            return services.note_owner_named(row, owner, by=by, **given)
        return services.note_owner(row, owner, by=by, **given)

    made = attempt(form, service) if request.method == "POST" else None
    if made is not None:
        undo.offer(request, "Saved.", reverse("withdraw-owner", args=[made.pk]))
        return redirect("outlet", pk)
    shown = {"row": row, "form": form, "seen_by": row.visibility, "nav": "articles"}
    shown["back"] = address_of(row)
    return render(request, "provenance/owner_form.html", shown, status=400 if form.errors else 200)


@login_required
@require_POST
def withdraw_owner(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that it was not so."""
    row = _ownership_at(request, pk)
    services.withdraw_owner(row, by=person(request))
    undo.offer(request, "The owner is taken back.", reverse("restore-owner", args=[pk]))
    return redirect("outlet", row.outlet_id)


@login_required
@require_POST
def restore_owner(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an owner back."""
    row = _ownership_at(request, pk)
    with telling(request, "The owner is here again."):
        services.restore_owner(row, by=person(request))
    return redirect("outlet", row.outlet_id)


def _ownership_at(request: HttpRequest, pk: int) -> Ownership:
    """An ownership of an outlet that this person sees, withdrawn or not."""
    seen = Outlet.objects.visible_to(request.user).values("pk")
    rows = Ownership.objects.filter(outlet__in=seen, owner__in=seen)
    row: Ownership = get_object_or_404(rows.select_related("outlet", "owner"), pk=pk)
    return row
