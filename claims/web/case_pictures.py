"""The pictures of a whole case: its network, its time line, and who calls whom what."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import conditional_page, require_safe

from claims.cases.models import Case
from claims.cases.reading import articles_in, claims_in
from provenance.accounts.rules import is_member
from provenance.web import undo

from .caching import for_everyone
from .cases import as_everyone
from .forms.network import NetworkFilters
from .links import named
from .network import file_of, origin_of
from .pages.case import seen_by
from .pages.case_line import drawn, line_of
from .pages.namings import naming_page
from .pages.network import NetworkPage, Subject, network_page
from .pages.viewing import viewer_of
from .reader import unseen


@require_safe
@conditional_page
def case_graph(request: HttpRequest, pk: int) -> HttpResponse:
    """The network and the time line of a case, drawn and in words."""
    row = _seen(request, pk)
    if row is None:
        return unseen(request)
    page = _page(request, row)
    shown = {"page": page, "line": mark_safe(page.line_svg())}  # noqa: S308
    return _rendered(request, row, "claims/network/graph.html", shown)


@require_safe
@conditional_page
def case_names(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is called what in the texts of a case."""
    row = _seen(request, pk)
    if row is None:
        return unseen(request)
    public = as_everyone(request, row)
    page = naming_page(_subject(request, row), request.user, public=public)
    return _rendered(request, row, "claims/naming_table.html", {"page": page})


@require_safe
@conditional_page
def graph_json(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What the picture is drawn from."""
    page = _page(request, _seen_or_404(request, pk))
    return for_everyone(request, JsonResponse({"case": pk, "link": page.here, **page.data}))


@require_safe
@conditional_page
def graph_svg(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture as a file."""
    page = _page(request, _seen_or_404(request, pk))
    return file_of(request, page.svg(origin_of(request)), f"case-{pk}-network.svg")


@require_safe
@conditional_page
def time_line_svg(request: HttpRequest, pk: int) -> HttpResponse:
    """The time line of the case as a file."""
    row = _seen_or_404(request, pk)
    viewer = viewer_of(request.user, public=as_everyone(request, row))
    articles = articles_in(row, viewer).with_sources().order_by("published", "pk")
    claims = claims_in(row, viewer).order_by("pk").values_list("pk", flat=True)
    line = line_of(list(articles), list(claims), viewer)
    address = f"{origin_of(request)}{named('case', pk)}#time-line"
    return file_of(request, drawn(line, row.title, address), f"case-{pk}-timeline.svg")


def _rendered(
    request: HttpRequest, row: Case, template: str, shown: dict[str, object]
) -> HttpResponse:
    """One of the pages around a case, with the way back to it."""
    around = {
        "seen_by": seen_by(row, public=as_everyone(request, row)),
        "workspace": row.workspace,
        "member": is_member(request.user, row.workspace_id),
        "back": named("case", row.pk),
        "nav": "cases",
        "undo": undo.offered(request),
    }
    return for_everyone(request, render(request, template, shown | around))


def _page(request: HttpRequest, row: Case) -> NetworkPage:
    filters, public = NetworkFilters(request.GET), as_everyone(request, row)
    return network_page(_subject(request, row), request.user, filters, public=public)


def _subject(request: HttpRequest, row: Case) -> Subject:
    """What is drawn: the articles and claims of the case that the viewer sees. Two queries."""
    viewer = viewer_of(request.user, public=as_everyone(request, row))
    claims = list(claims_in(row, viewer).order_by("pk").values_list("pk", flat=True))
    articles = list(articles_in(row, viewer).order_by("pk").values_list("pk", flat=True))
    return Subject("case", row.pk, row.title, row.language, row.visibility, claims, articles)


def _seen(request: HttpRequest, pk: int) -> Case | None:
    rows = Case.objects.visible_to(request.user).select_related("workspace")
    return rows.filter(pk=pk).first()


def _seen_or_404(request: HttpRequest, pk: int) -> Case:
    row = _seen(request, pk)
    if row is None:
        raise Http404("There is no such case.")
    return row
