"""Secrets that are shown once and kept as digests. Pure."""

import hashlib
import secrets

TOKEN_PREFIX = "cpt_"


def new_secret() -> str:
    """A fresh secret of 256 bits, safe in a URL."""
    return TOKEN_PREFIX + secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is stored of a secret. It has full entropy, so one SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
