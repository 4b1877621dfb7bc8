"""Subscriptions, notifications, saved filters and letters over REST."""

import json
from typing import Any

import pytest

from claims.attention import services
from claims.attention.models import Notification
from claims.records.services import edit_claim, set_visibility
from tests.claims.web.scenes import EVERYONE, Desk, desk

__all__ = ["desk"]

API = "/api/v1/"
NOUNS = ("subscriptions", "notifications", "saved-filters")


def send(desk: Desk, path: str, data: Any, name: str = "bea", **more: Any) -> Any:
    call = getattr(desk.browser(name), more.pop("method", "post"))
    return call(f"{API}{path}", json.dumps(data), content_type="application/json", **more)


def read(desk: Desk, path: str, name: str = "bea") -> Any:
    return desk.browser(name).get(f"{API}{path}").json()


@pytest.mark.parametrize("noun", [*NOUNS, "me/letters", "notifications/count"])
def test_strangers_are_asked_who_they_are(desk: Desk, noun: str) -> None:
    assert desk.browser("nobody").get(f"{API}{noun}/").status_code == 401


def test_followed_told_read_and_ended(desk: Desk) -> None:
    claim = desk.claim()
    made = send(desk, "subscriptions/", {"claim": claim.pk})
    assert made.status_code == 201
    assert (made.json()["kind"], made.json()["name"]) == ("claim", claim.statement)
    assert send(desk, "subscriptions/", {"claim": claim.pk}).json()["id"] == made.json()["id"]
    edit_claim(claim, checkable="yes", by=desk.cast.ann)
    services.notify(by=None)
    (row,) = read(desk, "notifications/?unread=true&workspace=desk")["results"]
    assert (row["said"], row["claim"], row["why"]) == (
        "Ann changed the claim",
        claim.pk,
        "followed",
    )
    assert read(desk, "notifications/count/") == {"unread": 1}
    assert send(desk, "notifications/read/", {"notifications": [row["id"]]}).json()["unread"] == 0
    assert read(desk, "notifications/?unread=true")["results"] == []
    assert len(read(desk, "notifications/?unread=false")["results"]) == 1
    path = f"{API}subscriptions/{made.json()['id']}/"
    assert desk.browser("ann").delete(path).status_code == 404
    assert desk.browser("bea").delete(path).status_code == 204
    assert read(desk, "subscriptions/")["results"] == []


def test_nobody_reads_what_others_follow_or_are_told(desk: Desk) -> None:
    claim = desk.claim()
    services.follow(claim, by=desk.cast.bea)
    edit_claim(claim, checkable="yes", by=desk.cast.ann)
    services.notify(by=None)
    row = Notification.objects.get()
    for name in EVERYONE:
        if name in {"bea", "nobody"}:
            continue
        for noun in ("subscriptions", "notifications"):
            assert read(desk, f"{noun}/", name)["results"] == [], name
        assert read(desk, "notifications/count/", name) == {"unread": 0}
        assert desk.browser(name).get(f"{API}notifications/{row.pk}/").status_code == 404
        send(desk, "notifications/read/", {"notifications": [row.pk]}, name)
    assert read(desk, "notifications/count/") == {"unread": 1}
    set_visibility(claim, "me", by=desk.cast.ann)
    assert read(desk, "notifications/count/") == {"unread": 0}
    assert read(desk, "notifications/")["results"] == []


@pytest.mark.parametrize(
    "given", [{}, {"claim": 10**9}, {"claim": "x"}, {"outlet": 0}, {"claim": 1, "article": 1}]
)
def test_what_makes_no_sense_is_refused(desk: Desk, given: dict[str, Any]) -> None:
    assert send(desk, "subscriptions/", given).status_code == 400


def test_what_one_may_not_see_is_followed_by_nobody(desk: Desk) -> None:
    claim = desk.claim()
    assert send(desk, "subscriptions/", {"claim": claim.pk}, "olga").status_code == 400
    secret = desk.scene.claim(desk.cast.ann, "Forty boats left.", visibility="me")
    assert send(desk, "subscriptions/", {"claim": secret.pk}).status_code == 400


def test_filters(desk: Desk) -> None:
    given = {"workspace": "desk", "page": "claims", "name": "Numbers", "query": "kind=quantity"}
    made = send(desk, "saved-filters/", given, "ann")
    assert made.status_code == 201
    path, tag = f"saved-filters/{made.json()['id']}/", made["ETag"]
    assert send(desk, "saved-filters/", given, "ann").status_code == 400
    assert send(desk, "saved-filters/", given, "olga").status_code == 400
    assert desk.browser("bea").get(f"{API}{path}").status_code == 404
    shared = send(desk, path, {"visibility": "workspace"}, "ann", method="patch")
    assert shared.status_code == 200
    assert read(desk, "saved-filters/?page=claims&workspace=desk")["results"][0]["name"]
    stale = {"method": "patch", "headers": {"If-Match": tag}}
    assert send(desk, path, {"name": "X"}, "ann", **stale).status_code == 412
    assert send(desk, path, {"name": "X"}, "bea", method="patch").status_code == 403
    assert desk.browser("ann").delete(f"{API}{path}").status_code == 204
    assert send(desk, f"{path}restore/", {}).status_code == 404
    assert send(desk, f"{path}restore/", {}, "ann").status_code == 200


def test_letters(desk: Desk) -> None:
    assert read(desk, "me/letters/") == {"every": "daily", "sent_at": None, "address": ""}
    chosen = send(desk, "me/letters/", {"every": "off"}, method="patch")
    assert (chosen.status_code, chosen.json()["every"]) == (200, "off")
    assert send(desk, "me/letters/", {"every": "hourly"}, method="patch").status_code == 400
