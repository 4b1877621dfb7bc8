"""The keys of platforms, remembered for a while, so that a class does not ask thirty times."""

from collections.abc import Mapping
from typing import Any

from django.core.cache import cache
from pylti1p3.exception import LtiException

from provenance.capture.fetch import FetchError
from provenance.capture.lent import LentSession

from .models import Platform

KEPT_FOR, NOT_AGAIN_FOR = 3600, 30  # Seconds.


def key_set_of(platform: Platform, afresh: bool = False) -> Mapping[str, Any]:
    """The platform's key set; afresh where a token names a key that was not there.

    Whoever makes up names of keys makes us ask twice a minute and no more. Raises LtiException.
    """
    place = f"lti-keys-{platform.pk}-{platform.version}"
    kept: Mapping[str, Any] | None = cache.get(place)
    if kept is not None and not (afresh and cache.add(f"{place}-asked", 1, NOT_AGAIN_FOR)):
        return kept
    found = _fetched(platform.key_set_url)
    cache.set(place, found, KEPT_FOR)
    return found


def _fetched(address: str) -> Mapping[str, Any]:
    try:
        answer = LentSession().get(address)
        answer.raise_for_status()
        found = answer.json()
    except (FetchError, ValueError) as error:
        raise Unreachable(f"The keys of the platform did not come: {error}") from None
    keys = found.get("keys") if isinstance(found, dict) else None
    if not isinstance(keys, list):
        raise Unreachable("Where the platform keeps its keys there are none.")
    return {"keys": [key for key in keys if isinstance(key, dict) and _is_public_rsa(key)]}


def _is_public_rsa(key: Mapping[str, Any]) -> bool:
    return key.get("kty") == "RSA" and key.get("use", "sig") == "sig"


class Unreachable(LtiException):
    """The platform does not tell its keys, so nothing of it can be believed."""
