"""Cases over REST."""

import json
from typing import Any

import pytest

from claims.cases.models import Case
from tests.claims.web.scenes import DESK, EVERYONE, Desk, desk

__all__ = ["desk"]

ALL = "/api/v1/cases/"
READING = ("", "lineage/", "graph/", "contradictions/", "timeline/")


def send(desk: Desk, path: str, data: Any, name: str = "ann", **more: Any) -> Any:
    given = more.pop("method", "post")
    call = getattr(desk.browser(name), given)
    return call(path, json.dumps(data), content_type="application/json", **more)


def opened(desk: Desk, **given: Any) -> dict[str, Any]:
    made = send(desk, ALL, {"workspace": "desk", "title": "The pier"} | given)
    assert made.status_code == 201
    row: dict[str, Any] = made.json()
    return row


def test_opened_filled_read_emptied(desk: Desk) -> None:
    row, claim = opened(desk), desk.claim()
    path, article = f"{ALL}{row['id']}/", desk.scene.snapshot.article_id
    given = {"articles": [article], "claims": [claim.pk], "why": "So."}
    assert send(desk, f"{path}add/", given).json() == {"articles": [article], "claims": [claim.pk]}
    browser = desk.browser("ron")
    whole = browser.get(path).json()
    assert (whole["articles"], whole["claims"]) == ([article], [claim.pk])
    assert browser.get(f"{ALL}?workspace=desk&claim={claim.pk}").json()["results"][0]["id"]
    assert browser.get(f"{ALL}?article=999").json()["results"] == []
    lineage = browser.get(f"{path}lineage/").json()
    assert (lineage["articles"]["raw"], lineage["claims"]) == (1, 1)
    assert {one["id"] for one in browser.get(f"{path}graph/").json()["nodes"]} >= {
        f"article:{article}"
    }
    assert browser.get(f"{path}contradictions/").json() == {
        "against": [],
        "apart": [],
        "both_true": [],
    }
    line = browser.get(f"{path}timeline/").json()
    assert [one["published"] for one in line["written"]] == ["2024-05-04"]
    out = send(desk, f"{path}remove/", {"claims": [claim.pk]})
    assert out.json() == {"articles": [], "claims": [claim.pk]}
    assert send(desk, f"{path}put-back/", {"claims": [claim.pk]}).json()["claims"] == [claim.pk]


@pytest.mark.parametrize("form", READING)
@pytest.mark.parametrize("name", EVERYONE)
def test_who_reads(desk: Desk, name: str, form: str) -> None:
    path = f"{ALL}{opened(desk)['id']}/{form}"
    assert desk.browser(name).get(path).status_code == (200 if name in DESK else 404)


def test_stale_and_wrong_input(desk: Desk) -> None:
    row = opened(desk)
    path = f"{ALL}{row['id']}/"
    tag = desk.browser("ann").get(path)["ETag"]
    one = send(desk, path, {"title": "Quay"}, method="patch", headers={"If-Match": tag})
    assert (one.status_code, one.json()["title"]) == (200, "Quay")
    late = send(desk, path, {"title": "Dock"}, "bea", method="patch", headers={"If-Match": tag})
    assert late.status_code == 412
    assert send(desk, path, {"title": ""}, method="patch").status_code == 400
    assert "claims" in send(desk, f"{path}add/", {"claims": [999]}).json()["error"]["fields"]
    assert send(desk, f"{path}add/", {"claims": ["x"]}).status_code == 400
    assert send(desk, f"{path}add/", {"claims": [1] * 501}).status_code == 400
    assert send(desk, f"{path}add/", {}, "ron").status_code == 403
    assert send(desk, f"{path}visibility/", {"visibility": "public"}).status_code == 403
    assert send(desk, f"{path}visibility/", {"visibility": "public"}, "eve").status_code == 200
    assert "created_by" in desk.browser("nobody").get(path).json()
    assert desk.browser("nobody").get(path).json()["created_by"] is None


def test_deleted_and_restored(desk: Desk) -> None:
    path = f"{ALL}{opened(desk)['id']}/"
    assert desk.browser("ann").delete(path).status_code == 204
    assert desk.browser("ann").get(path).status_code == 404
    assert send(desk, f"{path}restore/", {}, "olga").status_code == 404
    assert send(desk, f"{path}restore/", {}).status_code == 200
    assert Case.objects.get().deleted_at is None
