"""The list of claims on the desk, and the same as a table for spreadsheets."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.exchange.tables import lines
from claims.search.fulltext import claim_rows
from provenance.accounts.models import Workspace
from provenance.accounts.rules import may_check, may_record
from provenance.web import undo
from provenance.web.context import current_workspace, person

from .entry import signed_in
from .forms.filters import ClaimFilters
from .pages.listing import ON_A_PAGE, rows
from .pages.paging import slice_of


@require_safe
@signed_in
def claims(request: HttpRequest) -> HttpResponse:
    """Newest first, narrowed to what was asked for."""
    workspace = current_workspace(request)
    if workspace is None:
        return redirect("desk")
    form, found = _asked(request, workspace)
    page = slice_of(found.values_list("pk", flat=True), request.GET, ON_A_PAGE)
    shown = {"form": form, "rows": rows(page.rows, person(request)), "page": page, "nav": "claims"}
    shown["records"] = may_record(request.user, workspace.pk)
    shown["checks"] = may_check(request.user, workspace.pk)
    shown |= {"seen_by": "workspace", "undo": undo.offered(request)}
    return render(request, "claims/claims.html", shown)


@require_safe
@signed_in
def claims_csv(request: HttpRequest) -> HttpResponseBase:
    """The same claims with their evidence, one row for each item, written as it is read."""
    workspace = current_workspace(request)
    if workspace is None:
        raise Http404
    _, found = _asked(request, workspace)
    answer = StreamingHttpResponse(
        lines(found, request.user), content_type="text/csv; charset=utf-8"
    )
    name = f"claims-{workspace.slug}-{timezone.localdate():%Y-%m-%d}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _asked(request: HttpRequest, workspace: Workspace) -> tuple[ClaimFilters, Any]:
    form = ClaimFilters(request.GET, workspace=workspace)
    words, filters = form.asked(workspace)
    return form, claim_rows(words, by=request.user, filters=filters)
