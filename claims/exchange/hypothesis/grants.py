"""Grants: short-lived signed words with which a page of ours logs a person in to the client. Pure.

A grant is a JWT (RFC 7519, HS256) used as in RFC 7523. Only this site makes them, with a key made
from its own secret; another site asks for one with a person's API token. See decision 17.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from .site import Site

LIVES = timedelta(minutes=5)
LONGEST = timedelta(minutes=10)
LEEWAY = timedelta(seconds=10)
CLAIMS = ["iss", "aud", "sub", "nbf", "exp", "proof"]


class GrantError(ValueError):
    """A grant that logs nobody in; says why."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Who is logged in, and what the login was made from and ends with.

    `proof` tells one password of a person from the next, `token` is the id of the API token with
    which the grant was asked for, and a grant that has a name, `once`, works once.
    """

    username: str
    proof: str
    token: int | None = None
    once: str = ""


def make_grant(grant: Grant, *, site: Site, key: bytes, now: datetime) -> str:
    """A grant for one person of this site, good for five minutes."""
    # This brings a whole library of ciphers along, which few processes ever need.
    import jwt  # noqa: PLC0415

    said = {
        "iss": site.host,
        "aud": site.host,
        "sub": site.account(grant.username),
        "nbf": now,
        "exp": now + LIVES,
        "proof": grant.proof,
    }
    said |= {"token": grant.token} if grant.token else {}
    said |= {"jti": grant.once} if grant.once else {}
    return jwt.encode(said, key, algorithm="HS256")


def read_grant(words: str, *, site: Site, key: bytes) -> Grant:
    """What a grant says. Raises GrantError saying what is wrong with it."""
    import jwt  # noqa: PLC0415 - as above.

    try:
        said = jwt.decode(
            words,
            key,
            algorithms=["HS256"],
            audience=site.host,
            issuer=site.host,
            leeway=LEEWAY,
            options={"require": CLAIMS},
        )
    except jwt.InvalidTokenError as error:
        raise GrantError(_why(error)) from None
    if said["exp"] - said["nbf"] > LONGEST.total_seconds():
        raise GrantError("The grant token is meant to live too long.")
    username = site.username(said["sub"])
    if not username:
        raise GrantError("The grant token is for an account of another site.")
    return Grant(username, said["proof"], said.get("token"), said.get("jti", ""))


REASONS = {
    "ExpiredSignatureError": "The grant token has expired. Load the page again.",
    "ImmatureSignatureError": "The grant token is not valid yet.",
    "InvalidAudienceError": "The grant token was made for another site.",
    "InvalidIssuerError": "The grant token was made by another site.",
    "InvalidSignatureError": "The grant token was not signed here.",
    "InvalidAlgorithmError": "The grant token is signed in a way that is not accepted.",
}


def _why(error: Exception) -> str:
    missing = getattr(error, "claim", None)
    if missing is not None:
        return f"The grant token says no “{missing}”."
    return REASONS.get(type(error).__name__, "No grant token.")
