"""One shape for every API error: `{"error": {"code", "message", "fields"}}`."""

from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.db import IntegrityError
from django.http import Http404
from psycopg.errors import UniqueViolation
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
    default_detail = "Send If-Match with the ETag you read, so that nobody's change is lost."


class TooLarge(exceptions.APIException):
    """A body beyond what one request may carry."""

    status_code = 413
    default_code = "too_large"
    default_detail = "This is larger than one request may be."


CODES = {
    401: "not_logged_in",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    415: "unsupported_media_type",
    429: "throttled",
}


def handle(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler, with our refusals and our one shape."""
    known = _known(error)
    response = exception_handler(known, context)
    if response is not None:
        response.data = _told(known, response.status_code)
    return response


def shape(
    code: str, message: str, fields: dict[str, list[str]] | None = None
) -> dict[str, dict[str, Any]]:
    """The one shape; `fields` maps a field's dotted name to what is wrong with it."""
    return {"error": {"code": code, "message": message, "fields": fields or {}}}


def _known(error: Exception) -> Exception:
    if isinstance(error, NotNow):
        return Conflict(str(error))
    if isinstance(error, Stale):
        return PreconditionFailed(str(error))
    if isinstance(error, RequestDataTooBig):
        return TooLarge()
    if isinstance(error, IntegrityError) and isinstance(error.__cause__, UniqueViolation):
        return Conflict("Someone else did the same at the same moment. Read again, then retry.")
    if isinstance(error, ValidationError):
        fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        return exceptions.ValidationError(fields)
    return error


def _told(error: Exception, status: int) -> dict[str, dict[str, Any]]:
    if isinstance(error, exceptions.ValidationError):
        fields = _fields(error.detail)
        name, said = next(iter(fields.items()), ("", ["That could not be used."]))
        return shape("invalid", f"{name}: {said[0]}" if name else said[0], fields)
    code = CODES.get(status) or str(getattr(error, "default_code", "error"))
    if isinstance(error, Http404):
        return shape(code, "There is nothing here that you may see.")
    if isinstance(error, PermissionDenied):
        return shape(code, str(error) or "You may not do this.")
    return shape(code, str(getattr(error, "detail", error)))


def _fields(detail: Any, prefix: str = "") -> dict[str, list[str]]:
    """Flatten nested complaints: `appearance.start` -> messages."""
    if isinstance(detail, dict):
        found: dict[str, list[str]] = {}
        for name, inner in detail.items():
            name = "" if name in {"non_field_errors", "__all__"} else str(name)
            found |= _fields(inner, ".".join(filter(None, [prefix, name])))
        return found
    if isinstance(detail, list) and any(isinstance(item, dict | list) for item in detail):
        found = {}
        for place, inner in enumerate(detail):
            found |= _fields(inner, f"{prefix}.{place}" if prefix else str(place))
        return found
    said = detail if isinstance(detail, list) else [detail]
    return {prefix: [str(item) for item in said]} if said else {}
