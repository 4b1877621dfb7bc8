"""From which network address a request came, where web servers of ours stand before this one."""

from django.conf import settings
from django.http import HttpRequest


def network_of(request: HttpRequest) -> str:
    """The address as the outermost of our own servers saw it; what others claim is not believed."""
    passed = request.headers.get("X-Forwarded-For", "").split(",")
    known = [one.strip() for one in passed if one.strip()]
    if settings.PROXIES and known:
        return known[-min(settings.PROXIES, len(known))]
    return str(request.META.get("REMOTE_ADDR", ""))
