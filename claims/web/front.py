"""The front page: for strangers what this is and what was published; for members the way in."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import conditional_page, require_safe

from .caching import for_everyone
from .pages.verdicts import latest_verdicts

LATEST = 12


@require_safe
@conditional_page
def front(request: HttpRequest) -> HttpResponse:
    """The latest verdicts of everyone who publishes here."""
    if request.user.is_authenticated:
        return redirect("desk")
    shown = {"verdicts": latest_verdicts(AnonymousUser(), LATEST), "seen_by": "public"}
    return for_everyone(request, render(request, "claims/front.html", shown))
