"""Who had it from whom, as a picture: for everyone where the claim is public, else for the desk."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import conditional_page, require_safe

from claims.records.models import Claim
from provenance.accounts.links import absolute
from provenance.accounts.models import Visibility
from provenance.accounts.rules import is_member

from .caching import for_everyone
from .forms.network import NetworkFilters
from .links import named, seen_by
from .pages.network import NetworkPage, claim_pictured, network_page
from .reader import unseen

SVG = "image/svg+xml; charset=utf-8"


@require_safe
@conditional_page
def claim_graph(request: HttpRequest, pk: int) -> HttpResponse:
    """The network and the time line of a claim, drawn and in words."""
    row = _seen(request, pk)
    if row is None:
        return unseen(request)
    if row.merged_into_id:
        return redirect("claim-graph", row.merged_into_id)
    page = _page(request, row)
    place = {"seen_by": "public" if page.public else seen_by(row), "workspace": row.workspace}
    shown = {"page": page, "line": mark_safe(page.line_svg()), "nav": "claims"}  # noqa: S308
    shown["member"] = is_member(request.user, row.workspace_id)
    shown["back"] = named("claim" if shown["member"] else "public-claim", pk)
    return for_everyone(request, render(request, "claims/network/graph.html", shown | place))


@require_safe
@conditional_page
def graph_json(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What the picture is drawn from."""
    page = _page(request, _seen_or_404(request, pk))
    return for_everyone(request, JsonResponse({"claim": pk, "link": page.here, **page.data}))


@require_safe
@conditional_page
def graph_svg(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture as a file."""
    page = _page(request, _seen_or_404(request, pk))
    return file_of(request, page.svg(origin_of(request)), f"claim-{pk}-network.svg")


@require_safe
@conditional_page
def time_line_svg(request: HttpRequest, pk: int) -> HttpResponse:
    """The time line as a file."""
    page = _page(request, _seen_or_404(request, pk))
    return file_of(request, page.line_svg(origin_of(request)), f"claim-{pk}-timeline.svg")


def file_of(request: HttpRequest, drawn: str, name: str) -> HttpResponse:
    """A picture as a file; shown in the browser unless it is to be kept."""
    answer = HttpResponse(drawn, content_type=SVG)
    kept = "attachment" if "download" in request.GET else "inline"
    answer["Content-Disposition"] = f'{kept}; filename="{name}"'
    return for_everyone(request, answer)


def origin_of(request: HttpRequest) -> str:
    """What stands before addresses in a file, so that it leads back here."""
    return absolute("/", request).rstrip("/")


def _page(request: HttpRequest, row: Claim) -> NetworkPage:
    """Members see what members see, unless they ask what everyone does."""
    member = is_member(request.user, row.workspace_id)
    asked = request.GET.get("view") == "public" and row.visibility == Visibility.PUBLIC
    filters = NetworkFilters(request.GET)
    return network_page(claim_pictured(row), request.user, filters, public=asked or not member)


def _seen(request: HttpRequest, pk: int) -> Claim | None:
    rows = Claim.objects.visible_to(request.user).select_related("workspace")
    return rows.filter(pk=pk).first()


def _seen_or_404(request: HttpRequest, pk: int) -> Claim:
    row = _seen(request, pk)
    if row is None:
        raise Http404("There is no such claim.")
    return row
