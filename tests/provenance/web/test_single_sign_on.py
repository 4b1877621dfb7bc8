"""Signing in with an account from elsewhere: who is let in by it, and who is not."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.test import Client

from provenance import oidc
from provenance.accounts import services
from provenance.accounts.models import User
from provenance.audit.models import AuditEvent
from tests.people import Cast
from tests.provenance.capture.loopback import running_site
from tests.provenance.web.oidc_provider import Provider


@pytest.fixture
def school(settings: Any, db: None):
    """The provider, named by the operator."""
    cache.clear()
    with running_site() as site:
        yield Provider(site, settings)


@pytest.fixture
def ann(cast: Cast) -> User:
    """Ann, who confirmed her address here."""
    EmailAddress.objects.create(user=cast.ann, email="ann@example.org", verified=True, primary=True)
    return cast.ann


def signed_in(client: Client) -> str:
    return str(client.session.get("_auth_user_id", ""))


# --- known people --------------------------------------------------------------------------


def test_the_page_offers_it_where_an_operator_named_somebody(school, client):
    assert "Sign in with Eastbank School" in client.get("/account/login/").content.decode()


def test_nothing_is_offered_otherwise(client, db):
    assert "Sign in with" not in client.get("/account/login/").content.decode()
    assert client.get("/account/oidc/oidc/login/").status_code == 404


def test_a_known_address_that_both_sides_confirmed_opens_its_account(school, client, ann):
    school.sign_in(client)
    assert signed_in(client) == str(ann.pk)
    assert SocialAccount.objects.get().user == ann
    assert AuditEvent.objects.filter(action="person.sign_on_linked", actor=ann).exists()
    ann.refresh_from_db()
    assert ann.check_password("ann-password")


def test_from_then_on_the_account_counts_and_not_the_address(school, client, ann):
    school.sign_in(client)
    school.say(email="other@example.org")
    again = Client()
    school.sign_in(again)
    assert signed_in(again) == str(ann.pk)


def test_one_ends_where_one_wanted_to_go(school, client, ann):
    answer = school.sign_in(client, next="/desk/claims/")
    assert answer.redirect_chain[-1][0] == "/desk/claims/"
    elsewhere = Client()
    answer = school.sign_in(elsewhere, next="https://elsewhere.example/")
    assert answer.redirect_chain[-1][0].startswith("/")


@pytest.mark.parametrize("said", [False, None, "false", "no", 0, "", [], {"a": 1}])
def test_an_address_that_the_provider_did_not_verify_opens_nothing(school, client, ann, said):
    school.say(email_verified=said)
    answer = school.sign_in(client)
    assert answer.status_code == 403
    assert "No account opens by this" in answer.content.decode()
    assert not signed_in(client)
    assert not SocialAccount.objects.exists()


def test_an_address_that_was_not_confirmed_here_opens_nothing(school, client, cast):
    """Someone may have made an account with another's address, and wait for them."""
    EmailAddress.objects.create(user=cast.ann, email="ann@example.org", verified=False)
    assert school.sign_in(client).status_code == 403
    assert not signed_in(client)
    assert User.objects.get(pk=cast.ann.pk).check_password("ann-password")


def test_an_account_that_is_closed_stays_so(school, client, ann):
    User.objects.filter(pk=ann.pk).update(is_active=False)
    school.sign_in(client)
    assert not signed_in(client)


def test_strangers_get_no_account(school, client, cast):
    before = User.objects.count()
    school.say(email="stranger@example.org")
    answer = school.sign_in(client)
    assert answer.status_code == 403
    assert "stranger@example.org" in answer.content.decode()
    assert User.objects.count() == before


# --- the invited ---------------------------------------------------------------------------


def test_whoever_is_invited_gets_an_account_and_joins(school, client, cast):
    _, secret = services.invite(cast.desk, role="teacher", by=cast.max)
    client.get(f"/invitation/{secret}/")
    assert "Sign in with Eastbank School" in client.get("/account/signup/").content.decode()
    school.say(email="nia@example.org", preferred_username="nia", name="Nia Ode")
    school.sign_in(client)
    nia = User.objects.get(username="nia")
    assert (nia.name, nia.roles, nia.email) == ("Nia Ode", {cast.desk.pk: "teacher"}, nia.email)
    assert not nia.has_usable_password()
    done = set(AuditEvent.objects.filter(actor=nia).values_list("action", flat=True))
    assert {"person.joined", "invitation.accepted", "person.sign_on_linked"} <= done
    assert EmailAddress.objects.get(user=nia).verified


def test_an_invitation_works_once(school, client, cast):
    _, secret = services.invite(cast.desk, role="teacher", by=cast.max)
    other = Client()
    for browser in (client, other):
        browser.get(f"/invitation/{secret}/")
    school.say(email="nia@example.org", preferred_username="nia")
    school.sign_in(client)
    school.say(email="noa@example.org", preferred_username="noa", sub="p-2")
    school.sign_in(other)
    assert not User.objects.filter(username="noa").exists()


