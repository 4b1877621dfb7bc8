"""What happens to every request before a page or the API sees it."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.doors import through
from provenance.audit.models import Via

from . import errors

PROGRAMS = ("/api/", "/hypothesis/api/")
# What an account made for a class opens; see `User.is_confined`.
CLASSROOM = (
    "/class/",
    "/api/v1/courses/",
    "/api/v1/assignments/",
    "/api/v1/submissions/",
    # Where a learning platform brings a student in.
    "/lti/login/",
    "/lti/launch/",
    "/account/logout/",
    "/static/",
)
CLASS_COOKIE = "class"  # In browsers of students, so that a page can say so without a look.
OUTSIDE = (
    "You are here with a name from a class, which opens the class and nothing else, so that "
    "nobody meets an answer before its time."
)


class DoorMiddleware:
    """Says in the audit which door a change came through, and answers refusals in one way."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, marked as coming by page or by API.

        Accounts that were made for a class come into the classroom alone. Whatever else there
        is, and whatever a room will add, refuses their browser; and a browser that says nothing
        of it is a stranger's there. So no page, list, count, feed or program's address can betray
        a verdict that a class is to find.
        """
        if not request.path.startswith(CLASSROOM):
            if request.COOKIES.get(CLASS_COOKIE):
                return errors.page(request, 403, [OUTSIDE])
            asking = request.user
            request.user = SimpleLazyObject(lambda: _outside(asking))  # type: ignore[assignment]
        if not request.path.startswith(PROGRAMS):
            with through(Via.PAGE):
                return self.get_response(request)
        with through(Via.API):
            response = self.get_response(request)
        # What one person may see is not for caches that others share.
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn a refusal raised by a service into a page with its status and reason."""
        if isinstance(error, NotNow | Stale | PermissionDenied | ValidationError):
            return errors.refusal(request, error)
        return None


def _outside(user: Any) -> Any:
    """Who someone is outside the classroom: nobody, with an account made for a class.

    Asked only where a page asks who is there, so that pages which are the same for everyone
    stay so for caches.
    """
    confined = isinstance(user, User) and user.is_confined
    return AnonymousUser() if confined else user
