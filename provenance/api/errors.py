"""One shape for every API error: `{"error": {"code", "message", "fields"}}`."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

from provenance.accounts.rules import NotNow, Stale


class Conflict(exceptions.APIException):
    """The right person at the wrong moment."""

    status_code = 409
    default_code = "conflict"


class PreconditionFailed(exceptions.APIException):
    """The row was changed since it was read."""

    status_code = 412
    default_code = "stale"


class PreconditionRequired(exceptions.APIException):
    """A write that must say which version it changes."""

    status_code = 428
    default_code = "precondition_required"
    default_detail = (
        "Send If-Match with the ETag you read, so that nobody's change is lost."
    )


CODES = {
    400: "invalid",
    404: "not_found",
    403: "forbidden",
    401: "not_logged_in",
    429: "throttled",
}


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler, with our refusals and our one shape."""
    response = exception_handler(_known(error), context)
    if response is not None:
        response.data = {"error": _shape(_known(error), response)}
    return response


def _known(error: Exception) -> Exception:
    if isinstance(error, NotNow):
        return Conflict(str(error))
    if isinstance(error, Stale):
        return PreconditionFailed(str(error))
    if isinstance(error, ValidationError):
        fields = (
            error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        )
        return exceptions.ValidationError(fields)
    return error


def _shape(error: Exception, response: Response) -> dict[str, Any]:
    if isinstance(error, exceptions.ValidationError):
        fields = _fields(error.detail)
        first = next(iter(fields.items()), ("", ["That could not be used."]))
        message = f"{first[0]}: {first[1][0]}" if first[0] else first[1][0]
        return {"code": "invalid", "message": message, "fields": fields}
    code = CODES.get(response.status_code) or getattr(error, "default_code", "error")
    if isinstance(error, Http404):
        message = "There is nothing here that you may see."
    elif isinstance(error, PermissionDenied):
        message = str(error) or "You may not do this."
    else:
        message = str(getattr(error, "detail", error))
    return {"code": code, "message": message, "fields": {}}


def _fields(detail: Any, prefix: str = "") -> dict[str, list[str]]:
    """Flatten nested complaints: `appearance.start` -> messages."""
    if isinstance(detail, dict):
        found: dict[str, list[str]] = {}
        for name, inner in detail.items():
            name = "" if name in {"non_field_errors", "__all__"} else str(name)
            found |= _fields(inner, ".".join(filter(None, [prefix, name])))
        return found
    if isinstance(detail, list) and any(
        isinstance(item, dict | list) for item in detail
    ):
        found = {}
        for place, inner in enumerate(detail):
            found |= _fields(inner, f"{prefix}.{place}" if prefix else str(place))
        return found
    said = detail if isinstance(detail, list) else [detail]
    return {prefix: [str(item) for item in said]} if said else {}
