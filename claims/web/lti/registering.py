"""A platform that registers itself: the owner's link, and what the platform opens by it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from claims.lti import services
from claims.lti.addresses import origin
from provenance.accounts.links import absolute
from provenance.web.context import person

from ..entry import signed_in
from .framing import frame_for
from .platforms import LIST, here, our_addresses, shown_in_list


@require_POST
@never_cache
@signed_in
def open_door(request: HttpRequest) -> HttpResponse:
    """Make the link; it stands on this answer and nowhere else."""
    _, secret = services.make_opening(here(request), by=person(request))
    path = f"/lti/register/{secret}/"
    return render(request, LIST, shown_in_list(request) | {"link": absolute(path, request)})


@never_cache
@require_safe
def register(request: HttpRequest, secret: str) -> HttpResponse:
    """What a platform opens in a frame or a window for its administrator."""
    address = request.GET.get("openid_configuration", "")
    row = services.register_itself(
        secret,
        address=address,
        token=request.GET.get("registration_token", ""),
        ours=our_addresses(request),
    )
    frame_for(request, row, [origin(address)])
    shown = {"platform": row, "origin": origin(address), "nav": ""}
    return render(request, "claims/lti/registered.html", shown)
