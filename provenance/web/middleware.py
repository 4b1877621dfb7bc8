"""What happens to every request before a page or the API sees it."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse

from provenance.accounts.rules import NotNow, Stale
from provenance.audit.doors import through
from provenance.audit.models import Via

from . import errors

PROGRAMS = ("/api/", "/hypothesis/api/")


class DoorMiddleware:
    """Says in the audit which door a change came through, and answers refusals in one way."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, marked as coming by page or by API."""
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
