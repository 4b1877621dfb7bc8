"""Searches, gaps and replies over REST."""

from datetime import date
from typing import Any

import pytest
from rest_framework.test import APIClient

from claims.groundwork import services
from claims.groundwork.models import Search
from claims.records.models import Claim
from tests.claims.scene import Scene, decide

pytestmark = pytest.mark.django_db
SEARCH: dict[str, Any] = {
    "sought": "Minutes",
    "place": "Town archive",
    "searched_on": "2024-05-06",
    "outcome": "nothing",
}


@pytest.fixture
def claim(scene: Scene) -> Claim:
    return scene.claim(scene.cast.ann)


def as_(user: Any) -> APIClient:
    client = APIClient()
    if user.is_authenticated:
        client.force_authenticate(user)
    return client


def sent(user: Any, claim: Claim, noun: str, data: Any, **headers: Any) -> Any:
    return as_(user).post(f"/api/v1/claims/{claim.pk}/{noun}/", data, format="json", **headers)


def test_a_search_is_logged_on_its_claim(scene: Scene, claim: Claim) -> None:
    answer = sent(scene.cast.ann, claim, "searches", SEARCH)
    assert answer.status_code == 201
    said = answer.json()
    assert answer["ETag"] == f'"search-{said["id"]}-1"'
    assert (said["sought"], said["outcome"], said["evidence"]) == ("Minutes", "nothing", None)
    assert said["created_by"]["name"] == "Ann"
    listed = as_(scene.cast.ron).get(f"/api/v1/claims/{claim.pk}/searches/").json()
    assert [one["id"] for one in listed] == [said["id"]]


def test_a_search_sent_twice_is_logged_once(scene: Scene, claim: Claim) -> None:
    for _ in range(2):
        sent(scene.cast.ann, claim, "searches", SEARCH, HTTP_IDEMPOTENCY_KEY="one")
    assert Search.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("sought", {"sought": ""}),
        ("searched_on", {"searched_on": "yesterday"}),
        ("searched_on", {"searched_on": "2999-01-01"}),
        ("outcome", {"outcome": "perhaps"}),
        ("address", {"address": "javascript:alert(1)"}),
        ("evidence", {"outcome": "found", "evidence": 999}),
        ("evidence", {"outcome": "found", "evidence": 2**40}),
    ],
)
def test_bad_input_names_its_field(
    scene: Scene, claim: Claim, field: str, more: dict[str, Any]
) -> None:
    answer = sent(scene.cast.ann, claim, "searches", SEARCH | more)
    assert answer.status_code == 400
    assert list(answer.json()["error"]["fields"]) == [field]


def test_a_row_is_changed_taken_back_and_put_back(scene: Scene, claim: Claim) -> None:
    row = sent(scene.cast.ann, claim, "searches", SEARCH).json()
    client, address = as_(scene.cast.bea), f"/api/v1/searches/{row['id']}/"
    tag = f'"search-{row["id"]}-1"'
    changed = client.patch(address, {"place": "Library"}, format="json", headers={"If-Match": tag})
    assert (changed.json()["place"], changed.json()["version"]) == ("Library", 2)
    late = client.patch(address, {"place": "No"}, format="json", headers={"If-Match": tag})
    assert late.status_code == 412
    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404
    assert client.post(f"{address}restore/").json()["place"] == "Library"


WHO = {
    "ann": (201, 200),
    "bea": (201, 200),
    "eve": (201, 200),
    "tom": (201, 200),
    "max": (201, 200),
    "sam": (403, 403),
    "sue": (403, 403),
    "ron": (403, 403),
    "olga": (404, 404),
    "nobody": (404, 404),
}


