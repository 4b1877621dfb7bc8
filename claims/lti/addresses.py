"""Addresses of a platform: over a safe line, and never one of this machine or its neighbours."""

from collections.abc import Set as AbstractSet
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError

from provenance.capture.lent import is_safe
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


def origin(address: str) -> str:
    """Scheme, host and port, as a policy for frames names them; empty for what is none."""
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    plain = all(letter.isalnum() or letter in "-._:[]" for letter in host)
    return (
        f"{parts.scheme}://{host}" if parts.scheme in ("http", "https") and host and plain else ""
    )
