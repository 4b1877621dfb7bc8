"""The bookmarklet: its link, the door its pages come in by, and the step that confirms them.

A page comes in by a POST from a foreign site. The login does not come along (SameSite=Lax), and
must not: anybody's site could send such a POST. So nothing is written until the person, led here
by a redirect that does carry the login, presses a button on a page of ours.
"""

from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from provenance.capture import parcels, services
from provenance.capture.models import CaptureRequest
from provenance.capture.services import Given

from . import errors
from .bringing_forms import LEVELS
from .context import person
from .where import recording_workspace

BOOKMARKLET = CaptureRequest.Origin.BOOKMARKLET
SCRIPT = Path(__file__).parent / "static" / "built" / "bookmarklet.js"


def bookmarklet_for(request: HttpRequest) -> str:
    """The address of the bookmark; empty where the front end is not built."""
    origin = settings.SITE_URL or request.build_absolute_uri("/").rstrip("/")
    return _bookmarklet(origin)


@csrf_exempt
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """Take a page from anywhere, keep it for minutes, and lead the person to confirm it."""
    sent = {name: request.POST.get(name, "") for name in ("address", "title", "html")}
    try:
        key = parcels.leave(**sent, sender=request.META.get("REMOTE_ADDR", ""))
    except ValidationError as error:
        return errors.page(request, 400, error.messages)
    except parcels.TooMany:
        return errors.page(request, 429)
    # 303, so that the next request is a GET, with which browsers send the login along.
    answer = HttpResponseRedirect(reverse("bookmarklet-confirm", args=[key]))
    answer.status_code = 303
    return answer


@never_cache
@login_required
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Show what came, and bring it in when the person says so."""
    parcel = parcels.look(key)
    if parcel is None:
        return render(request, "provenance/bookmarklet_gone.html", status=404)
    if request.method == "POST":
        return _brought_in(request, key, parcel)
    shown = {"parcel": parcel, "size": len(parcel.html), "levels": LEVELS, "nav": "articles"}
    return render(request, "provenance/bookmarklet.html", shown)


def _brought_in(request: HttpRequest, key: str, parcel: parcels.Parcel) -> HttpResponse:
    if "discard" in request.POST:
        parcels.discard(key)
        return redirect("import")
    capture = services.request_capture(
        Given(BOOKMARKLET, parcel.address, name=parcel.title, payload=parcel.html),
        workspace=recording_workspace(request),
        by=person(request),
        visibility=request.POST.get("visibility", "workspace"),
    )
    parcels.discard(key)
    return redirect("batch", capture.batch)


@lru_cache(maxsize=8)
def _bookmarklet(origin: str) -> str:
    if not SCRIPT.exists():
        return ""
    return "javascript:" + quote(SCRIPT.read_text("utf-8").replace("__ORIGIN__", origin))
