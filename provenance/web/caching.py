"""How long an answer may be kept, and by whom."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers

FRESH_FOR = 60  # Seconds.


def for_everyone(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let shared caches keep a public page for a minute, unless it was made for someone known.

    The page carries the colours that a cookie asks for, so caches keep apart by cookie.
    """
    known = {settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys()
    if known:
        patch_cache_control(response, private=True, no_cache=True)
    else:
        patch_cache_control(response, public=True, max_age=FRESH_FOR)
    patch_vary_headers(response, ["Cookie"])
    return response


def the_same_for_all(response: HttpResponse) -> HttpResponse:
    """Let shared caches keep for a minute what never depends on who asks, not even its colours."""
    patch_cache_control(response, public=True, max_age=FRESH_FOR)
    return response
