"""How far those who check here agree with each other: for editors and owners."""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from claims.reviews.rules import may_read_agreement
from provenance.accounts.models import User, Workspace
from provenance.web.context import current_workspace, person

from .entry import signed_in
from .forms.agreement import PeriodForm

if TYPE_CHECKING:
    from claims.reviews.agreeing import Agreement

FOR_EDITORS = "How far people agree is read by editors and owners."


@require_safe
@signed_in
def agreement(request: HttpRequest) -> HttpResponse:
    """The figures with their meaning, and where people differ."""
    from .pages.agreement import agreement_page  # noqa: PLC0415 - numpy is a heavy import.

    workspace, by = current_workspace(request), person(request)
    if workspace is None:
        return redirect("desk")
    form = PeriodForm(request.GET)
    found = _found(workspace, by, form)
    page = agreement_page(found, blind=workspace.seconds_blind)
    shown = {"page": page, "form": form, "nav": "desk", "seen_by": "workspace"}
    return render(request, "claims/agreement.html", shown)


@require_safe
@signed_in
def agreement_csv(request: HttpRequest) -> HttpResponse:
    """The same as a table."""
    from claims.exchange.agreement_table import lines  # noqa: PLC0415 - As above.

    workspace, by = current_workspace(request), person(request)
    if workspace is None:
        return redirect("desk")
    found = _found(workspace, by, PeriodForm(request.GET))
    answer = HttpResponse("".join(lines(found)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="agreement-{workspace.slug}.csv"'
    return answer


def _found(workspace: Workspace, by: User, form: PeriodForm) -> "Agreement":
    from claims.reviews.agreeing import agreement_in  # noqa: PLC0415 - As above.

    if not may_read_agreement(by, workspace.pk):
        raise PermissionDenied(FOR_EDITORS)
    return agreement_in(workspace, by, **form.asked)
