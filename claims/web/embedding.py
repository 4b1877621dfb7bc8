"""A public claim in other people's pages: a card in a frame, and oEmbed, which tells of it.

Source: https://oembed.com, version 1.0.
"""

from typing import Any
from urllib.parse import quote, urlsplit

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import conditional_page, require_safe

from claims.exchange.published import Published, public_appearances, put_together, verdicts_of
from provenance.accounts.links import absolute

from .caching import FRESH_FOR, the_same_for_all
from .pages.embedding import HEIGHT, WIDTH, asked_for, frame
from .printed import public_or_404

ABOUT_A_CLAIM = {"public-claim", "claim-card"}


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # As in `annotating`.
@require_safe
@conditional_page
def card(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The claim, its verdict and the reason on a card without scripts, for frames of any site."""
    claim = public_or_404(pk)
    if claim.merged_into_id:
        return redirect("claim-card", claim.merged_into_id)
    shown = {"published": _published(claim), "verdict": verdicts_of(claim)[0]}
    shown["address"] = absolute(reverse("public-claim", args=[pk]), request)
    # Without the request: nothing on it depends on who asks, so caches need not keep it apart.
    return the_same_for_all(HttpResponse(render_to_string("claims/card.html", shown)))


@require_safe
@conditional_page
def oembed(request: HttpRequest) -> HttpResponse:
    """How another site may show the claim whose address it names."""
    if request.GET.get("format", "json") != "json":
        return _open(JsonResponse({"error": "Only JSON is spoken here."}, status=501))
    room = asked_for(request.GET)
    if room is None:
        told = "maxwidth and maxheight are numbers of pixels, 1 or more."
        return _open(JsonResponse({"error": told}, status=400))
    claim = public_or_404(_claim_at(request))
    pk = claim.merged_into_id or claim.pk
    published = _published(claim if pk == claim.pk else public_or_404(pk))
    return the_same_for_all(_open(JsonResponse(_told(published, room, request))))


def oembed_of(address: str, request: HttpRequest) -> str:
    """Where oEmbed tells of the claim at `address`."""
    return absolute(f"{reverse('oembed')}?url={quote(address, safe='')}", request)


def frame_of(
    published: Published, request: HttpRequest, room: tuple[int, int] = (WIDTH, HEIGHT)
) -> str:
    """The markup that shows the card of a claim in a page."""
    title = f"{published.rating_label}: {published.called}"
    return frame(absolute(reverse("claim-card", args=[published.claim]), request), title, *room)


def _told(published: Published, room: tuple[int, int], request: HttpRequest) -> dict[str, Any]:
    pk = published.claim
    width, height = room
    return {
        "version": "1.0",
        "type": "rich",
        "title": f"{published.rating_label}: {published.called}",
        "author_name": published.publisher,
        "author_url": published.publisher_address or absolute("/", request),
        "provider_name": published.publisher,
        "provider_url": absolute("/", request),
        "cache_age": FRESH_FOR,
        "html": frame_of(published, request, room),
        "width": width,
        "height": height,
        "thumbnail_url": absolute(reverse("share-image", args=[pk]), request),
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }


def _claim_at(request: HttpRequest) -> int:
    """The number of the claim whose address is asked about; 404 for an address of anything else."""
    try:
        given, here = urlsplit(request.GET.get("url", "")), urlsplit(absolute("/", request))
        found = resolve(given.path)
    except (ValueError, Resolver404):
        raise Http404("That is no address of a claim here.") from None
    if given.netloc != here.netloc or found.url_name not in ABOUT_A_CLAIM:
        raise Http404("That is no address of a claim here.")
    return int(found.kwargs["pk"])


def _published(claim: Any) -> Published:
    verdicts = verdicts_of(claim)
    if not verdicts:
        raise Http404
    return put_together(claim, verdicts, public_appearances(claim))


def _open(response: JsonResponse) -> JsonResponse:
    """For programs on any page."""
    response["Access-Control-Allow-Origin"] = "*"
    return response
