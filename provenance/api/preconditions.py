"""ETag, If-Match and Idempotency-Key, the same for every resource."""

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from .errors import PreconditionFailed, PreconditionRequired


def etag(row: Any) -> str:
    """The strong ETag of a row: its kind, id and version."""
    return f'"{row._meta.model_name}-{row.pk}-{getattr(row, "version", 1)}"'


def expected_version(request: Request, row: Any, *, required: bool = False) -> int | None:
    """The version named by If-Match, to be checked again under lock by the service.

    None when no If-Match was sent (428 where one is required); 412 when it names another row or
    version.
    """
    given = request.headers.get("If-Match")
    if given is None:
        if required:
            raise PreconditionRequired()
        return None
    if given.strip() == "*":
        return None
    if etag(row) not in [tag.strip() for tag in given.split(",")]:
        raise PreconditionFailed(f"The row is now {etag(row)}; read it again before changing it.")
    version: int = getattr(row, "version", 1)
    return version


def answer(row: Any, data: Any, status: int = 200) -> Response:
    """A response for one row, with its ETag."""
    return Response(data, status=status, headers={"ETag": etag(row)})
