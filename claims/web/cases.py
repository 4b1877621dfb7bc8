"""Cases: the list, the page of one, and changes to the case itself."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import conditional_page, require_POST, require_safe

from claims.cases import services
from claims.cases.models import Case
from claims.cases.reading import with_numbers
from claims.cases.rules import may_record, may_show
from provenance.accounts.models import User, Visibility
from provenance.accounts.rules import is_member
from provenance.web import undo
from provenance.web.context import current_workspace, person

from .caching import for_everyone
from .entry import case_at, signed_in
from .forms.cases import CaseForm, ShowCaseForm, words_of
from .pages.case import case_page, seen_by
from .pages.case_line import drawn
from .pages.history import last_hand
from .pages.paging import slice_of
from .reader import unseen
from .sheets import Sheet, ask

ON_A_PAGE = 50


@require_safe
@signed_in
def cases(request: HttpRequest) -> HttpResponse:
    """The cases of the workspace, the newest first, with what one may see in each."""
    workspace = current_workspace(request)
    if workspace is None:
        return redirect("desk")
    here = Case.objects.visible_to(request.user).in_workspace(workspace).order_by("-pk")
    page = slice_of(here, request.GET, ON_A_PAGE)
    shown: dict[str, Any] = {"rows": with_numbers(page.rows, request.user), "page": page}
    shown |= {"nav": "cases", "seen_by": "workspace", "undo": undo.offered(request)}
    shown["records"] = may_record(request.user, workspace.pk)
    return render(request, "claims/cases/cases.html", shown)


@require_safe
@conditional_page
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One case, for whoever sees it; for one deleted, how to bring it back."""
    row = Case.objects.visible_to(request.user).select_related("workspace").filter(pk=pk).first()
    if row is None:
        return _deleted(request, pk)
    page = case_page(row, request.user, request.GET, public=as_everyone(request, row))
    place = {"seen_by": seen_by(row, public=page.public), "workspace": row.workspace}
    line = mark_safe(drawn(page.line, row.title))  # noqa: S308 - Drawn from escaped words.
    shown = {"page": page, "line": line, "nav": "cases", "undo": undo.offered(request)}
    return for_everyone(request, render(request, "claims/cases/case.html", shown | place))


def as_everyone(request: HttpRequest, row: Case) -> bool:
    """Members see what members may see, unless they ask what everyone does."""
    asked = request.GET.get("view") == "public" and row.visibility == Visibility.PUBLIC
    return asked or not is_member(request.user, row.workspace_id)


def _deleted(request: HttpRequest, pk: int) -> HttpResponse:
    """For those who may bring a deleted case back; not there for everyone else."""
    if not isinstance(request.user, User):
        return unseen(request)
    row = get_object_or_404(Case.objects.restorable_by(request.user), pk=pk)
    shown = {"case": row, "nav": "cases", "undo": undo.offered(request)}
    return render(request, "claims/cases/deleted_case.html", shown, status=410)


@signed_in
def new_case(request: HttpRequest) -> HttpResponse:
    """Open a case."""
    workspace, by = current_workspace(request), person(request)
    if workspace is None:
        return redirect("desk")

    def service(version: int | None, **given: Any) -> Case:
        return services.open_case(workspace, **given, by=by)

    form = CaseForm(request.POST or None)
    sheet = Sheet("new-case", "Open a case", "Open it", reverse("cases"), in_place=False)
    return ask(request, form, service, sheet, said="The case is open.", then=address_of)


@signed_in
def edit_case(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the words of a case."""
    row = case_at(request, pk)
    form = CaseForm(request.POST or None, initial=words_of(row))
    service = partial(services.edit_case, row, by=person(request))
    sheet = sheet_of(row, "edit-case", "Change title and summary", "Keep these words")

    def now() -> tuple[dict[str, object], str]:
        return words_of(Case.objects.get(pk=pk)), last_hand(row)

    return ask(request, form, service, sheet, said="The case is changed.", now=now)


@signed_in
def show_case(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who sees a case."""
    row, by = case_at(request, pk), person(request)
    given = {"visibility": row.visibility, "version": row.version}
    form = ShowCaseForm(request.POST or None, initial=given)
    if not may_show(by, row, Visibility.PUBLIC):
        form.fields["visibility"].choices = form.fields["visibility"].choices[:2]  # type: ignore[attr-defined]
    service = partial(services.show_case, row, by=by)
    sheet = sheet_of(row, "show-case", "Who sees this case", "Show it to them")
    return ask(request, form, service, sheet, said="Done. The page says who sees it now.")


@require_POST
@signed_in
def delete_case(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a case out of sight."""
    services.delete_case(case_at(request, pk), by=person(request))
    undo.offer(request, "The case is deleted.", reverse("restore-case", args=[pk]))
    return redirect("cases")


@require_POST
@signed_in
def restore_case(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring a deleted case back."""
    row = get_object_or_404(Case.objects.restorable_by(request.user), pk=pk)
    services.restore_case(row, by=person(request))
    messages.success(request, "The case is back, with all that was in it.")
    return redirect("case", pk)


def address_of(row: Case) -> str:
    """Where a case is read."""
    return reverse("case", args=[row.pk])


def sheet_of(row: Case, key: str, title: str, button: str) -> Sheet:
    """A form about a case, on a page of its own."""
    around = {"workspace": row.workspace, "seen_by": seen_by(row, public=False), "nav": "cases"}
    return Sheet(f"{key}-{row.pk}", title, button, address_of(row), in_place=False, shown=around)
