"""How many launches are begun from one address: a whole school may sit behind it, but no more."""

import time

from allauth.account.adapter import get_adapter
from django.core.cache import caches
from django.http import HttpRequest

MOST, SECONDS = 300, 60


def may_begin(request: HttpRequest) -> bool:
    """Whether this address may begin another launch now. Counted in each web process."""
    counts = caches["throttle"]
    place = f"lti-{get_adapter(request).get_client_ip(request)}-{int(time.time()) // SECONDS}"
    counts.add(place, 0, SECONDS)
    return int(counts.incr(place)) <= MOST
