"""Captures over REST: asked for by file, address or text, run by the worker, tried again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from provenance.capture.models import CaptureRequest
from provenance.capture.services import run_capture
from tests.provenance.capture.loopback import page

pytestmark = pytest.mark.django_db
URL = "/api/v1/captures/"


@pytest.fixture
def api():
    def as_(user):
        client = APIClient()
        client.force_authenticate(user if user.is_authenticated else None)
        return client

    return as_


def html(name="wells.html", content=None):
    return SimpleUploadedFile(name, page() if content is None else content, "text/html")


def test_a_file_is_accepted_and_its_outcome_can_be_asked_for(api, cast):
    ann = api(cast.ann)
    answer = ann.post(URL, {"workspace": "desk", "file": html()}, format="multipart")
    row = answer.json()
    assert (answer.status_code, row["state"], row["name"]) == (202, "queued", "wells.html")
    assert answer["Location"] == f"{URL}{row['id']}/"
    run_capture(row["id"])
    row = ann.get(answer["Location"]).json()
    assert (row["state"], row["outcome"]) == ("done", "imported")
    assert (
        ann.get(f"/api/v1/snapshots/{row['snapshot']}/").json()["text"].startswith("One of three")
    )


@pytest.mark.parametrize(
    ("sent", "origin"),
    [
        ({"address": "https://echo.example/wells"}, "address"),
        ({"text": "The pier is closed.", "title": "Notice"}, "pasted"),
    ],
)
def test_an_address_or_a_text_is_accepted(api, cast, sent, origin):
    answer = api(cast.ann).post(URL, {"workspace": "desk", **sent}, format="json")
    assert (answer.status_code, answer.json()["origin"]) == (202, origin)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, ""),
        ({"address": "https://a.example/", "text": "both"}, ""),
        ({"address": "file:///etc/passwd"}, "address"),
        ({"address": "x"}, "address"),
        ({"text": "   "}, "text"),
        ({"text": "words", "visibility": "friends"}, "visibility"),
        ({"text": "words", "workspace": "elsewhere"}, "workspace"),
        ({"text": "words", "workspace": "nowhere"}, "workspace"),
    ],
)
def test_what_cannot_be_brought_in_names_its_field(api, cast, sent, field):
    answer = api(cast.ann).post(URL, {"workspace": "desk", **sent}, format="json")
    assert (answer.status_code, set(answer.json()["error"]["fields"])) == (400, {field})
    assert not CaptureRequest.objects.exists()


def test_a_file_over_the_limit_is_kept_as_failed(api, cast, settings):
    settings.CAPTURE_MAX_BYTES = 2**20
    large = html("large.html", b"x" * (2**20 + 1))
    answer = api(cast.ann).post(URL, {"workspace": "desk", "file": large}, format="multipart")
    row = answer.json()
    assert (row["state"], row["reason"]) == ("failed", "It is larger than 1 MB.")
    retry = api(cast.ann).post(f"{URL}{row['id']}/retry/")
    assert (retry.status_code, retry.json()["error"]["code"]) == (409, "conflict")


def test_a_failed_capture_is_tried_again(api, cast):
    ann = api(cast.ann)
    sent = {"workspace": "desk", "file": html("empty.html", b"")}
    row = ann.post(URL, sent, format="multipart").json()
    run_capture(row["id"])
    assert ann.get(f"{URL}{row['id']}/").json()["reason_code"] == "empty"
    again = ann.post(f"{URL}{row['id']}/retry/")
    assert (again.status_code, again.json()["state"]) == (202, "queued")


def test_a_key_makes_one_capture_of_two_requests(api, cast):
    headers = {"idempotency-key": "once"}
    sent = {"workspace": "desk", "address": "https://echo.example/wells"}
    one = api(cast.ann).post(URL, sent, format="json", headers=headers)
    two = api(cast.ann).post(URL, sent, format="json", headers=headers)
    assert one.json()["id"] == two.json()["id"]


@pytest.mark.parametrize(
    ("who", "status"), [("sam", 202), ("ron", 403), ("olga", 400), ("nobody", 401)]
)
def test_who_may_bring_in(api, cast, who, status):
    sent = {"workspace": "desk", "text": "The pier is closed."}
    answer = api(getattr(cast, who)).post(URL, sent, format="json")
    assert answer.status_code == status


def test_outsiders_and_those_it_is_kept_from_find_no_capture(api, cast):
    sent = {"workspace": "desk", "text": "The pier is closed."}
    api(cast.ann).post(URL, sent | {"visibility": "me"}, format="json")
    api(cast.eve).post(URL, sent | {"visibility": "public"}, format="json")
    seen = {
        who: len(api(getattr(cast, who)).get(URL).json().get("results", []))
        for who in ("ann", "bea", "olga", "nobody")
    }
    assert seen == {"ann": 2, "bea": 1, "olga": 0, "nobody": 0}


def test_a_list_is_narrowed_and_takes_the_same_queries_however_long(
    api, cast, django_assert_num_queries
):
    ann = api(cast.ann)
    sent = {"workspace": "desk", "text": "The pier is closed."}
    row = ann.post(URL, sent, format="json").json()
    for _ in range(4):
        ann.post(URL, sent, format="json")
    assert len(ann.get(f"{URL}?batch={row['batch']}").json()["results"]) == 1
    assert len(ann.get(f"{URL}?state=failed").json()["results"]) == 0
    with django_assert_num_queries(1):
        assert len(ann.get(f"{URL}?workspace=desk").json()["results"]) == 5
