"""Proposed relations: their page, their forms, their place on the desk and on the claim."""

from typing import Any

import pytest

from claims.records.models import Claim, Relation
from claims.records.services import Proposed, propose_relations, refuse_relation
from tests.claims.web.scenes import DESK, EVERYONE, Desk, queries

pytestmark = pytest.mark.django_db
QUEUE = "/desk/relations/"


def make(desk: Desk, one: Claim, other: Claim, kind: str = "contradicts") -> Relation:
    signs = (("negation", "One denies it: “not” is gone."),)
    return propose_relations([Proposed(one.pk, other.pk, kind, 0.7, signs)])[0]


@pytest.fixture
def row(desk: Desk) -> Relation:
    return make(desk, desk.claim(), desk.claim(statement="The pier was <b>open</b> on 3 May."))


def page(desk: Desk, name: str = "ann", query: str = "") -> str:
    answer = desk.browser(name).get(f"{QUEUE}{query}")
    assert answer.status_code == 200
    return str(answer.content.decode())


def press(desk: Desk, row: Relation, step: str, name: str = "ann", **given: Any) -> Any:
    given = {"version": row.version} | given
    return desk.browser(name).post(f"{QUEUE}{row.pk}/{step}/", given)


def test_an_empty_queue_says_so(desk: Desk) -> None:
    assert "Nothing waits here" in page(desk)


def test_a_proposal_says_how_why_and_how_sure(desk: Desk, row: Relation) -> None:
    shown = page(desk)
    for words in ["Contradicts", "One denies it", "quite sure", "1 proposal waiting"]:
        assert words in shown
    assert "&lt;b&gt;open" in shown
    assert "Nothing like that" in page(desk, query="?kind=same")


@pytest.mark.parametrize("name", EVERYONE)
def test_who_may_decide_is_offered_it(desk: Desk, row: Relation, name: str) -> None:
    answer = desk.browser(name).get(QUEUE)
    if name in DESK:
        offered = f"{QUEUE}{row.pk}/confirm/" in answer.content.decode()
        assert offered == (name in {"ann", "bea", "eve", "tom", "max"})
    else:
        assert row.source.statement not in answer.content.decode()
        assert press(desk, row, "refuse", name, reason="No.").status_code in (302, 404)
        row.refresh_from_db()
        assert row.state == "proposed"


def test_it_is_confirmed_in_ones_own_words_and_back(desk: Desk, row: Relation) -> None:
    answer = press(
        desk, row, "confirm", kind="both_true", reason="Two piers.", holds_from="2024-05"
    )
    assert (answer.status_code, answer.url) == (302, QUEUE)
    claim = desk.browser("ann").get(f"/desk/claims/{row.source_id}/").content.decode()
    assert "Both true, by different measures:" in claim
    assert "holds from May 2024" in claim
    press(desk, row, "again")
    row.refresh_from_db()
    assert row.state == "proposed"


def test_it_is_refused_with_a_reason(desk: Desk, row: Relation) -> None:
    assert "Say why" in press(desk, row, "refuse", reason="").content.decode()
    press(desk, row, "refuse", reason="Two piers.")
    assert "Nothing waits here" in page(desk)
    assert "Two piers." in page(desk, query="?state=refused")


def test_who_was_slower_keeps_what_they_wrote(desk: Desk, row: Relation) -> None:
    refuse_relation(row, reason="Two piers.", by=desk.cast.bea)
    late = press(desk, row, "confirm", kind="same", reason="The same pier.", version=1)
    assert late.status_code == 412
    assert "The same pier." in late.content.decode()


def test_the_claim_and_the_desk_tell_of_it(desk: Desk, row: Relation) -> None:
    for pk in (row.source_id, row.target_id):
        shown = desk.browser("ann").get(f"/desk/claims/{pk}/").content.decode()
        assert "Proposed, not decided" in shown
    assert (
        "Claims that may belong together: 1 proposed"
        in desk.browser("ann").get("/desk/").content.decode()
    )


def test_strangers_are_told_of_no_proposal(desk: Desk, row: Relation) -> None:
    desk.published(row.source)
    shown = desk.browser("nobody").get(f"/claims/{row.source_id}/").content.decode()
    assert "Proposed" not in shown
    assert "open" not in shown


def test_questions_stay_few_however_many_wait(desk: Desk, row: Relation) -> None:
    few = queries(desk, "ann", QUEUE)
    for number in range(4):
        make(desk, row.source, desk.claim(statement=f"The pier number {number} closed."), "context")
    assert queries(desk, "ann", QUEUE) == few


# --- over REST ------------------------------------------------------------------------------

API = "/api/v1/relations/"


def send(desk: Desk, path: str, given: dict[str, Any], name: str = "ann", **headers: str) -> Any:
    browser = desk.browser(name)
    return browser.post(path, given, content_type="application/json", headers=headers)


def test_relations_are_listed_and_narrowed(desk: Desk, row: Any) -> None:
    browser = desk.browser("ann")
    found = browser.get(API, {"state": "proposed", "claim": row.target_id}).json()["results"]
    assert [one["id"] for one in found] == [row.pk]
    assert found[0]["signs"][0]["sign"] == "negation"
    assert browser.get(API, {"kind": "same"}).json()["results"] == []
    assert browser.get(API, {"state": "maybe"}).status_code == 400
    for name in ("olga", "nobody"):
        assert desk.browser(name).get(API).json()["results"] == []
        assert desk.browser(name).get(f"{API}{row.pk}/").status_code == 404


def test_a_relation_is_made_over_rest(desk: Desk) -> None:
    one, other = desk.claim(), desk.claim(statement="It was open.")
    given = {"source": one.pk, "target": other.pk, "kind": "supports", "reason": "So."}
    made = send(desk, API, given | {"holds_from": "2024-05-01"})
    assert made.status_code == 201
    assert made.json()["holds_from_precision"] == "day"
    assert send(desk, API, given).status_code == 400
    assert send(desk, API, given | {"target": 999_999}).status_code == 404
    assert send(desk, API, given, "ron").status_code == 403
    assert send(desk, API, given | {"target": one.pk}).json()["error"]["fields"]


def test_a_proposal_is_decided_over_rest(desk: Desk, row: Relation) -> None:
    path = f"{API}{row.pk}/"
    tag = desk.browser("ann").get(path)["ETag"]
    assert send(desk, f"{path}refuse/", {"reason": ""}).status_code == 400
    assert (
        send(desk, f"{path}refuse/", {"reason": "No."}, **{"If-Match": tag}).json()["state"]
        == "refused"
    )
    assert send(desk, f"{path}reconsider/", {}, **{"If-Match": tag}).status_code == 412
    assert send(desk, f"{path}reconsider/", {}).json()["state"] == "proposed"
    confirmed = send(desk, f"{path}confirm/", {"kind": "broader", "turned": True}).json()
    assert (confirmed["kind"], confirmed["source"]) == ("broader", row.target_id)
    assert send(desk, f"{path}refuse/", {"reason": "No."}).status_code == 409
    assert send(desk, f"{path}withdraw/", {}).status_code == 200
    assert desk.browser("ann").get(path).status_code == 404
