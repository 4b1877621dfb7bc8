"""Selection balance: the page, and the same as a table for spreadsheets."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from claims.attention import services
from claims.attention.balance import balance_of, declined_in
from claims.attention.rules import may_draw, may_read_balance
from claims.attention.services.drawing import waiting_claims
from claims.attention.shares import TOO_FEW
from claims.exchange.balance_table import balance_lines
from provenance.accounts.models import Workspace
from provenance.accounts.rules import require
from provenance.web.context import current_workspace, person

from .entry import signed_in
from .forms.balance import BalanceForm, DrawForm
from .pages.paging import slice_of
from .sheets import Sheet, ask

ON_A_PAGE = 20


@require_safe
@signed_in
def balance(request: HttpRequest) -> HttpResponse:
    """Who and what was picked, by which rule, and what was declined."""
    workspace = current_workspace(request)
    if workspace is None:
        return redirect("desk")
    form, asked = _asked(request, workspace)
    shown: dict[str, Any] = {"form": form, "page": balance_of(*asked), "too_few": TOO_FEW}
    shown["declined"] = slice_of(declined_in(*asked), request.GET, ON_A_PAGE)
    shown["draws"] = may_draw(request.user, workspace.pk)
    shown |= {"query": form.query, "nav": "desk", "seen_by": "workspace"}
    status = 400 if form.errors else 200
    return render(request, "claims/attention/balance.html", shown, status=status)


@signed_in
def draw(request: HttpRequest) -> HttpResponse:
    """Have claims drawn at random."""
    workspace, by = current_workspace(request), person(request)
    if workspace is None:
        return redirect("desk")
    require(may_draw(by, workspace.pk), "Editors and owners have claims drawn.")
    form = DrawForm(request.POST or None)
    service = partial(services.draw_sample, workspace, by=by)
    shown = {"pool": waiting_claims(workspace, by).count(), "nav": "desk"}
    template = "claims/attention/draw_sheet.html"
    back, title = reverse("balance"), "Draw claims at random"
    sheet = Sheet("draw", title, "Draw", back, template, in_place=False, shown=shown)
    said = "Drawn. Their checks are asked for, and stand on the board."
    return ask(request, form, service, sheet, said=said, then=lambda _: reverse("board"))


@require_safe
@signed_in
def balance_csv(request: HttpRequest) -> HttpResponseBase:
    """The figures, one row for each group."""
    workspace = current_workspace(request)
    if workspace is None:
        raise Http404
    _, asked = _asked(request, workspace)
    lines = balance_lines(balance_of(*asked))
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"selection-{workspace.slug}-{timezone.localdate():%Y-%m-%d}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _asked(request: HttpRequest, workspace: Workspace) -> tuple[BalanceForm, tuple[Any, ...]]:
    """The form, and what the report is made of; 403 for those who do not check."""
    by = person(request)
    if not may_read_balance(by, workspace.pk):
        raise PermissionDenied("What is checked and declined is for those who check here.")
    form = BalanceForm(request.GET)
    since, until = form.period()
    return form, (by, workspace.pk, since, until)
