"""Addresses of learning platforms. Students come through those under launch/ alone."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.csrf import csrf_exempt


def later(name: str) -> Callable[..., HttpResponseBase]:
    """The view `module.name` of this package, loaded with its first request.

    What reads the tokens of platforms is heavy, and most sites are never asked by one.
    """
    module, _, view = name.partition(".")

    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        found = getattr(import_module(f"{__package__}.{module}"), view)
        answer: HttpResponseBase = found(request, *args, **kwargs)
        return answer

    asked.__name__ = asked.__qualname__ = view
    return asked


LTI: list[URLPattern | URLResolver] = [
    path("lti/login/", csrf_exempt(later("launching.login")), name="lti-login"),
    path("lti/launch/", csrf_exempt(later("launching.launch")), name="lti-launch"),
    path("lti/launch/<int:pk>/", later("launching.come_in"), name="lti-come-in"),
    path("lti/register/<str:secret>/", later("registering.register"), name="lti-register"),
    path("lti/jwks.json", later("keys.key_set"), name="lti-keys"),
    path("lti/teach/<int:pk>/", later("teaching.arrive"), name="lti-teach"),
    path("lti/teach/<int:pk>/account/", later("teaching.account"), name="lti-account"),
    path("lti/teach/<int:pk>/course/", later("teaching.course"), name="lti-course"),
    path("lti/teach/<int:pk>/link/", later("teaching.link"), name="lti-link"),
    path("lti/teach/<int:pk>/pick/", later("teaching.pick"), name="lti-pick"),
    path("classes/contexts/<int:pk>/read/", later("courses.read_list"), name="read-context"),
    path("classes/contexts/<int:pk>/unlink/", later("courses.unlink"), name="unlink-context"),
    path(
        "classes/assignments/<int:pk>/tell-again/", later("courses.tell_again"), name="tell-again"
    ),
    path("settings/platforms/", later("platforms.platforms"), name="settings-platforms"),
    path("settings/platforms/open/", later("registering.open_door"), name="open-to-platform"),
    path("settings/platforms/<int:pk>/", later("platforms.platform"), name="platform"),
    path(
        "settings/platforms/<int:pk>/edit/", later("platforms.edit_platform"), name="edit-platform"
    ),
    path(
        "settings/platforms/<int:pk>/key/", later("platforms.renew_key"), name="renew-platform-key"
    ),
    path(
        "settings/platforms/<int:pk>/delete/",
        later("platforms.delete_platform"),
        name="delete-platform",
    ),
    path(
        "settings/platforms/<int:pk>/restore/",
        later("platforms.restore_platform"),
        name="restore-platform",
    ),
    path(
        "settings/platforms/people/<int:pk>/unlink/",
        later("platforms.unlink_account"),
        name="unlink-account",
    ),
]
