"""Time stamps (RFC 3161) on the manifest of a dossier: asked for, and checked offline. Pure.

A time stamp says that the manifest was there at a time, in the words of whoever gave it. The
certificate it is checked with lies in the dossier, so whoever believes it compares that one first.
"""

from collections.abc import Iterator

from .looking import Check, Dossier, Wrong, tried
from .package import AUTHORITY, MANIFEST, STAMP, digest


def request(manifest: bytes) -> bytes:
    """The question to send (`application/timestamp-query`), with the certificate asked for."""
    from rfc3161_client import TimestampRequestBuilder  # noqa: PLC0415 - Few dossiers need it.

    return TimestampRequestBuilder().data(manifest).nonce(nonce=True).build().as_bytes()


def stamp(dossier: Dossier) -> Iterator[Check]:
    """The time stamp, where there is one."""
    if STAMP in dossier.paths or AUTHORITY in dossier.paths:
        yield tried("time-stamp", lambda: _stamp(dossier))


def _stamp(dossier: Dossier) -> str:
    return proved(dossier.read(MANIFEST), dossier.read(STAMP), dossier.read(AUTHORITY))


def proved(manifest: bytes, answer: bytes, authority: bytes) -> str:
    """When the manifest was stamped and by whose word. Raises Wrong where it was not."""
    from cryptography import x509  # noqa: PLC0415 - as above.
    from rfc3161_client import (  # noqa: PLC0415
        VerificationError,
        VerifierBuilder,
        decode_timestamp_response,
    )

    roots = x509.load_pem_x509_certificates(authority)
    response = decode_timestamp_response(answer)
    builder = VerifierBuilder()
    for root in roots:
        builder = builder.add_root_certificate(root)
    try:
        builder.build().verify_message(response, manifest)
    except VerificationError as error:
        raise Wrong(f"It is not a time stamp of this manifest: {error}.") from None
    name = roots[0].subject.rfc4514_string()
    at = response.tst_info.gen_time.isoformat()
    return f"{at}, by {name} (certificate SHA-256 {digest(authority)[:16]}…)"
