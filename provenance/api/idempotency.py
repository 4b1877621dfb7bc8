"""Idempotency-Key: a creation sent twice creates one row and gets one answer."""

import hashlib
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse, QueryDict
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response

from provenance.accounts import services
from provenance.accounts.models import IdempotentRequest

from .rendering import JSONRenderer

HEADER = "Idempotency-Key"
LONGEST = 120
REPEATED = ("ETag", "Location")

View = Callable[..., Response]


class KeyReused(exceptions.APIException):
    """One key stands for one request."""

    status_code = 422
    default_code = "idempotency_key_reused"
    default_detail = (
        "This Idempotency-Key was used for another request. Take a new key for a new request."
    )


def idempotent(view: View) -> Callable[..., Response | HttpResponse]:
    """Decorate a view method that creates a row; requests without the header pass as they are.

    The row and the kept answer are written in one transaction. A refusal keeps nothing, so the
    same key may be sent again with better data.
    """
    return idempotent_except()(view)


def idempotent_except(
    *secret: str,
) -> Callable[[View], Callable[..., Response | HttpResponse]]:
    """Like `idempotent`, for answers whose fields `secret` are shown once and never kept."""

    def decorate(view: View) -> Callable[..., Response | HttpResponse]:
        @wraps(view)
        def answer(
            self: Any, request: Request, *args: Any, **kwargs: Any
        ) -> Response | HttpResponse:
            key = request.headers.get(HEADER, "")
            if not key or not request.user.is_authenticated:
                return view(self, request, *args, **kwargs)
            _check(key)
            with transaction.atomic():
                kept, ours = services.reserve_answer(key, fingerprint(request), by=request.user)
                if not ours:
                    return _again(kept, request)
                return _keep(kept, view(self, request, *args, **kwargs), secret)

        answer.idempotent = True  # type: ignore[attr-defined]  # A test asks for it.
        return answer

    return decorate


def fingerprint(request: Request) -> str:
    """SHA-256 (64 hex digits) of method, address and body; of the parts where files are sent.

    The boundary between the parts of an upload differs each time, so its raw bytes won't do.
    """
    total = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if not request.content_type.startswith("multipart/"):
        total.update(request._request.body)
        return total.hexdigest()
    parts = cast("QueryDict", request.data)
    for name in sorted(parts):
        for part in parts.getlist(name):
            total.update(f"\n{name}\n".encode())
            for chunk in _chunks(part):
                total.update(chunk)
    return total.hexdigest()


def _check(key: str) -> None:
    if len(key) > LONGEST:
        raise exceptions.ValidationError({HEADER: [f"Use at most {LONGEST} characters."]})


def _chunks(part: "UploadedFile[Any] | str") -> Iterator[bytes]:
    if isinstance(part, str):
        yield part.encode()
    else:
        yield from part.chunks()
        part.seek(0)


def _again(kept: IdempotentRequest, request: Request) -> HttpResponse:
    if kept.fingerprint != fingerprint(request):
        raise KeyReused
    headers = {**kept.headers, "Idempotency-Replayed": "true"}
    return HttpResponse(
        kept.body, status=kept.status, headers=headers, content_type=JSONRenderer.media_type
    )


def _keep(kept: IdempotentRequest, response: Response, secret: tuple[str, ...]) -> Response:
    if response.status_code >= 400:
        transaction.set_rollback(True)
        return response
    data = response.data
    if secret:
        data = {name: None if name in secret else value for name, value in data.items()}
    headers = {name: response.headers[name] for name in REPEATED if name in response.headers}
    body = JSONRenderer().render(data).decode()
    services.keep_answer(kept, status=response.status_code, headers=headers, body=body)
    return response
