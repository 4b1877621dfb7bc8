"""A class inside a page of the school's platform: who frames it, and what a browser keeps there.

Nobody frames our pages (`frame-ancestors 'none'`), but the platform from which this very session
was launched into a frame, and only what a class opens. Over https its cookies are then marked to
go along in frames of that site, and of that site alone (`Partitioned`: browsers that refuse
cookies of others keep these); over plain http no browser would take them so.
"""

from collections.abc import Callable, Mapping
from http.cookies import Morsel
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from claims.lti.models import Platform
from provenance.web.middleware import CLASS_COOKIE

FRAMED = "lti_framed"  # In the session: the platform, and where its pages stand.
PAGES = ("/lti/login/", "/lti/register/", "/lti/launch/", "/lti/teach/", "/class/", "/classes/")
# Python writes this word from 3.14 on by itself; before, it has to be told that there is one.
WORDS: Any = Morsel
WORDS._reserved.setdefault("partitioned", "Partitioned")
WORDS._flags.add("partitioned")
NOBODY = "frame-ancestors 'none'"


class FrameMiddleware:
    """Lets a registered platform show in its frames what was launched from it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and open the answer to the frame it was asked for in."""
        response = self.get_response(request)
        places = _places(request) if request.path.startswith(PAGES) else []
        if places:
            _open_to(response, places)
        return response


def frame_for(request: HttpRequest, platform: Platform, places: list[str]) -> None:
    """This answer, and those of the session, may stand in frames of these places."""
    request.lti_framed = {"platform": platform.pk, "places": places}  # type: ignore[attr-defined]


def _places(request: HttpRequest) -> list[str]:
    at_once: Mapping[str, Any] | None = getattr(request, "lti_framed", None)
    if at_once is not None:
        return list(at_once["places"])
    session = getattr(request, "session", None)
    if session is None or not session.accessed:
        return []
    kept = session.get(FRAMED)
    if not kept or not Platform.objects.alive().filter(pk=kept["platform"]).exists():
        return []
    return list(kept["places"])


def _open_to(response: HttpResponse, places: list[str]) -> None:
    policy = response.headers.get("Content-Security-Policy", "")
    response.headers["Content-Security-Policy"] = policy.replace(
        NOBODY, f"frame-ancestors {' '.join(places)}"
    )
    del response.headers["X-Frame-Options"]
    if not settings.SESSION_COOKIE_SECURE:
        return
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, CLASS_COOKIE):
        if name in response.cookies:
            mark_for_frames(response, name)


def mark_for_frames(response: HttpResponse, name: str) -> None:
    """Let a cookie go along in frames of the site that frames us now."""
    response.cookies[name]["samesite"] = "None"
    response.cookies[name]["partitioned"] = True
