"""Uploaded files as something to bring in."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from .models import CaptureRequest
from .services import Given


def given_file(file: "UploadedFile[Any]") -> Given:
    """A file someone sent. One over the limit is not read: it is kept as failed, by its name."""
    size = file.size or 0
    return Given(
        CaptureRequest.Origin.FILE,
        name=file.name or "a file without a name",
        media_type=file.content_type or "",
        payload=file.read() if size <= settings.CAPTURE_MAX_BYTES else None,
        size=size,
    )
