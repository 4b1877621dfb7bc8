"""Addresses of a platform: over a safe line, and never one of this machine or its neighbours."""

import ipaddress
from collections.abc import Set as AbstractSet
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError

from provenance.capture.guard import why_refused
from provenance.sources.addresses import AddressError, spell


def checked(field: str, given: str, allow: AbstractSet[str]) -> str:
    """The address as it is asked. Raises ValidationError naming the field."""
    try:
        spelled = spell(given)
    except AddressError as error:
        raise ValidationError({field: error.message}) from None
    if not is_safe(spelled, allow):
        raise ValidationError({field: "Give an address that begins with https://."})
    return spelled


def is_safe(address: str, allow: AbstractSet[str]) -> bool:
    """Whether something secret may be sent there; `allow` names hosts for tests."""
    parts = urlsplit(address)
    try:
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if f"{host}:{port}" in allow:
        return True
    return parts.scheme == "https" and bool(host) and not _is_private(host)


def origin(address: str) -> str:
    """Scheme, host and port, as a policy for frames names them; empty for what is none."""
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    plain = all(letter.isalnum() or letter in "-._:[]" for letter in host)
    return (
        f"{parts.scheme}://{host}" if parts.scheme in ("http", "https") and host and plain else ""
    )


def _is_private(host: str) -> bool:
    try:
        return bool(why_refused(str(ipaddress.ip_address(host.strip("[]")))))
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