def test_a_taken_name_is_asked_for_again_or_changed(school, client, cast):
    _, secret = services.invite(cast.desk, role="reader", by=cast.max)
    client.get(f"/invitation/{secret}/")
    school.say(email="nia@example.org", preferred_username="ann")
    school.sign_in(client)
    nia = User.objects.get(email="nia@example.org")
    assert nia.username != "ann"


def test_a_taken_address_is_told_on_a_page(school, client, cast):
    _, secret = services.invite(cast.desk, role="reader", by=cast.max)
    client.get(f"/invitation/{secret}/")
    before = User.objects.count()
    school.say(email="ann@example.org", email_verified=False, preferred_username="nia")
    answer = school.sign_in(client)
    assert answer.status_code == 200
    assert User.objects.count() == before


# --- forged, replayed, broken --------------------------------------------------------------


def refused(answer: Any, client: Client) -> None:
    assert "You are not signed in" in answer.content.decode()
    assert not signed_in(client)


def test_a_state_of_another_browser_is_refused(school, client, ann):
    asked = school.asked(client)
    stranger = Client()
    refused(school.come_back(stranger, asked["state"]), stranger)


def test_a_state_works_once(school, client, ann):
    asked = school.asked(client)
    school.come_back(client, asked["state"])
    client.post("/account/logout/")
    refused(school.come_back(client, asked["state"]), client)


@pytest.mark.parametrize(
    "said",
    [
        {"iss": "https://elsewhere.example"},
        {"aud": "someone-else"},
        {"exp": 1},
        {"sub": None},
        {"sub": ""},
    ],
)
def test_what_is_not_meant_for_us_is_refused(school, client, ann, said):
    school.say(**said)
    refused(school.sign_in(client), client)


def test_two_answers_have_to_speak_of_one_person(school, client, ann):
    victim = {"sub": "p-9", "email": "ann@example.org", "email_verified": True}
    school.say(userinfo=victim, email="mallory@example.org")
    refused(school.sign_in(client), client)


@pytest.mark.parametrize("path", ["/token", "/userinfo", "/.well-known/openid-configuration"])
@pytest.mark.parametrize("body", [b"no json", b"[]", b"{}", b"null"])
def test_a_provider_that_answers_nonsense_is_told(school, client, ann, path, body):
    asked = school.asked(client)
    school.site.put(path, body)
    refused(school.come_back(client, asked["state"]), client)


def test_a_provider_that_is_away_is_told_at_the_first_step(school, client, ann):
    school.site.pages.clear()
    answer = client.get("/account/oidc/oidc/login/")
    refused(answer, client)


@pytest.mark.parametrize("there", ["http://127.0.0.1:9/token", "http://school.example/token"])
def test_nothing_secret_goes_over_an_unsafe_line(school, client, ann, there):
    school.tell(token_endpoint=there)
    refused(school.sign_in(client), client)


def test_whoever_stops_is_told_so(school, client, ann):
    asked = school.asked(client)
    sent = {"state": asked["state"], "error": "access_denied"}
    answer = client.get("/account/oidc/oidc/login/callback/", sent, follow=True)
    assert "You stopped" in answer.content.decode()


def test_what_we_ask_has_a_challenge_and_nothing_that_others_add(school, client):
    asked = school.asked(
        client, auth_params="state=mine&prompt=x", scope="admin", process="connect"
    )
    assert asked["code_challenge_method"] == "S256"
    assert asked["state"] != "mine"
    assert "prompt" not in asked
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert asked["redirect_uri"] == "http://testserver/account/oidc/oidc/login/callback/"


def test_nobody_links_an_account_by_a_link_of_others(school, client, ann, cast):
    """Whoever is signed in and follows such a link becomes whom the provider names, no more."""
    client.force_login(cast.bea)
    school.sign_in(client, process="connect")
    assert not SocialAccount.objects.filter(user=cast.bea).exists()


def test_the_secret_goes_to_the_provider_alone(school, client, ann):
    school.sign_in(client)
    (token,) = [one for one in school.site.asked if one["path"] == "/token"]
    assert token["authorization"].startswith("Basic ")
    (record,) = [one for one in school.site.asked if one["path"] == "/userinfo"]
    assert record["authorization"] == "Bearer let-in"
    assert b"code_verifier=" in school.site.sent[0]


# --- what an operator names ----------------------------------------------------------------


def test_nobody_is_named_without_an_address_and_a_client():
    assert oidc.providers({}) == {}
    assert oidc.providers({"OIDC_SERVER": "https://a.example"}) == {}
    assert oidc.providers({"OIDC_CLIENT_ID": "x"}) == {}


def test_several_are_named():
    said = {
        "OIDC_SERVER": "https://a.example/",
        "OIDC_CLIENT_ID": "1",
        "OIDC_2_NAME": "B",
        "OIDC_2_SERVER": "https://b.example",
        "OIDC_2_CLIENT_ID": "2",
    }
    one, two = oidc.providers(said)["openid_connect"]["APPS"]
    assert (one["provider_id"], one["name"]) == ("oidc", "your organisation")
    assert one["settings"] == {"server_url": "https://a.example"}
    assert (two["provider_id"], two["name"], two["client_id"]) == ("oidc-2", "B", "2")
