"""Our own key for one platform: made here, sealed in the database, its public half for everyone.

The private half is locked with a word worked out from the secret of this installation, so whoever
reads a copy of the database cannot speak in our name. Pure, but for that secret.
"""

import base64
import hashlib
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.utils.crypto import salted_hmac
from pylti1p3.registration import Registration

PURPOSE = "claims.lti.keypairs"
BITS = 2048
PEM = serialization.Encoding.PEM


class Unreadable(Exception):  # noqa: N818 - It reads as what happened.
    """The key was sealed with another secret than the one of this installation."""


def new_pair() -> tuple[str, str]:
    """A sealed private key and its public one, both as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    sealing = serialization.BestAvailableEncryption(_word())
    private = key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, sealing)
    public = key.public_key().public_bytes(PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private.decode(), public.decode()


def opened(sealed: str) -> str:
    """The private key as PEM, to sign with. Raises Unreadable."""
    try:
        key = serialization.load_pem_private_key(sealed.encode(), _word())
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise Unreadable("The key was made with another SECRET_KEY. Make a new one.") from None
    plain = serialization.NoEncryption()
    return key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, plain).decode()


def as_jwk(public: str) -> dict[str, Any]:
    """The public key as it stands in a key set."""
    return dict(Registration.get_jwk(public))


def fingerprint(public: str) -> str:
    """A few letters to tell keys apart by."""
    return hashlib.sha256(public.encode()).hexdigest()[:12]


def _word() -> bytes:
    return base64.b64encode(salted_hmac(PURPOSE, "sealing", algorithm="sha256").digest())
