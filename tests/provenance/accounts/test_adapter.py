"""Logging in, signing up by invitation, resetting a password: the pages under /account/."""

import re

import pytest
from django.core import mail
from django.test import Client

from provenance.accounts import services
from provenance.accounts.models import User
from provenance.audit.models import AuditEvent


@pytest.fixture
def invited(cast, client):
    invitation, secret = services.invite(cast.desk, role="student", by=cast.max)
    client.get(f"/invitation/{secret}/")
    return invitation


NEW = {"email": "nia@example.org", "username": "nia", "password1": "a long enough phrase"}


def actions():
    return set(AuditEvent.objects.values_list("action", flat=True))


def test_signing_up_is_closed_to_strangers(client, db):
    assert "by invitation" in client.get("/account/signup/").content.decode()
    client.post("/account/signup/", NEW)
    assert not User.objects.exists()


def test_an_invitation_opens_an_account_and_the_workspace(client, cast, invited):
    assert client.post("/account/signup/", NEW).status_code == 302
    nia = User.objects.get(username="nia")
    assert nia.roles == {cast.desk.pk: "student"}
    assert {"person.joined", "invitation.accepted"} <= actions()
    assert client.session["_auth_user_id"] == str(nia.pk)


def test_one_invitation_opens_one_account(client, cast, invited):
    client.post("/account/signup/", NEW)
    other = Client()
    session = other.session
    session["invitation"] = invited.pk
    session.save()
    other.post("/account/signup/", NEW | {"email": "noa@example.org", "username": "noa"})
    assert not User.objects.filter(username="noa").exists()


def test_a_weak_password_is_told_and_loses_nothing(client, cast, invited):
    answer = client.post("/account/signup/", NEW | {"password1": "12345"})
    assert answer.status_code == 200
    assert "nia@example.org" in answer.content.decode()
    assert not User.objects.filter(username="nia").exists()


@pytest.mark.parametrize("login", ["ann", "ann@example.org"])
def test_logging_in_works_by_name_and_by_address(client, cast, login):
    answer = client.post("/account/login/", {"login": login, "password": "ann-password"})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")


def test_too_many_wrong_passwords_are_stopped(client, cast):
    wrong = {"login": "ann", "password": "guess"}
    for _ in range(6):
        client.post("/account/login/", wrong)
    right = {"login": "ann", "password": "ann-password"}
    assert client.post("/account/login/", right).status_code != 302
    assert "_auth_user_id" not in client.session


def test_logging_out_needs_a_form(client, cast):
    client.force_login(cast.ann)
    client.get("/account/logout/")
    assert "_auth_user_id" in client.session
    client.post("/account/logout/")
    assert "_auth_user_id" not in client.session


def test_a_forgotten_password_is_reset_by_letter(client, cast):
    client.post("/account/password/reset/", {"email": "ann@example.org"})
    letter = mail.outbox[0]
    assert letter.subject == "Set a new password"
    assert "for ann" in letter.body
    link = re.search(r"https?://\S+", letter.body)[0]
    form = client.get(link, follow=True)
    new = {"password1": "another long phrase", "password2": "another long phrase"}
    client.post(form.request["PATH_INFO"], new)
    assert client.login(username="ann", password="another long phrase")
    assert "person.password_changed" in actions()


def test_a_stranger_gets_no_letter_and_learns_nothing(client, cast):
    known = client.post("/account/password/reset/", {"email": "ann@example.org"})
    mail.outbox.clear()
    unknown = client.post("/account/password/reset/", {"email": "who@example.org"})
    assert (unknown.status_code, unknown["Location"]) == (known.status_code, known["Location"])
    assert not mail.outbox


def test_links_in_letters_follow_site_url_not_the_request(client, cast, settings):
    settings.SITE_URL = "https://desk.example"
    client.post(
        "/account/password/reset/", {"email": "ann@example.org"}, headers={"host": "localhost"}
    )
    assert set(re.findall(r"https?://[^/\s]+", mail.outbox[0].body)) == {"https://desk.example"}


def test_a_changed_password_is_recorded_and_told(client, cast):
    client.force_login(cast.ann)
    new = {"password1": "another long phrase", "password2": "another long phrase"}
    answer = client.post("/account/password/change/", {"oldpassword": "ann-password"} | new)
    assert answer.status_code == 302
    assert "person.password_changed" in actions()


def test_a_new_address_counts_once_it_is_confirmed_and_chosen(client, cast):
    client.force_login(cast.ann)
    new = {"email": "ann@elsewhere.example"}
    client.post("/account/email/", new | {"action_add": ""})
    letter = next(m for m in mail.outbox if m.to == ["ann@elsewhere.example"])
    assert letter.subject == "Is this your address?"
    client.post(re.search(r"https?://\S+/confirm-email/\S+", letter.body)[0])
    assert "person.email_confirmed" in actions()
    client.post("/account/email/", new | {"action_primary": ""})
    cast.ann.refresh_from_db()
    assert cast.ann.email == "ann@elsewhere.example"
    assert "person.email_changed" in actions()


def test_adding_an_address_keeps_the_one_there_was(client, cast):
    client.force_login(cast.ann)
    client.post("/account/email/", {"action_add": "", "email": "ann@elsewhere.example"})
    cast.ann.refresh_from_db()
    assert cast.ann.email == "ann@example.org"
