"""Who calls whom what: entered on picked words, read as a table for a claim."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import conditional_page, require_POST, require_safe

from claims.records.models import Claim, Naming
from claims.records.services import record_naming as keep_naming
from claims.records.services import restore_naming as put_back
from claims.records.services import withdraw_naming as take_away
from provenance.accounts.models import Visibility
from provenance.accounts.rules import is_member
from provenance.web import undo
from provenance.web.context import person
from provenance.web.ways_back import way_back

from .caching import for_everyone
from .entry import signed_in
from .forms.namings import NamingForm
from .links import named, seen_by
from .pages.namings import naming_page
from .pages.network import claim_pictured
from .reader import unseen
from .reader_panel import Panel, Recorded, ask, picked_words


@require_safe
@conditional_page
def claim_names(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is called what in the texts of a claim: public where the claim is."""
    rows = Claim.objects.visible_to(request.user).select_related("workspace")
    row = rows.filter(pk=pk).first()
    if row is None:
        return unseen(request)
    if row.merged_into_id:
        return redirect("claim-names", row.merged_into_id)
    member = is_member(request.user, row.workspace_id)
    asked = request.GET.get("view") == "public" and row.visibility == Visibility.PUBLIC
    page = naming_page(claim_pictured(row), request.user, public=asked or not member)
    place = {"seen_by": "public" if page.public else seen_by(row), "workspace": row.workspace}
    shown = {"page": page, "member": member, "nav": "claims", "undo": undo.offered(request)}
    shown["back"] = named("claim" if member else "public-claim", pk)
    return for_everyone(request, render(request, "claims/naming_table.html", shown | place))


@signed_in
def record_naming(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom picked words mean."""
    picked, by = picked_words(request, pk), person(request)
    form = NamingForm(request.POST or None)
    panel = Panel("claims/reader/note.html", "Who is called so", "Record", picked)

    def service(**given: Any) -> Recorded:
        workspace = picked.snapshot.article.workspace
        row = keep_naming(picked.place, workspace=workspace, by=by, **given)
        return Recorded(f"Recorded for {row.meant}.", "naming", row.pk)

    return ask(request, form, panel, service, by)


@require_POST
@signed_in
def withdraw_naming(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a naming back."""
    row = take_away(naming_at(request, pk), by=person(request))
    undo.offer(request, "The naming is taken back.", named("restore-naming", row.pk))
    return redirect(_back(request, row))


@require_POST
@signed_in
def restore_naming(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a naming back."""
    row = put_back(naming_at(request, pk), by=person(request))
    messages.success(request, "The naming is back.")
    return redirect(_back(request, row))


def naming_at(request: HttpRequest, pk: int) -> Naming:
    """A naming that one sees, or might put back; 404 for every other."""
    seen = Naming.objects.visible_to(request.user).values("pk")
    gone = Naming.objects.restorable_by(request.user).values("pk")
    rows = Naming.objects.select_related("person", "passage__snapshot")
    row: Naming = get_object_or_404(rows.filter(pk__in=seen.union(gone)), pk=pk)
    return row


def _back(request: HttpRequest, row: Naming) -> str:
    """The page it was pressed on, if that is one of ours, else the text."""
    came = way_back(request, request.POST.get("back", ""))
    return came or named("article", row.passage.snapshot.article_id)
