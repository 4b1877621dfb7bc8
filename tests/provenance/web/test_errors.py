"""One page for every refusal, with the right status and no secrets."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client, RequestFactory

from provenance.accounts.rules import NotNow, Stale
from provenance.web import errors


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (PermissionDenied("Not you."), 403),
        (NotNow("Not yet."), 409),
        (Stale("Too late."), 412),
        (ValidationError("No."), 400),
        (ValidationError({"name": "No."}), 400),
    ],
    ids=repr,
)
def test_a_refusal_has_its_status_and_its_reason(error, status, db):
    request = RequestFactory().get("/somewhere/")
    answer = errors.refusal(request, error)
    assert answer.status_code == status
    said = error.messages if isinstance(error, ValidationError) else [str(error)]
    assert said[0] in text(answer)
    assert errors.WORDS[status] in text(answer)


def test_an_address_that_is_not_there(client, db):
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert errors.WORDS[404] in text(answer)


def test_a_host_that_is_not_ours(client, db):
    answer = client.get("/account/login/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert errors.WORDS[400] in text(answer)


def test_an_old_form_says_what_to_do(cast):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.ann)
    answer = browser.post("/settings/profile/", {"name": "Nan"})
    assert answer.status_code == 403
    assert "That form was too old" in text(answer)


def test_too_many_attempts_say_when_to_come_back():
    request = RequestFactory().get("/account/login/")
    answer = errors.too_many(request)
    assert answer.status_code == 429
    assert "Wait a few minutes" in text(answer)


def test_when_we_break_nothing_of_the_inside_is_shown(client, monkeypatch, db):
    monkeypatch.setattr("provenance.web.profile.person", lambda request: 1 / 0)
    monkeypatch.setattr("provenance.accounts.invitations.digest", lambda secret: 1 / 0)
    client.raise_request_exception = False
    answer = client.get("/invitation/secret/")
    assert answer.status_code == 500
    assert errors.WORDS[500] in text(answer)
    assert "ZeroDivision" not in text(answer)
