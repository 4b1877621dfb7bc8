"""The page of one's tokens."""

import re

import pytest

from provenance.accounts import services
from provenance.accounts.models import ApiToken


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def as_ann(client, cast):
    client.force_login(cast.ann)
    return client


GIVEN = {"name": "script", "scope": "read", "expires_at": "30"}


def test_the_secret_is_shown_once(as_ann):
    page = text(as_ann.post("/settings/tokens/", GIVEN))
    secret = re.search(r"cpt_[\w-]{40,}", page)[0]
    assert secret not in text(as_ann.get("/settings/tokens/"))
    token = ApiToken.objects.get()
    assert token.scope == "read"
    assert 29 <= (token.expires_at - token.created_at).days <= 30


def test_a_token_may_last_until_revoked(as_ann):
    as_ann.post("/settings/tokens/", GIVEN | {"expires_at": "0"})
    assert ApiToken.objects.get().expires_at is None


def test_a_token_without_a_name_is_told(as_ann):
    answer = as_ann.post("/settings/tokens/", GIVEN | {"name": ""})
    assert answer.status_code == 400
    assert "Not saved yet" in text(answer)
    assert not ApiToken.objects.exists()


def test_a_token_is_revoked(as_ann, cast):
    token, _ = services.make_token(name="old", by=cast.ann)
    answer = as_ann.post(f"/settings/tokens/{token.pk}/revoke/", follow=True)
    assert "“old” does not work any more." in text(answer)
    assert "Revoked" in text(answer)


def test_the_tokens_of_others_are_not_found(as_ann, cast):
    hers, _ = services.make_token(name="hers", by=cast.bea)
    assert "hers" not in text(as_ann.get("/settings/tokens/"))
    assert as_ann.post(f"/settings/tokens/{hers.pk}/revoke/").status_code == 404


def test_only_oneself_sees_them_and_the_page_says_so(as_ann):
    assert "Seen by: <b>only you</b>" in text(as_ann.get("/settings/tokens/"))


def test_without_any_it_says_so(as_ann):
    assert "None yet." in text(as_ann.get("/settings/tokens/"))
