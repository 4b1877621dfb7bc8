"""The public page of a claim and its ClaimReview. No login; see decision 0001."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import conditional_page, require_safe

from claims.exchange import claimreview
from claims.exchange.published import read
from claims.records.models import Claim
from provenance.accounts.links import absolute
from provenance.accounts.rules import is_member
from provenance.written import written_once

from .caching import for_everyone
from .embedding import frame_of, oembed_of
from .pages.counted import asked_without
from .pages.public import public_page


@require_safe
@conditional_page
def public_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """The verdict first, then all that it rests on."""
    claim = _visible(request, pk)
    if claim.merged_into_id:
        return redirect("public-claim", claim.merged_into_id)
    page = public_page(claim, absolute(request.path, request), asked_without(request.GET))
    if page is not None:
        shown: dict[str, Any] = {
            "page": page,
            "member": is_member(request.user, claim.workspace_id),
        }
        shown |= {"oembed": oembed_of(page.address, request), "seen_by": "public"}
        shown["frame"] = frame_of(page.published, request)
        return for_everyone(request, render(request, "claims/public_claim.html", shown))
    if is_member(request.user, claim.workspace_id):
        return redirect("claim", claim.pk)
    raise Http404


@require_safe
@conditional_page
def claimreview_json(request: HttpRequest, pk: int) -> HttpResponse:
    """The same facts for programs, exactly as they stand in the page."""
    published = read(_visible(request, pk))
    if published is None or published.is_withdrawn:
        raise Http404
    address = absolute(reverse("public-claim", args=[pk]), request)
    data = claimreview.dump(published, address=address)
    answer = JsonResponse(data, content_type="application/ld+json")
    answer["Access-Control-Allow-Origin"] = "*"
    return for_everyone(request, answer)


def _visible(request: HttpRequest, pk: int) -> Claim:
    for claim in _claim(pk, request.user):
        assert isinstance(claim, Claim)
        return claim
    raise Http404


@written_once
def _claim(pk: int, user: Any) -> Any:
    return Claim.objects.visible_to(user).filter(pk=pk).select_related("workspace")
