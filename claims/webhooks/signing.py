"""How a receiver knows that a delivery is ours, by the Standard Webhooks specification.

Source: https://www.standardwebhooks.com, version 1: `webhook-id`, `webhook-timestamp` and
`webhook-signature`, which is `v1,` and the HMAC-SHA256 of "id.timestamp.body" in base64.

The key is worked out from the secret of this installation and a grain that is stored. It is in no
table, so whoever reads a copy of the database cannot speak in our name.
"""

import hashlib
import hmac
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterable

from django.utils.crypto import salted_hmac

PREFIX = "whsec_"
PURPOSE = "claims.webhooks.signing"


def new_grain() -> str:
    """What makes one key differ from every other."""
    return secrets.token_urlsafe(24)


def secret_of(grain: str) -> str:
    """The key as it is shown to a person, once."""
    key = salted_hmac(PURPOSE, grain, algorithm="sha256").digest()
    return f"{PREFIX}{b64encode(key).decode()}"


def signature(secret: str, uid: str, timestamp: int, body: bytes) -> str:
    """One signature; `timestamp` is in seconds since 1970."""
    key = b64decode(secret.removeprefix(PREFIX))
    signed = f"{uid}.{timestamp}.".encode() + body
    return f"v1,{b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()}"


def signed_headers(
    grains: Iterable[str], uid: str, timestamp: int, body: bytes
) -> tuple[tuple[str, str], ...]:
    """The three headers; while a key is exchanged, both sign."""
    signatures = [signature(secret_of(grain), uid, timestamp, body) for grain in grains]
    return (
        ("webhook-id", uid),
        ("webhook-timestamp", str(timestamp)),
        ("webhook-signature", " ".join(signatures)),
    )
