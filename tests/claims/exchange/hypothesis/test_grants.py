"""Grants: whom they name, and why they are refused."""

from datetime import UTC, datetime, timedelta

import jwt
import pytest

from claims.exchange.hypothesis.grants import Grant, GrantError, make_grant, read_grant
from claims.exchange.hypothesis.site import Site

SITE = Site("https://desk.example/")
KEY = b"a key that is long enough to sign with."
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def said(**changed: object) -> dict[str, object]:
    """What a grant says; spans of time are counted from now."""
    now = datetime.now(UTC)
    usual = {
        "iss": "desk.example",
        "aud": "desk.example",
        "sub": "acct:ann@desk.example",
        "nbf": timedelta(0),
        "exp": timedelta(minutes=5),
        "proof": "abc",
    }
    return {
        key: now + value if isinstance(value, timedelta) else value
        for key, value in (usual | changed).items()
        if value is not None
    }


@pytest.mark.parametrize(
    "grant", [Grant("ann@home", "abc"), Grant("ann", "abc", token=4), Grant("ann", "abc", once="x")]
)
def test_a_grant_says_who_is_logged_in_and_from_what(grant: Grant):
    words = make_grant(grant, site=SITE, key=KEY, now=datetime.now(UTC))
    assert read_grant(words, site=SITE, key=KEY) == grant


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"exp": -HOUR}, "expired"),
        ({"nbf": HOUR, "exp": 2 * HOUR}, "not valid yet"),
        ({"aud": "else.where"}, "for another site"),
        ({"iss": "else.where"}, "by another site"),
        ({"sub": "acct:ann@else.where"}, "account of another site"),
        ({"exp": DAY}, "too long"),
        ({"exp": None}, "“exp”"),
        ({"aud": None}, "“aud”"),
        ({"sub": None}, "“sub”"),
        ({"proof": None}, "“proof”"),
    ],
)
def test_what_is_wrong_with_a_grant_is_said(changed: dict[str, object], why: str):
    with pytest.raises(GrantError, match=why):
        read_grant(jwt.encode(said(**changed), KEY), site=SITE, key=KEY)


def test_a_grant_signed_with_another_key_is_refused():
    forged = jwt.encode(said(), b"another key that is long enough, too.")
    with pytest.raises(GrantError, match="not signed here"):
        read_grant(forged, site=SITE, key=KEY)


@pytest.mark.parametrize("algorithm", ["none", "HS512"])
def test_other_ways_of_signing_are_refused(algorithm: str):
    key = "" if algorithm == "none" else KEY * 2
    with pytest.raises(GrantError):
        read_grant(jwt.encode(said(), key, algorithm=algorithm), site=SITE, key=KEY)
