"""How often one person or address may ask, and may write."""

from __future__ import annotations

import time
from threading import Lock
from typing import TYPE_CHECKING

from django.core.cache import caches
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle

from .authentication import SAFE

if TYPE_CHECKING:  # The framework reads this module while it loads its own views.
    from rest_framework.views import APIView

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_one_at_a_time = Lock()


def rate_of(scope: str) -> tuple[int, int]:
    """How much a scope may ask for: `"60/min"` -> (60 requests, 60 seconds)."""
    number, _, period = str(api_settings.DEFAULT_THROTTLE_RATES[scope]).partition("/")
    return int(number), SECONDS[period[0]]


class PersonThrottle(BaseThrottle):
    """People by their id, strangers by their address; counted in each web process.

    A bucket is one number, the moment at which it will be empty again (the generic cell rate
    algorithm), so that asking costs the same for the first request and the thousandth.
    """

    def __init__(self) -> None:
        self.waiting = 0.0

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Whether every bucket this request falls into has room for it."""
        buckets = self._buckets(request)
        now = time.monotonic()
        cache = caches["throttle"]
        with _one_at_a_time:
            until = {key: max(cache.get(key) or now, now) for key in buckets}
            for key, (requests, seconds) in buckets.items():
                until[key] += seconds / requests
                self.waiting = max(self.waiting, until[key] - now - seconds)
            if self.waiting > 1e-6:
                return False
            for key, moment in until.items():
                cache.set(key, moment, buckets[key][1])
        return True

    def wait(self) -> float:
        """Seconds until the next request is welcome; becomes Retry-After."""
        return self.waiting

    def _buckets(self, request: Request) -> dict[str, tuple[int, int]]:
        if not request.user.is_authenticated:
            return {f"anonymous-{self.get_ident(request)}": rate_of("anonymous")}
        buckets = {f"person-{request.user.pk}": rate_of("person")}
        if request.method not in SAFE:
            buckets[f"write-{request.user.pk}"] = rate_of("write")
        return buckets