@pytest.mark.parametrize("name", WHO)
def test_who_may_add_and_change(scene: Scene, claim: Claim, name: str) -> None:
    row = sent(scene.cast.ann, claim, "searches", SEARCH).json()
    user = scene.cast.everyone()[name]
    added, changed = WHO[name]
    refused = {401, 403, 404} if name == "nobody" else {added}
    assert sent(user, claim, "searches", SEARCH).status_code in refused
    address = f"/api/v1/searches/{row['id']}/"
    answer = as_(user).patch(address, {"note": "So."}, format="json")
    assert answer.status_code in (refused if name == "nobody" else {changed})


def test_outsiders_read_what_went_out_and_nobody_is_named_to_them(
    scene: Scene, claim: Claim
) -> None:
    out = sent(scene.cast.ann, claim, "searches", SEARCH | {"goes_out": True}).json()
    kept = sent(scene.cast.ann, claim, "searches", SEARCH).json()
    decide(claim, scene)
    for user in (scene.cast.olga, scene.cast.nobody):
        rows = as_(user).get(f"/api/v1/searches/?claim={claim.pk}").json()["results"]
        assert [(row["id"], row["created_by"]) for row in rows] == [(out["id"], None)]
        assert as_(user).get(f"/api/v1/searches/{kept['id']}/").status_code == 404


def test_the_list_takes_as_many_queries_for_many(
    scene: Scene, claim: Claim, django_assert_max_num_queries: Any
) -> None:
    for _ in range(4):
        services.log_search(
            claim, by=scene.cast.ann, **(SEARCH | {"searched_on": date(2024, 5, 6)})
        )
    client = as_(scene.cast.bea)
    client.get("/api/v1/searches/")
    with django_assert_max_num_queries(3):
        assert len(client.get("/api/v1/searches/").json()["results"]) == 4


GAP: dict[str, Any] = {"sought": "The harbour log"}
REPLY: dict[str, Any] = {
    "party": "The port",
    "question": "Was it closed?",
    "asked_on": "2024-05-06",
    "answer_by": "2024-05-10",
}


@pytest.mark.parametrize(("noun", "given"), [("gaps", GAP), ("replies", REPLY)])
def test_gaps_and_replies_are_added_changed_and_go_out(
    scene: Scene, claim: Claim, noun: str, given: dict[str, Any]
) -> None:
    row = sent(scene.cast.ann, claim, noun, given).json()
    assert row["goes_out"] is True
    assert sent(scene.cast.ron, claim, noun, given).status_code == 403
    address = f"/api/v1/{noun}/{row['id']}/"
    assert as_(scene.cast.nobody).get(address).status_code == 404
    decide(claim, scene)
    assert as_(scene.cast.nobody).get(address).json()["created_by"] is None
    late = as_(scene.cast.ann).patch(address, {"goes_out": False}, format="json")
    assert late.status_code == 403
    as_(scene.cast.eve).patch(address, {"goes_out": False}, format="json")
    assert as_(scene.cast.nobody).get(address).status_code == 404


def test_an_answer_is_kept_once(scene: Scene, claim: Claim) -> None:
    row = sent(scene.cast.ann, claim, "replies", REPLY).json()
    assert row["standing"] == "no_answer"
    address, given = f"/api/v1/replies/{row['id']}/answer/", {"answer": "No."}
    early = {**given, "answered_on": "2024-05-01"}
    refused = as_(scene.cast.bea).post(address, early, format="json")
    assert list(refused.json()["error"]["fields"]) == ["answered_on"]
    given["answered_on"] = "2024-05-12"
    kept = as_(scene.cast.bea).post(address, given, format="json")
    assert (kept.status_code, kept.json()["standing"]) == (200, "answered_late")
    assert as_(scene.cast.bea).post(address, given, format="json").status_code == 409
    assert as_(scene.cast.ron).post(address, given, format="json").status_code == 403


def test_a_reply_before_it_was_asked_for_is_refused(scene: Scene, claim: Claim) -> None:
    answer = sent(scene.cast.ann, claim, "replies", REPLY | {"answer_by": "2024-05-05"})
    assert answer.status_code == 400
    assert list(answer.json()["error"]["fields"]) == ["answer_by"]
