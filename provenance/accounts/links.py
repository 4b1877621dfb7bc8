"""Addresses that work outside the page they stand on."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def absolute(path: str, request: HttpRequest | None = None) -> str:
    """`path` with scheme and host: those of SITE_URL, else those the request came to.

    Without either, the path itself comes back, which still works on our own pages.
    """
    if settings.SITE_URL:
        return f"{settings.SITE_URL}{path}"
    return request.build_absolute_uri(path) if request is not None else path


def on_our_site(address: str) -> str:
    """The same address on the host of SITE_URL, where that is set."""
    return absolute(urlsplit(address).path) if settings.SITE_URL else address
