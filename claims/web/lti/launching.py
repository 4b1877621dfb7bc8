"""Where a platform brings someone: the question to it, its answer, and the way in."""

import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login as sign_in
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims.classroom.models import Assignment
from claims.lti import services
from claims.lti.addresses import origin
from claims.lti.message import Message
from claims.lti.models import Launch, Platform
from provenance.accounts.links import absolute
from provenance.accounts.models import User
from provenance.accounts.rules import NotNow
from provenance.web import errors
from provenance.web.middleware import CLASS_COOKIE

from ..classroom.joining import come_in as come_into_class
from .framing import FRAMED, frame_for, mark_for_frames
from .pacing import may_begin

BROWSER = "lti"  # The cookie by which a launch knows the browser that began it.
BACKEND = "django.contrib.auth.backends.ModelBackend"
IN_FRAME = ("iframe", "frame")
ASKED = (
    "iss",
    "login_hint",
    "target_link_uri",
    "lti_message_hint",
    "lti_deployment_id",
    "client_id",
)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """A platform says that someone comes; we ask it who that is."""
    sent = request.POST if request.method == "POST" else request.GET
    params = {name: sent[name] for name in ASKED if name in sent}
    if not may_begin(request):
        return errors.too_many(request)
    if is_framed(request) and not settings.SESSION_COOKIE_SECURE:
        return _in_a_window(request, params)
    browser = request.COOKIES.get(BROWSER) or secrets.token_urlsafe(24)
    back = absolute(reverse("lti-launch"), request)
    try:
        answer = redirect(services.begin_launch(params, back=back, browser=browser))
    except PermissionDenied as because:
        return _not_opened(request, because)
    secure = settings.SESSION_COOKIE_SECURE
    answer.set_cookie(
        BROWSER,
        browser,
        path="/lti/",
        secure=secure,
        httponly=True,
        # The platform's answer is posted from its own site, where a lax cookie stays at home.
        # Over plain http a browser takes none that says so; one that says nothing goes along for
        # minutes.
        samesite="None" if secure else None,
    )
    if is_framed(request):
        mark_for_frames(answer, BROWSER)
    return answer


@csrf_exempt
@never_cache
@require_POST
def launch(request: HttpRequest) -> HttpResponse:
    """The platform's answer: checked, used up, and left behind by a redirect."""
    params = {name: request.POST[name] for name in request.POST}
    browser = request.COOKIES.get(BROWSER, "")
    try:
        found = services.receive_launch(params, browser=browser)
    except (PermissionDenied, NotNow) as because:
        return _refused(request, params, because)
    answer = redirect("lti-come-in", found.pk)
    if Message.of(found.said).teaches:
        answer.delete_cookie(CLASS_COOKIE, samesite="Lax")
    return answer


@never_cache
@require_safe
def come_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Students to their class, teachers to what they teach."""
    launch, message = launch_at(request, pk)
    let_frame(request, launch, message)
    if message.teaches:
        return redirect("lti-teach", launch.pk)
    arrival = services.arrive(launch, message)
    try:
        place = services.admit(arrival, message.name)
    except NotNow as because:
        return _not_opened(request, because)
    given = arrival.link.assignment if arrival.link else None
    seen = Assignment.objects.visible_to(place.user)
    if given is not None and seen.filter(pk=given.pk).exists():
        answer = come_into_class(request, place, "class-lesson", "", given.pk)
    else:
        answer = come_into_class(request, place, "class-home")
    keep_frame(request)
    return answer


def launch_at(request: HttpRequest, pk: int) -> tuple[Launch, Message]:
    """A launch that this browser made a while ago; 404 for every other."""
    found = services.going_on(pk, request.COOKIES.get(BROWSER, ""))
    if found is None:
        raise Http404
    return found


def let_frame(request: HttpRequest, launch: Launch, message: Message) -> None:
    """Where a launch stands in a frame of the platform, its pages may."""
    if message.in_frame or is_framed(request):
        frame_for(request, launch.platform, _places(launch.platform, message))


def keep_frame(request: HttpRequest) -> None:
    """The same for the session that was just begun."""
    framed = getattr(request, "lti_framed", None)
    if framed is not None:
        request.session[FRAMED] = framed


def let_in(request: HttpRequest, user: User) -> None:
    """Sign a teacher in on the word of the platform."""
    sign_in(request, user, BACKEND)
    keep_frame(request)


def _places(platform: Platform, message: Message) -> list[str]:
    given = (platform.issuer, platform.auth_url, message.back_to)
    return list(dict.fromkeys(place for place in map(origin, given) if place))


def begin_again(params: Mapping[str, str]) -> str:
    """Where what a platform began is begun once more, in a window."""
    return f"{reverse('lti-login')}?{urlencode(params)}"


def is_framed(request: HttpRequest) -> bool:
    """Whether the browser says that this page goes into a frame."""
    return request.headers.get("Sec-Fetch-Dest") in IN_FRAME


def _refused(request: HttpRequest, params: Mapping[str, str], because: Exception) -> HttpResponse:
    """The refusal, in the frame of the platform too where it was begun in one.

    Where the browser kept nothing for the frame, a window is offered instead.
    """
    begun = Launch.objects.select_related("platform").filter(state=params.get("state", "")).first()
    if begun is None or not is_framed(request):
        return _not_opened(request, because)
    if BROWSER not in request.COOKIES and begun.used_at is None:
        return _in_a_window(request, begun.asked, status=403)
    frame_for(request, begun.platform, [origin(begun.platform.auth_url)])
    return _not_opened(request, because)


def _not_opened(request: HttpRequest, because: Exception) -> HttpResponse:
    """Why nothing was opened. Signing in, which other refusals offer, would not help here."""
    shown = {"said": str(because), "nav": "class"}
    return render(request, "claims/lti/refused.html", shown, status=errors.status_of(because))


def _in_a_window(
    request: HttpRequest, params: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Over plain http no browser keeps anything for a frame, and many do not over https either."""
    rows = Platform.objects.called(params.get("iss", ""), params.get("client_id", ""))
    for platform in rows[:1]:
        frame_for(request, platform, [origin(platform.auth_url)])
    shown = {"again": begin_again(params), "nav": "class"}
    return render(request, "claims/lti/window.html", shown, status=status)
