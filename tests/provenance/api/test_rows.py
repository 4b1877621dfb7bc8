"""What every noun has in common."""

from base64 import b64encode

import pytest
from rest_framework.test import APIClient

from provenance.sources.services import keep_snapshot, outlet_named
from tests.provenance.sources.arriving import arrival


@pytest.fixture
def ann(cast):
    client = APIClient()
    client.force_authenticate(cast.ann)
    return client


@pytest.fixture
def snapshot(cast):
    kept = keep_snapshot(arrival(title="Well closed"), workspace=cast.desk, by=cast.ann)
    return f"/api/v1/snapshots/{kept.snapshot.pk}/"


def test_a_row_that_never_changes_is_sent_once(ann, snapshot):
    first = ann.get(snapshot)
    again = ann.get(snapshot, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]


def test_another_tag_gets_the_row(ann, snapshot):
    assert ann.get(snapshot, headers={"If-None-Match": '"snapshot-0-1"'}).status_code == 200


def test_a_row_that_may_change_is_always_sent(ann, cast):
    outlet = outlet_named("Echo", workspace=cast.desk, by=cast.ann)
    address = f"/api/v1/outlets/{outlet.pk}/"
    tag = ann.get(address)["ETag"]
    assert ann.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_answers_are_not_for_caches_that_others_share(ann, snapshot):
    assert ann.get(snapshot)["Cache-Control"] == "private, no-cache"


def test_a_page_is_as_long_as_one_asks_within_reason(ann, cast):
    for number in range(3):
        outlet_named(f"Echo {number}", workspace=cast.desk, by=cast.ann)
    first = ann.get("/api/v1/outlets/", {"page_size": 2}).json()
    assert len(first["results"]) == 2
    assert first["previous"] is None
    second = ann.get(first["next"]).json()
    assert len(second["results"]) == 1
    assert second["next"] is None
    assert ann.get("/api/v1/outlets/", {"page_size": 100_000}).status_code == 200


@pytest.mark.parametrize("made_up", ["p=abc", "o=abc", "p=\0", "\xff"])
def test_a_cursor_that_no_answer_named_is_told(ann, made_up):
    cursor = b64encode(made_up.encode("latin-1")).decode()
    answer = ann.get("/api/v1/outlets/", {"cursor": cursor})
    assert answer.status_code == 404
    assert answer.json()["error"]["message"] == "Invalid cursor"
