"""One page for every refusal: what happened, what to do, and the right status."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from provenance.accounts.rules import NotNow, Stale
from provenance.api.errors import CODES, shape

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


def page(request: HttpRequest, status: int, said: list[str] | None = None) -> HttpResponse:
    """The error page in the look of the site; for programs, the error shape of the API."""
    sentences = [sentence for sentence in said or [] if sentence]
    if request.path.startswith("/api/"):
        message = " ".join(sentences) or WORDS[status]
        return JsonResponse(shape(CODES.get(status, "invalid"), message), status=status)
    context = {"status": status, "words": WORDS[status], "said": sentences}
    return render(request, "provenance/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request itself makes no sense, for instance a host name that is not ours."""
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: someone may not do this; the reason is the exception's."""
    return page(request, 403, [str(exception)])


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such address, or a row this person may not see; the two look the same."""
    return page(request, 404)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: django-allauth counted too many attempts."""
    return page(request, 429, ["There were too many attempts. Wait a few minutes, then try again."])


def broken(request: HttpRequest) -> HttpResponse:
    """500: rendered without context processors, since the database may be what broke."""
    if request.path.startswith("/api/"):
        return JsonResponse(shape("broken", f"{WORDS[500]}."), status=500)
    return HttpResponse(
        render_to_string("provenance/broken.html", {"words": WORDS[500]}), status=500
    )
