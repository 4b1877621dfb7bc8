"""The board and one's own queue."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from claims.attention.rules import may_read_balance
from provenance.accounts.rules import may_check
from provenance.web import undo
from provenance.web.context import current_workspace, person

from .entry import signed_in
from .forms.board import BoardFilters, checks_of
from .pages.board import board as board_of
from .pages.board import my_queue


@require_safe
@signed_in
def board(request: HttpRequest) -> HttpResponse:
    """Checks by where they stand."""
    workspace, by = current_workspace(request), person(request)
    if workspace is None:
        return redirect("desk")
    form = BoardFilters(request.GET, workspace=workspace, user=by)
    page = board_of(by, form.narrowed(checks_of(workspace, by)), request.GET)
    shown = {"form": form, "page": page, "checks": may_check(by, workspace.pk)}
    shown |= {"nav": "desk", "seen_by": "workspace", "undo": undo.offered(request)}
    shown |= {"back": request.get_full_path()}
    return render(request, "claims/attention/board.html", shown)


@require_safe
@signed_in
def queue(request: HttpRequest) -> HttpResponse:
    """The checks in which one has a part."""
    workspace, by = current_workspace(request), person(request)
    if workspace is None:
        return redirect("desk")
    page = my_queue(by, workspace, request.GET)
    shown = {"page": page, "checks": may_read_balance(by, workspace.pk)}
    shown |= {"nav": "desk", "seen_by": "me", "back": request.get_full_path()}
    return render(request, "claims/attention/queue.html", shown)
