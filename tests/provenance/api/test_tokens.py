"""Tokens through REST."""

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from provenance.accounts import services
from provenance.accounts.models import ApiToken


def with_token(secret):
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
    return client


@pytest.fixture
def ann(cast):
    return with_token(services.make_token(name="script", by=cast.ann)[1])


def test_making_one_answers_its_secret_once(ann):
    made = ann.post("/api/v1/tokens/", {"name": "new", "scope": "read"}, format="json")
    assert made.status_code == 201
    assert with_token(made.json()["secret"]).get("/api/v1/me/").status_code == 200
    listed = ann.get("/api/v1/tokens/").json()["results"]
    assert [token["name"] for token in listed] == ["new", "script"]
    assert "secret" not in listed[0]
    assert "digest" not in listed[0]


def test_a_person_sees_only_their_own(ann, cast):
    other, _ = services.make_token(name="hers", by=cast.bea)
    assert ann.get(f"/api/v1/tokens/{other.pk}/").status_code == 404
    assert ann.post(f"/api/v1/tokens/{other.pk}/revoke/").status_code == 404


def test_a_revoked_token_is_worthless(ann, cast):
    token = ApiToken.objects.get(user=cast.ann)
    assert ann.post(f"/api/v1/tokens/{token.pk}/revoke/").status_code == 200
    refused = ann.get("/api/v1/me/")
    assert refused.status_code == 401
    assert refused.json()["error"]["code"] == "not_logged_in"
    assert refused["WWW-Authenticate"] == "Token"


def test_the_etag_changes_with_the_row(ann, cast):
    other, _ = services.make_token(name="other", by=cast.ann)
    address = f"/api/v1/tokens/{other.pk}/"
    before = ann.get(address)["ETag"]
    assert ann.get(address)["ETag"] == before
    ann.post(f"{address}revoke/")
    assert ann.get(address)["ETag"] != before


def test_an_expired_token_is_worthless(ann):
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert ann.get("/api/v1/me/").status_code == 401


def test_a_token_of_someone_shut_out_is_worthless(ann, cast):
    cast.ann.is_active = False
    cast.ann.save()
    assert ann.get("/api/v1/me/").status_code == 401


def test_a_reading_token_may_not_write(cast):
    client = with_token(services.make_token(name="r", scope="read", by=cast.ann)[1])
    assert client.get("/api/v1/me/").status_code == 200
    refused = client.post("/api/v1/tokens/", {"name": "w"}, format="json")
    assert refused.status_code == 403
    assert refused.json()["error"]["message"] == "This token may only read."


def test_a_token_that_expires_in_the_past_is_not_made(ann):
    given = {"name": "late", "expires_at": "2020-01-01T00:00:00Z"}
    refused = ann.post("/api/v1/tokens/", given, format="json")
    assert refused.status_code == 400
    assert list(refused.json()["error"]["fields"]) == ["expires_at"]


def test_nobody_gets_401(db):
    for method in ("get", "post"):
        assert getattr(APIClient(), method)("/api/v1/tokens/").status_code == 401


def test_knowing_who_asks_costs_one_query(ann, cast, django_assert_num_queries):
    ann.get("/api/v1/workspaces/")
    with django_assert_num_queries(2):  # the token with person and roles; the list
        assert len(ann.get("/api/v1/workspaces/").json()["results"]) == 1


def test_use_is_noted_but_not_each_time(ann, django_assert_num_queries):
    ann.get("/api/v1/workspaces/")
    before = ApiToken.objects.get().last_used_at
    ann.get("/api/v1/workspaces/")
    assert ApiToken.objects.get().last_used_at == before is not None
