"""Filters saved by name: keeping one, changing it, taking it off the list."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from claims.attention import services
from claims.attention.models import SavedFilter
from claims.attention.rules import may_save_filter
from provenance.accounts.models import Visibility
from provenance.web import undo
from provenance.web.context import current_workspace, person

from .entry import signed_in
from .forms.attention import FilterForm, filter_words
from .pages.history import last_hand
from .sheets import Sheet, ask

LISTS = {SavedFilter.Page.CLAIMS.value: "claims", SavedFilter.Page.BOARD.value: "board"}


@signed_in
def save_filter(request: HttpRequest) -> HttpResponse:
    """Give a name to what a list is narrowed to."""
    workspace, by = current_workspace(request), person(request)
    page, query = request.GET.get("page", ""), request.GET.get("query", "")
    if workspace is None or page not in LISTS:
        raise Http404

    def service(version: int | None, **given: Any) -> SavedFilter:
        return services.save_filter(workspace, **given, page=page, query=query, by=by)

    shares = may_save_filter(by, workspace.pk, Visibility.WORKSPACE)
    form = FilterForm(request.POST or None, initial={"visibility": "me"}, shares=shares)
    sheet = _sheet("save-filter", "Keep this filter", f"{reverse(LISTS[page])}?{query}")
    return ask(request, form, service, sheet, said="The filter is kept.", then=_address)


@signed_in
def edit_filter(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a filter, or say who sees it."""
    row, by = _filter(request, pk), person(request)
    own = row.created_by_id == by.pk
    shares = own and may_save_filter(by, row.workspace_id, Visibility.WORKSPACE)
    form = FilterForm(request.POST or None, initial=filter_words(row), shares=shares)
    sheet = _sheet(f"edit-filter-{pk}", f"The filter “{row.name}”", _address(row), row)

    def service(**given: Any) -> SavedFilter:
        return services.edit_filter(row, **given, by=by)

    def now() -> tuple[dict[str, object], str]:
        return filter_words(SavedFilter.objects.get(pk=pk)), last_hand(row)

    return ask(request, form, service, sheet, said="The filter is changed.", now=now)


@require_POST
@signed_in
def delete_filter(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a filter off the list."""
    row, by = _filter(request, pk), person(request)
    services.delete_filter(row, by=by)
    if row.created_by_id == by.pk:
        undo.offer(request, "The filter is off the list.", reverse("restore-filter", args=[pk]))
    else:
        messages.success(request, "The filter is off the list. Its author can put it back.")
    return redirect(LISTS.get(row.page, "claims"))


@require_POST
@signed_in
def restore_filter(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a filter back on the list."""
    by = person(request)
    row = get_object_or_404(SavedFilter.objects.restorable_by(by), pk=pk)
    services.restore_filter(row, by=by)
    return redirect(_address(row))


def _filter(request: HttpRequest, pk: int) -> SavedFilter:
    rows = SavedFilter.objects.visible_to(request.user)
    row: SavedFilter = get_object_or_404(rows.select_related("workspace"), pk=pk)
    return row


def _address(row: SavedFilter) -> str:
    """The list, narrowed so."""
    return f"{reverse(LISTS.get(row.page, 'claims'))}?{row.query}"


def _sheet(key: str, title: str, back: str, row: SavedFilter | None = None) -> Sheet:
    template = "claims/attention/filter_sheet.html"
    shown = {"saved": row, "seen_by": row.visibility if row else "me"}
    return Sheet(key, title, "Keep it", back, template, in_place=False, shown=shown)
