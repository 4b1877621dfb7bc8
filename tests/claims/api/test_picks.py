"""Picks, many at once, and the selection balance over REST."""

import json
from typing import Any

import pytest

from claims.attention.models import Pick
from claims.reviews import services
from claims.reviews.models import Check
from tests.claims.web.scenes import EVERYONE, Desk, desk

__all__ = ["desk"]

API = "/api/v1/"
CHECKS = {"ann", "bea", "eve", "tom", "max"}


def send(desk: Desk, path: str, data: Any, name: str = "ann") -> Any:
    body = json.dumps(data)
    return desk.browser(name).post(f"{API}{path}", body, content_type="application/json")


def asked(desk: Desk, statement: str) -> Check:
    return services.request_check(desk.claim(statement=statement), by=desk.cast.ann)


@pytest.mark.parametrize("name", EVERYONE)
def test_who_says_why_and_who_reads_it(desk: Desk, name: str) -> None:
    claim = desk.claim()
    made = send(desk, "picks/", {"claim": claim.pk, "rule": "harm"}, name)
    expected = {"nobody": 401, "olga": 400}.get(name, 201 if name in CHECKS else 403)
    assert made.status_code == expected
    send(desk, "picks/", {"claim": claim.pk, "rule": "harm"})
    found = desk.browser(name).get(f"{API}picks/?claim={claim.pk}")
    if name == "nobody":
        assert found.status_code == 401
    else:
        assert len(found.json()["results"]) == (name in CHECKS)


def test_said_anew_and_taken_back(desk: Desk) -> None:
    claim = desk.claim()
    send(desk, "picks/", {"claim": claim.pk, "rule": "harm"})
    row = send(desk, "picks/", {"claim": claim.pk, "rule": "reach"}).json()
    assert send(desk, "picks/", {"claim": claim.pk, "rule": "other"}).status_code == 400
    path = f"{API}picks/{row['id']}/"
    assert desk.browser("ron").delete(path).status_code == 404
    assert desk.browser("bea").delete(path).status_code == 204
    assert not Pick.objects.visible_to(desk.cast.ann).exists()


def test_many_at_once_with_what_became_of_each(desk: Desk) -> None:
    one, two = asked(desk, "One."), asked(desk, "Two.")
    services.decline(two, reason="So.", by=desk.cast.eve)
    given = {"do": "triage", "workspace": "desk", "checks": [one.pk, two.pk, 10**9]}
    told = send(desk, "bulk/", given).json()
    assert (told["done"], told["failed"]) == (1, 2)
    assert [row["ok"] for row in told["results"]] == [True, False, False]
    assert told["results"][2]["said"] == "There is none that you see."
    given = {"do": "assign", "workspace": "desk", "checks": [one.pk], "to": desk.cast.bea.pk}
    assert send(desk, "bulk/", given).json()["failed"] == 1
    assert send(desk, "bulk/", given, "eve").json()["done"] == 1
    given = {"do": "tag", "workspace": "desk", "claims": [one.claim_id], "topics": ["Pier"]}
    assert send(desk, "bulk/", given).json()["done"] == 1
    assert send(desk, "bulk/", {"do": "due", "workspace": "desk", "checks": [one.pk]}, "eve").json()


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"do": "publish", "checks": [1]},
        {"do": "triage"},
        {"do": "triage", "claims": [1]},
        {"do": "assign", "checks": [1]},
        {"do": "assign", "checks": [1], "to": 10**9},
        {"do": "decline", "checks": [1], "reason": ""},
        {"do": "tag", "claims": [1], "topics": []},
        {"do": "triage", "checks": [1] * 201},
    ],
)
def test_what_makes_no_sense_is_refused(desk: Desk, given: dict[str, Any]) -> None:
    assert send(desk, "bulk/", {"workspace": "desk"} | given, "eve").status_code == 400


def test_of_another_workspace_nothing_is_done_or_told(desk: Desk) -> None:
    check = asked(desk, "One.")
    given = {"do": "triage", "workspace": "elsewhere", "checks": [check.pk]}
    told = send(desk, "bulk/", given, "olga").json()
    assert told["results"] == [{"id": check.pk, "ok": False, "said": "There is none that you see."}]
    assert send(desk, "bulk/", given | {"workspace": "desk"}, "olga").status_code == 400
    assert send(desk, "bulk/", given, "nobody").status_code == 401


@pytest.mark.parametrize("name", EVERYONE)
def test_the_balance(desk: Desk, name: str) -> None:
    check = asked(desk, "An opinion.")
    services.decline(check, reason="It cannot be checked.", by=desk.cast.eve)
    answer = desk.browser(name).get(f"{API}selection/?workspace=desk")
    expected = {"nobody": 401, "olga": 400}.get(name, 200 if name in CHECKS else 403)
    assert answer.status_code == expected
    if expected == 200:
        told = answer.json()
        assert (told["whole"]["recorded"], told["whole"]["declined"]) == (1, 1)
        assert told["declined"][0]["reason"] == "It cannot be checked."
        assert told["whole"]["picked_of_recorded"]["too_few"]


def test_days_that_are_none(desk: Desk) -> None:
    browser = desk.browser("ann")
    assert browser.get(f"{API}selection/?workspace=desk&since=soon").status_code == 400
    assert browser.get(f"{API}selection/").status_code == 400
