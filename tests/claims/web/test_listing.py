"""The list of claims, its filters, its pages, and the same as a table."""

import csv
import io
from datetime import date

import pytest

from claims.groundwork.services import ask_for_reply, declare_gap, log_search
from claims.records.services import Hop, edit_claim
from claims.reviews.workflow import CLOSED, State
from claims.web.pages import listing
from tests.claims.web.scenes import EVERYONE, queries


def listed(browser, **asked):
    return [row.claim.statement for row in browser.get("/desk/claims/", asked).context["rows"]]


@pytest.mark.parametrize("name", EVERYONE)
def test_who_sees_which_claims(desk, name):
    desk.claim(statement="Of the desk.")
    desk.claim("sam", statement="Of Sam alone.")
    browser = desk.browser(name)
    if name == "nobody":
        assert browser.get("/desk/claims/").status_code == 302
    elif name == "olga":
        assert listed(browser) == []
    else:
        own = ["Of Sam alone."] if name == "sam" else []
        assert listed(browser) == [*own, "Of the desk."]


def test_each_filter_narrows(desk):
    checked, other = desk.claim(statement="Forty boats left."), desk.claim(statement="It rained.")
    desk.published(checked)
    edit_claim(other, kind="quantity", by=desk.cast.ann)
    browser = desk.browser("ann")
    outlet = checked.first_appearance.passage.snapshot.article.outlet_id
    assert listed(browser, q="boat") == ["Forty boats left."]
    assert listed(browser, kind="quantity") == ["It rained."]
    assert listed(browser, verdict="false") == ["Forty boats left."]
    assert listed(browser, state="unchecked") == ["It rained."]
    assert listed(browser, state="published") == ["Forty boats left."]
    assert len(listed(browser, outlet=outlet)) == 2
    assert len(listed(browser, kind="rumour", outlet="x", page="x")) == 2


def test_nothing_found_and_nothing_there_say_different_things(desk):
    browser = desk.browser("ann")
    assert "No claims yet" in browser.get("/desk/claims/").content.decode()
    text = browser.get("/desk/claims/", {"q": "boats"}).content.decode()
    assert "No claim like that" in text


def test_a_long_list_has_pages(desk, monkeypatch):
    monkeypatch.setattr("claims.web.listing.ON_A_PAGE", 2)
    for number in range(5):
        desk.claim(statement=f"Claim {number}.")
    browser = desk.browser("ann")
    assert listed(browser, page=2) == ["Claim 2.", "Claim 1."]
    text = browser.get("/desk/claims/", {"page": 2, "kind": "event"}).content.decode()
    assert "page=1&amp;kind=event" in text
    assert "page=3&amp;kind=event" in text


def test_how_far_a_review_is_is_told_to_those_who_check(desk):
    desk.submitted(desk.claim())
    for name, told in [("bea", "Needs a second person"), ("ron", "")]:
        (row,) = desk.browser(name).get("/desk/claims/").context["rows"]
        assert row.state == told


def test_every_state_of_an_open_review_has_words():
    assert set(listing.STATES) == {state for state in State if state not in CLOSED}


def test_the_table_holds_the_same_claims_with_their_evidence(desk):
    claim = desk.claim(statement="Forty boats left.")
    desk.claim(statement="It rained.")
    desk.evidence(claim)
    desk.evidence(claim, warrant="A second reason.")
    answer = desk.browser("ann").get("/desk/claims.csv", {"q": "boats"})
    assert answer["Content-Type"].startswith("text/csv")
    assert 'filename="claims-desk-' in answer["Content-Disposition"]
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["warrant"] for row in rows] == ["The port says so itself.", "A second reason."]
    assert {row["statement"] for row in rows} == {"Forty boats left."}


def test_the_table_tells_the_chain_in_one_line(desk):
    hops = [
        Hop(None, "hearsay", gap="lost"),
        Hop("a clerk", "indirect", anonymous=True, basis="document", said_on=date(2024, 5, 1)),
        Hop("=Mira", "direct", said_on=date(2024, 5, 1), said_precision="month"),
        Hop(None, "own_voice"),
    ]
    desk.scene.claim(desk.cast.ann, attributions=hops)
    answer = desk.browser("ann").get("/desk/claims.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["chain"] == (
        "[not stated: the words that said so are lost] → "
        "a clerk (unnamed) (reported speech, has it from a document, 2024-05-01) → "
        "=Mira (direct quotation, 2024-05) → "
        "the text itself (in the article's own voice)"
    )


def test_the_table_shows_nothing_that_the_list_does_not(desk):
    desk.claim("sam", statement="Of Sam alone.")
    answer = desk.browser("ann").get("/desk/claims.csv")
    assert b"Of Sam alone." not in b"".join(answer.streaming_content)
    assert desk.browser("nobody").get("/desk/claims.csv").status_code == 302


def test_the_number_of_queries_does_not_grow(desk):
    desk.published(desk.claim())
    few = queries(desk, "ann", "/desk/claims/")
    for number in range(8):
        desk.submitted(desk.claim(statement=f"Claim {number}."))
    assert queries(desk, "ann", "/desk/claims/") == few


def test_the_table_tells_what_was_looked_for_and_who_was_asked(desk):
    claim, by, day = desk.claim(), desk.cast.ann, date(2024, 5, 6)
    log_search(claim, sought="=Minutes", place="Archive", searched_on=day, outcome="nothing", by=by)
    declare_gap(claim, sought="The log", place="The port", by=by)
    declare_gap(claim, sought="The photographs", by=by)
    asked = {"question": "Was it closed?", "asked_on": day, "answer_by": day}
    ask_for_reply(claim, party="The port", answered_on=day, answer="No.", by=by, **asked)
    answer = desk.browser("ann").get("/desk/claims.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["searches"] == "2024-05-06: =Minutes, in Archive (found nothing)"
    assert row["gaps"] == "The log, in The port | The photographs"
    assert row["replies"] == "The port, asked on 2024-05-06, answered on 6 May 2024: No."
