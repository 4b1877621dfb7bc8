"""Every refusal of the API has the same shape and the right status."""

import json

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from rest_framework import exceptions
from rest_framework.test import APIClient

from provenance.accounts import services
from provenance.accounts.models import Workspace
from provenance.accounts.rules import NotNow, Stale
from provenance.api.errors import handle


@pytest.fixture
def ann(cast):
    client = APIClient()
    client.credentials(
        HTTP_AUTHORIZATION="Token " + services.make_token(name="script", by=cast.ann)[1]
    )
    return client


def is_our_shape(answer):
    body = answer.json()
    assert answer["Content-Type"] == "application/json"
    assert list(body) == ["error"]
    assert list(body["error"]) == ["code", "message", "fields"]
    assert body["error"]["message"]
    return body["error"]


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (NotNow("Not yet."), 409, "conflict"),
        (Stale("Too late."), 412, "stale"),
        (PermissionDenied("Not you."), 403, "forbidden"),
        (PermissionDenied(), 403, "forbidden"),
        (Http404(), 404, "not_found"),
        (ValidationError("No."), 400, "invalid"),
        (ValidationError({"name": "No."}), 400, "invalid"),
        (RequestDataTooBig(), 413, "too_large"),
        (exceptions.NotAuthenticated(), 401, "not_logged_in"),
    ],
    ids=lambda part: repr(part) if isinstance(part, Exception) else None,
)
def test_each_refusal_of_a_rule_has_its_status(error, status, code):
    response = handle(error, {})
    assert response.status_code == status
    assert response.data["error"]["code"] == code
    assert response.data["error"]["message"]


def test_an_error_of_ours_stays_an_error():
    assert handle(KeyError("oops"), {}) is None


def test_two_who_make_the_same_at_once_get_a_conflict(cast):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Workspace.objects.create(slug="desk", name="Again")
    assert handle(refused.value, {}).status_code == 409


def test_nested_complaints_name_their_place():
    error = exceptions.ValidationError(
        {"appearance": {"start": ["No."]}, "attributions": [{}, {"cue": ["Where?"]}]}
    )
    fields = handle(error, {}).data["error"]["fields"]
    assert fields == {"appearance.start": ["No."], "attributions.1.cue": ["Where?"]}


@pytest.mark.parametrize("method", ["get", "post", "put", "patch", "delete"])
@pytest.mark.parametrize("address", ["/api/v1/nothing/", "/api/v1/tokens/none/", "/api/none"])
def test_an_unknown_address_answers_in_our_shape(ann, method, address):
    answer = getattr(ann, method)(address)
    assert answer.status_code in {404, 405}
    is_our_shape(answer)


def test_an_unknown_address_is_404_for_strangers_too(client):
    answer = client.get("/api/v1/nothing/")
    assert answer.status_code == 404
    assert "/api/docs/" in is_our_shape(answer)["message"]


def test_a_missing_slash_is_told_and_never_turns_a_post_into_a_get(ann):
    answer = ann.post("/api/v1/tokens", {"name": "x"}, format="json")
    assert answer.status_code == 404
    assert "/api/v1/tokens/" in is_our_shape(answer)["message"]


def test_a_method_that_is_not_there(ann):
    answer = ann.delete("/api/v1/me/")
    assert answer.status_code == 405
    assert is_our_shape(answer)["code"] == "method_not_allowed"
    assert "GET" in answer["Allow"]


def test_a_body_that_is_not_json(ann):
    answer = ann.post("/api/v1/tokens/", "{", content_type="application/json")
    assert answer.status_code == 400
    assert is_our_shape(answer)["code"] == "parse_error"


@pytest.mark.parametrize("body", ['"\\ud800"', '{"name": "\\udfff"}', "NaN"])
def test_json_that_could_not_be_stored(ann, body):
    answer = ann.post("/api/v1/tokens/", body, content_type="application/json")
    assert answer.status_code == 400
    is_our_shape(answer)


@pytest.mark.parametrize("body", ["[]", "7", '"text"', "null"])
def test_json_that_is_not_an_object(ann, body):
    answer = ann.post("/api/v1/tokens/", body, content_type="application/json")
    assert answer.status_code == 400
    is_our_shape(answer)


def test_a_form_instead_of_json(ann):
    answer = ann.post("/api/v1/tokens/", "name=x", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 415
    assert is_our_shape(answer)["code"] == "unsupported_media_type"


def test_nothing_but_json_is_answered(ann):
    answer = ann.get("/api/v1/me/", HTTP_ACCEPT="text/csv")
    assert answer.status_code == 406
    is_our_shape(answer)


def test_a_body_that_is_too_large(ann, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    body = json.dumps({"name": "x" * 200})
    answer = ann.post("/api/v1/tokens/", body, content_type="application/json")
    assert answer.status_code == 413
    is_our_shape(answer)


def test_a_host_that_is_not_ours(client):
    answer = client.get("/api/v1/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    is_our_shape(answer)


def test_a_write_by_session_needs_the_token_of_the_page(cast):
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(cast.ann)
    assert client.get("/api/v1/me/").status_code == 200
    answer = client.post("/api/v1/tokens/", {"name": "x"}, format="json")
    assert answer.status_code == 403
    assert "CSRF" in is_our_shape(answer)["message"]


def test_when_we_break_the_shape_stays(client, monkeypatch, cast):
    monkeypatch.setattr("provenance.api.root.nouns", lambda: 1 / 0)
    client.raise_request_exception = False
    answer = client.get("/api/v1/")
    assert answer.status_code == 500
    assert is_our_shape(answer)["code"] == "broken"
