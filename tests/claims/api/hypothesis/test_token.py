"""Logging in by grant, renewing, logging out, and what is said of bad grants."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from claims.api.hypothesis.token import GRANT
from claims.exchange.hypothesis import logins
from claims.exchange.hypothesis.grants import Grant, make_grant
from claims.exchange.hypothesis.site import Site
from claims.exchange.models import ClientLogin
from provenance.accounts.models import ApiToken
from provenance.accounts.secrets import digest
from provenance.accounts.services import make_token
from tests.people import Cast

from .conftest import SITE

TOKEN = "/hypothesis/api/token"
REVOKE = "/hypothesis/api/revoke"
PROFILE = "/hypothesis/api/profile"


def form(address, **sent):
    kind = "application/x-www-form-urlencoded"
    return APIClient().post(address, urlencode(sent), content_type=kind)


def exchange(**sent):
    return form(TOKEN, **sent)


def by_grant(grant):
    return exchange(grant_type=GRANT, assertion=grant)


def who(token):
    client = APIClient(HTTP_AUTHORIZATION=f"Bearer {token}")
    return client.get(PROFILE)


def test_a_grant_logs_its_person_in(cast: Cast):
    told = by_grant(logins.grant_for(cast.ann, SITE)).data
    assert told["token_type"] == "Bearer"
    assert told["expires_in"] == 3600
    assert who(told["access_token"]).data["userid"] == "acct:ann@testserver"


def test_tokens_are_kept_as_digests_alone(cast: Cast):
    answer = by_grant(logins.grant_for(cast.ann, SITE))
    kept = ClientLogin.objects.get()
    assert kept.access == digest(answer.data["access_token"])
    assert kept.refresh == digest(answer.data["refresh_token"])
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_login_is_renewed_once_with_each_refresh_token(cast: Cast):
    first = by_grant(logins.grant_for(cast.ann, SITE)).data
    renewed = exchange(grant_type="refresh_token", refresh_token=first["refresh_token"])
    assert who(renewed.data["access_token"]).data["userid"] == "acct:ann@testserver"
    assert who(first["access_token"]).status_code == 401
    again = exchange(grant_type="refresh_token", refresh_token=first["refresh_token"])
    assert again.status_code == 400
    assert again.data["error"] == "invalid_grant"


def test_a_login_ends_by_itself_and_can_be_renewed_for_a_week(cast: Cast):
    told = by_grant(logins.grant_for(cast.ann, SITE)).data
    ClientLogin.objects.update(access_until=timezone.now() - timedelta(seconds=1))
    answer = who(told["access_token"])
    assert answer.status_code == 401
    assert "Load the page again" in answer.data["reason"]
    ClientLogin.objects.update(until=timezone.now() - timedelta(seconds=1))
    late = exchange(grant_type="refresh_token", refresh_token=told["refresh_token"])
    assert late.status_code == 400


def test_logging_out_ends_both_tokens(cast: Cast):
    told = by_grant(logins.grant_for(cast.ann, SITE)).data
    out = form(REVOKE, token=told["access_token"])
    assert out.status_code == 200
    assert who(told["access_token"]).status_code == 401
    assert not ClientLogin.objects.exists()
    assert form(REVOKE, token="unknown").status_code == 200


def test_somebody_made_inactive_is_logged_out_at_once(cast: Cast):
    told = by_grant(logins.grant_for(cast.ann, SITE)).data
    cast.ann.is_active = False
    cast.ann.save()
    assert who(told["access_token"]).status_code == 401
    assert by_grant(logins.grant_for(cast.ann, SITE)).status_code == 400
    renewal = exchange(grant_type="refresh_token", refresh_token=told["refresh_token"])
    assert renewal.status_code == 400


def test_old_logins_are_forgotten(cast: Cast):
    by_grant(logins.grant_for(cast.ann, SITE))
    by_grant(logins.grant_for(cast.bea, SITE))
    ClientLogin.objects.filter(user=cast.ann).update(until=timezone.now())
    assert logins.forget_old_logins() == 1
    assert ClientLogin.objects.get().user == cast.bea


def forged(cast, **changed):
    grant = Grant(changed.pop("username", "ann"), "proof")
    told = {"site": SITE, "key": b"another key of some length, at least",
            "now": timezone.now()}  # fmt: skip
    return make_grant(grant, **told | changed)


BAD = {
    "signed elsewhere": lambda cast: forged(cast),
    "expired": lambda cast: forged(
        cast, key=logins._key(), now=timezone.now() - timedelta(hours=1)
    ),
    "too early": lambda cast: forged(
        cast, key=logins._key(), now=timezone.now() + timedelta(hours=1)
    ),
    "for another site": lambda cast: forged(
        cast, key=logins._key(), site=Site("https://other.example/")
    ),
    "for nobody": lambda cast: forged(cast, key=logins._key(), username="zoe"),
    "no token": lambda cast: "nonsense",
    "nothing": lambda cast: "",
    "very long": lambda cast: "x" * 100_000,
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_bad_grant_logs_nobody_in_and_says_why(cast: Cast, bad):
    answer = by_grant(bad(cast))
    assert answer.status_code == 400
    assert answer.data["error"] == "invalid_grant"
    assert answer.data["status"] == "failure"
    assert answer.data["reason"] == answer.data["error_description"] != ""
    assert not ClientLogin.objects.exists()


@pytest.mark.parametrize("kind", ["", "password", "client_credentials"])
def test_other_ways_of_logging_in_are_refused(cast: Cast, kind: str):
    answer = exchange(grant_type=kind)
    assert (answer.status_code, answer.data["error"]) == (400, "unsupported_grant_type")


def test_a_code_from_our_own_window_logs_in(cast: Cast):
    answer = exchange(grant_type="authorization_code", code=logins.grant_for(cast.ann, SITE))
    assert who(answer.data["access_token"]).data["userid"] == "acct:ann@testserver"


@pytest.mark.parametrize("as_grant", [False, True])
def test_a_code_logs_in_once_whatever_it_is_called(cast: Cast, as_grant: bool):
    code = logins.grant_for(cast.ann, SITE, once=True)
    told = exchange(grant_type="authorization_code", code=code).data
    again = by_grant(code) if as_grant else exchange(grant_type="authorization_code", code=code)
    assert (again.status_code, again.data["error"]) == (400, "invalid_grant")
    assert "used already" in again.data["reason"]
    form(REVOKE, token=told["access_token"])
    assert by_grant(code).status_code == 400


def test_the_grant_of_a_page_logs_each_frame_of_the_client_in(cast: Cast):
    grant = logins.grant_for(cast.ann, SITE)
    told = [by_grant(grant).data["access_token"] for _ in range(2)]
    assert [who(one).status_code for one in told] == [200, 200]


@pytest.mark.parametrize("token", ["nonsense", "cpt_nonsense", ""])
def test_a_worthless_token_is_said_to_be(cast: Cast, token: str):
    answer = who(token)
    assert answer.status_code == 401
    assert answer.data["status"] == "failure"


def test_a_site_asks_for_a_grant_with_the_persons_own_token(cast: Cast):
    _, secret = make_token(name="our site", by=cast.ann)
    site = APIClient(HTTP_AUTHORIZATION=f"Token {secret}")
    answer = site.post("/api/v1/me/hypothesis-grant/")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    told = by_grant(answer.data["grantToken"]).data
    assert who(told["access_token"]).data["userid"] == "acct:ann@testserver"


def test_nobody_gets_a_grant_for_nobody(cast: Cast):
    assert APIClient().post("/api/v1/me/hypothesis-grant/").status_code == 401
    _, secret = make_token(name="reads", scope="read", by=cast.ann)
    reads = APIClient(HTTP_AUTHORIZATION=f"Token {secret}")
    assert reads.post("/api/v1/me/hypothesis-grant/").status_code == 403


def ended(told, grant):
    """Whether neither the login, nor its renewal, nor its grant logs anybody in."""
    renewal = exchange(grant_type="refresh_token", refresh_token=told["refresh_token"])
    codes = [
        who(told["access_token"]).status_code,
        renewal.status_code,
        by_grant(grant).status_code,
    ]
    return codes == [401, 400, 400]


def test_a_new_password_ends_logins_and_grants(cast: Cast):
    grant = logins.grant_for(cast.ann, SITE)
    told = by_grant(grant).data
    cast.ann.set_password("another-password-1")
    cast.ann.save()
    assert ended(told, grant)


@pytest.mark.parametrize("how", ["revoked_at", "expires_at"])
def test_a_login_ends_with_the_token_its_grant_was_asked_with(cast: Cast, how: str):
    token, secret = make_token(name="our site", by=cast.ann)
    site = APIClient(HTTP_AUTHORIZATION=f"Token {secret}")
    grant = site.post("/api/v1/me/hypothesis-grant/").data["grantToken"]
    told = by_grant(grant).data
    assert who(told["access_token"]).status_code == 200
    ApiToken.objects.filter(pk=token.pk).update(**{how: timezone.now()})
    assert ended(told, grant)


def test_a_login_is_renewed_for_thirty_days_at_most(cast: Cast):
    told = by_grant(logins.grant_for(cast.ann, SITE)).data
    ClientLogin.objects.update(created_at=timezone.now() - timedelta(days=29))
    told = exchange(grant_type="refresh_token", refresh_token=told["refresh_token"]).data
    assert who(told["access_token"]).status_code == 200
    ClientLogin.objects.update(created_at=timezone.now() - timedelta(days=30))
    assert ended(told, "")
