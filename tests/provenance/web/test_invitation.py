"""Where an invitation's link leads."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from provenance.accounts import services
from provenance.accounts.models import Invitation, User


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def link(cast):
    return f"/invitation/{services.invite(cast.desk, role='checker', by=cast.max)[1]}/"


def test_a_stranger_learns_who_invites_them_to_what(client, link):
    page = text(client.get(link))
    assert "Max invites you to join as <b>checker</b>" in page
    assert "Make an account" in page
    assert f"/account/login/?next={link}" in page


def test_the_session_never_holds_the_secret(client, link):
    client.get(link)
    assert link.split("/")[2] not in str(dict(client.session))


def test_someone_logged_in_joins(client, cast, link):
    client.force_login(cast.olga)
    assert "Join as Olga" in text(client.get(link))
    assert client.post(link)["Location"] == "/desk/"
    assert User.objects.get(pk=cast.olga.pk).roles[cast.desk.pk] == "checker"
    assert "Eastbank Desk" in text(client.get("/settings/"))


def test_a_member_is_told_to_pass_it_on(client, cast, link):
    client.force_login(cast.ron)
    assert "pass it on" in text(client.get(link))
    client.post(link)
    assert Invitation.objects.open().exists()


def test_a_post_by_a_stranger_joins_nobody(client, link):
    assert client.post(link).status_code == 200
    assert Invitation.objects.open().exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"expires_at": timezone.now() - timedelta(days=1)}, "has expired"),
        ({"revoked_at": timezone.now()}, "was withdrawn"),
        ({"accepted_at": timezone.now()}, "was used already"),
    ],
)
def test_a_link_that_no_longer_works_says_why(client, cast, link, change, words):
    Invitation.objects.update(**change)
    client.force_login(cast.olga)
    for answer in (client.get(link), client.post(link)):
        assert answer.status_code == 410
        assert words in text(answer)
    assert cast.desk.pk not in User.objects.get(pk=cast.olga.pk).roles


def test_a_made_up_link_is_not_found(client, db):
    assert client.get("/invitation/made-up/").status_code == 404
