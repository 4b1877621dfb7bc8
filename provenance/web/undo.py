"""What was just done and can be taken back: offered on the next page, and only there."""

import time
from typing import Any

from django.http import HttpRequest

KEY = "undo"
OFFERED_FOR = 300  # Seconds; an offer that turns up much later would be taken for another one.


def offer(request: HttpRequest, text: str, url: str) -> None:
    """Say on the next page that `text` was done; `url` takes it back."""
    request.session[KEY] = {"text": text, "url": url, "at": time.time()}


def offered(request: HttpRequest) -> dict[str, Any] | None:
    """The offer for this page, given once."""
    if KEY not in request.session:
        return None
    offer: dict[str, Any] = request.session.pop(KEY)
    return offer if time.time() - offer["at"] < OFFERED_FOR else None
