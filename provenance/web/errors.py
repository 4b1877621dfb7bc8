"""One page for every refusal: what happened, what to do, and the right status."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from provenance.accounts.rules import NotNow, Stale

WORDS = {
    400: "That could not be used",
    403: "Not yours to do",
    404: "Nothing here for you",
    409: "Not at this moment",
    412: "Someone was quicker",
    429: "A little slower, please",
    500: "Something broke on our side",
}


def status_of(error: Exception) -> int:
    """The one table from refusals to statuses, for pages and the API alike."""
    if isinstance(error, PermissionDenied):
        return 403
    if isinstance(error, NotNow):
        return 409
    if isinstance(error, Stale):
        return 412
    return 400


def refusal(request: HttpRequest, error: Exception) -> HttpResponse:
    """The page for a refusal raised by a service."""
    said = error.messages if isinstance(error, ValidationError) else [str(error)]
    return page(request, status_of(error), said)


def page(
    request: HttpRequest, status: int, said: list[str] | None = None
) -> HttpResponse:
    """The error page in the look of the site."""
    context = {
        "status": status,
        "words": WORDS[status],
        "said": [s for s in said or [] if s],
    }
    return render(request, "provenance/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400"""
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403"""
    return page(request, 403, [str(exception)])


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404"""
    return page(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: rendered without context processors, since the database may be what broke."""
    from django.template.loader import render_to_string

    return HttpResponse(
        render_to_string("provenance/broken.html", {"words": WORDS[500]}), status=500
    )
