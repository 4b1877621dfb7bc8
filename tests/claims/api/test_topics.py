"""Topics over REST, and the topics of claims."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.records.models import Topic
from claims.records.services import add_topic, show_topic, tag_claims
from tests.claims.web.scenes import DESK, EVERYONE, Desk, desk

__all__ = ["desk"]

ALL = "/api/v1/topics/"
CLAIMS = "/api/v1/claims/"


def send(desk: Desk, path: str, data: Any, name: str = "ann", **more: Any) -> Any:
    call = getattr(desk.browser(name), more.pop("method", "post"))
    return call(path, json.dumps(data), content_type="application/json", **more)


def made(desk: Desk, name: str = "Harbour", **given: Any) -> dict[str, Any]:
    answer = send(desk, ALL, {"workspace": "desk", "name": name} | given)
    assert answer.status_code == 201
    row: dict[str, Any] = answer.json()
    return row


def test_added_tagged_narrowed_and_taken_off(desk: Desk) -> None:
    row, one = made(desk, description="So."), desk.claim()
    other = desk.claim(statement="It rained.")
    path = f"{ALL}{row['id']}/"
    assert (row["slug"], row["claims"], row["visibility"]) == ("harbour", 0, "workspace")
    both = {"claims": [one.pk, other.pk]}
    assert send(desk, f"{path}add/", both).json() == both
    assert send(desk, f"{path}add/", both, "bea").json() == {"claims": []}
    browser = desk.browser("ron")
    assert browser.get(path).json()["claims"] == 2
    card = {"id": row["id"], "name": "Harbour"}
    listed = browser.get(f"{CLAIMS}?topic={row['id']}").json()["results"]
    assert [claim["topics"] for claim in listed] == [[card], [card]]
    assert browser.get(f"{CLAIMS}{one.pk}/").json()["topics"] == [card]
    found = browser.get(f"/api/v1/search/?q=rained&topic={row['id']}").json()["results"]
    assert [hit["id"] for hit in found] == [other.pk]
    assert send(desk, f"{path}remove/", {"claims": [other.pk]}).json() == {"claims": [other.pk]}
    assert browser.get(f"/api/v1/search/?q=rained&topic={row['id']}").json()["results"] == []
    assert browser.get(f"{CLAIMS}{other.pk}/").json()["topics"] == []


def test_a_claim_with_its_topics(desk: Desk) -> None:
    one, other = made(desk), made(desk, "Law")
    snapshot, start, end = desk.scene.at("Nobody was hurt")
    given = {
        "workspace": "desk",
        "statement": "Nobody was hurt.",
        "appearance": {"snapshot": snapshot.pk, "start": start, "end": end},
        "topics": [one["id"]],
    }
    claim = send(desk, CLAIMS, given).json()
    assert claim["topics"] == [{"id": one["id"], "name": "Harbour"}]
    path = f"{CLAIMS}{claim['id']}/"
    both = send(desk, f"{path}tag/", {"topics": [other["id"]]}).json()
    assert [topic["name"] for topic in both] == ["Harbour", "Law"]
    left = send(desk, f"{path}untag/", {"topics": [one["id"]]}).json()
    assert [topic["name"] for topic in left] == ["Law"]
    assert send(desk, CLAIMS, given | {"topics": [99_999]}).status_code == 400


@pytest.mark.parametrize("name", EVERYONE)
def test_who_reads(desk: Desk, name: str) -> None:
    path = f"{ALL}{made(desk)['id']}/"
    browser = desk.browser(name)
    assert browser.get(path).status_code == (200 if name in DESK else 404)
    assert len(browser.get(ALL).json()["results"]) == (1 if name in DESK else 0)


def test_topics_of_the_workspace_are_not_told_to_strangers(desk: Desk) -> None:
    cast, claim = desk.cast, desk.claim()
    topic = add_topic(cast.desk, "Harbour", by=cast.ann)
    tag_claims([claim.pk], [topic.pk], by=cast.ann)
    desk.published(claim)
    for name in ("nobody", "olga"):
        browser = desk.browser(name)
        assert browser.get(f"{CLAIMS}{claim.pk}/").json()["topics"] == []
        assert [one["topics"] for one in browser.get(CLAIMS).json()["results"]] == [[]]
        assert browser.get(f"{CLAIMS}?topic={topic.pk}").json()["results"] == []
        assert browser.get(f"/api/v1/search/?topic={topic.pk}").json()["results"] == []
    show_topic(topic, "public", by=cast.eve)
    card = [{"id": topic.pk, "name": "Harbour"}]
    browser = desk.browser("nobody")
    assert browser.get(f"{CLAIMS}{claim.pk}/").json()["topics"] == card
    assert [one["topics"] for one in browser.get(CLAIMS).json()["results"]] == [card]
    assert browser.get(f"{ALL}{topic.pk}/").json()["claims"] == 1


def test_stale_and_wrong_input(desk: Desk) -> None:
    row = made(desk)
    path = f"{ALL}{row['id']}/"
    tag = desk.browser("ann").get(path)["ETag"]
    one = send(desk, path, {"name": "Quay"}, method="patch", headers={"If-Match": tag})
    assert (one.status_code, one.json()["name"]) == (200, "Quay")
    late = send(desk, path, {"name": "Dock"}, "bea", method="patch", headers={"If-Match": tag})
    assert late.status_code == 412
    assert send(desk, ALL, {"workspace": "desk", "name": "quay"}).status_code == 400
    assert send(desk, ALL, {"workspace": "desk", "name": "A"}, "ron").status_code == 403
    assert send(desk, ALL, {"workspace": "desk", "name": "A"}, "olga").status_code == 400
    assert send(desk, f"{path}add/", {"claims": ["x"]}).status_code == 400
    assert send(desk, f"{path}add/", {"claims": [1] * 501}).status_code == 400
    assert send(desk, f"{path}visibility/", {"visibility": "public"}).status_code == 403
    assert send(desk, f"{path}visibility/", {"visibility": "me"}, "eve").status_code == 400
    assert desk.browser("ann").get(f"{CLAIMS}?topic=x").status_code == 400


def test_merged_deleted_and_restored(desk: Desk) -> None:
    kept, merged = made(desk), made(desk, "Port")
    path, other = f"{ALL}{kept['id']}/", f"{ALL}{merged['id']}/"
    assert send(desk, f"{path}merge/", {"topic": merged["id"]}).status_code == 403
    assert send(desk, f"{path}merge/", {"topic": merged["id"]}, "eve").status_code == 200
    assert desk.browser("ann").get(other).json()["merged_into"] == kept["id"]
    assert len(desk.browser("ann").get(ALL).json()["results"]) == 1
    assert desk.browser("ann").delete(other).status_code == 409
    assert send(desk, f"{other}unmerge/", {}, "eve").json()["merged_into"] is None
    assert desk.browser("ann").delete(other).status_code == 204
    assert desk.browser("ann").get(other).status_code == 404
    assert send(desk, f"{other}restore/", {}, "olga").status_code == 404
    assert send(desk, f"{other}restore/", {}).status_code == 200
    assert Topic.objects.alive().count() == 2


def test_the_list_takes_as_many_queries_whatever_is_in_it(desk: Desk) -> None:
    browser = desk.browser("ann")

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(ALL).status_code == 200
        return len(seen)

    made(desk)
    few = asked()
    for name in ("Port", "Law", "Rain"):
        tag_claims([desk.claim().pk], [made(desk, name)["id"]], by=desk.cast.ann)
    assert asked() == few
