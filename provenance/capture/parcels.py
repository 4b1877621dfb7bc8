"""Pages that a bookmarklet has sent and nobody has confirmed yet.

They come from foreign sites, so without login: they are kept in the cache alone, for minutes,
under a secret that only the sender's browser learns, few of them and none of them large.
"""

import secrets
import zlib
from dataclasses import dataclass

from django.core.cache import caches
from django.core.exceptions import ValidationError

from provenance.sources.addresses import AddressError, spell

LARGEST = 8 * 2**20  # bytes of HTML
KEPT_FOR = 15 * 60  # seconds
MOST = 30  # parcels from one network address in that time


class TooMany(Exception):  # noqa: N818 - it names what happened
    """One sender sends more than a reader would."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A page as the reader saw it."""

    address: str
    title: str
    html: bytes


def leave(address: str, title: str, html: str, *, sender: str) -> str:
    """Keep a page for a while and give the secret it is found by.

    `sender` is a network address. Raises ValidationError with the name of the field, TooMany.
    """
    raw = html.encode("utf-8", errors="replace")
    if not raw.strip():
        raise ValidationError({"html": "The page came without its content."})
    if len(raw) > LARGEST:
        raise ValidationError({"html": f"The page is larger than {LARGEST // 2**20} MB."})
    try:
        spell(address)
    except AddressError as error:
        raise ValidationError({"address": error.message}) from None
    _count(sender)
    key = secrets.token_urlsafe(24)
    packed = (address.strip(), title.strip()[:500], zlib.compress(raw, 6))
    caches["default"].set(f"parcel-{key}", packed, KEPT_FOR)
    return key


def look(key: str) -> Parcel | None:
    """The parcel of that secret, while it is there."""
    packed = caches["default"].get(f"parcel-{key}")
    if packed is None:
        return None
    address, title, html = packed
    return Parcel(address, title, zlib.decompress(html))


def discard(key: str) -> None:
    """Forget a parcel that was brought in or turned down."""
    caches["default"].delete(f"parcel-{key}")


def _count(sender: str) -> None:
    cache, key = caches["throttle"], f"parcels-{sender}"
    cache.add(key, 0, KEPT_FOR)
    if cache.incr(key) > MOST:
        raise TooMany
