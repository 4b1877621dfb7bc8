"""Secrets that are shown once and kept as digests. Pure."""

import hashlib
import secrets

# Letters and digits that nobody takes for one another, spoken, written by hand or on a projector.
CLEAR = "23456789abcdefghjkmnpqrstuvwxyz"
TOKEN_PREFIX = "cpt_"  # noqa: S105 - It marks our tokens, so that scanners can find leaked ones.


def new_token() -> str:
    """A fresh token of 256 bits."""
    return TOKEN_PREFIX + secrets.token_urlsafe(32)


def new_invitation() -> str:
    """A fresh secret of 192 bits for an address people paste."""
    return secrets.token_urlsafe(24)


def new_code(groups: int, length: int = 4) -> str:
    """A code that people read out and type: `k7fm-2qrt`. Each letter is worth five bits, nearly."""
    letters = ("".join(secrets.choice(CLEAR) for _ in range(length)) for _ in range(groups))
    return "-".join(letters)


def as_code(typed: str) -> str:
    """A code as it was made, from what someone typed: spaces, hyphens and capitals don't matter."""
    letters = "".join(letter for letter in typed.casefold() if letter.isalnum())
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def digest(secret: str) -> str:
    """What is stored of a secret. It has full entropy, so one SHA-256 is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
