"""Secrets that are shown once and kept as digests. Pure."""

import hashlib
import secrets

TOKEN_PREFIX = "cpt_"  # noqa: S105 - It marks our tokens, so that scanners can find leaked ones.


def new_token() -> str:
    """A fresh token of 256 bits."""
    return TOKEN_PREFIX + secrets.token_urlsafe(32)


def new_invitation() -> str:
    """A fresh secret of 192 bits for an address people paste."""
    return secrets.token_urlsafe(24)


def digest(secret: str) -> str:
    """What is stored of a secret. It has full entropy, so one SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
