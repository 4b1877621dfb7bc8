"""What strangers find, by what, and what no filter lets them guess."""

from datetime import date
from typing import Any

import pytest
from django.core.cache import caches
from django.utils import timezone

from claims.records.models import Claim
from claims.records.services import add_topic, edit_claim, show_topic, tag_claims
from claims.reviews.models import Verdict
from provenance.sources.models import Outlet
from provenance.sources.services import show_in_catalogue
from tests.claims.scene import decide_again, snapshot_of
from tests.claims.web.scenes import Desk, queries

YEAR = timezone.localdate().year


@pytest.fixture(autouse=True)
def _fresh() -> None:
    """What there is to choose from is remembered for some minutes."""
    caches["throttle"].delete("public-search-choices")


def out(desk: Desk, statement: str, **given: Any) -> Claim:
    claim = desk.scene.claim(desk.cast.ann, statement, **given)
    desk.published(claim)
    return claim


def found(desk: Desk, status: int = 200, **asked: Any) -> list[str]:
    answer = desk.browser("nobody").get("/search/", asked)
    assert answer.status_code == status
    ids = [line.pk for line in answer.context["found"].lines]
    rows = Claim.objects.in_bulk(ids)
    return [rows[pk].statement for pk in ids]


def said(desk: Desk, **asked: Any) -> str:
    return " ".join(desk.browser("nobody").get("/search/", asked).content.decode().split())


def test_words_and_each_filter(desk: Desk) -> None:
    cast = desk.cast
    boats, german = out(desk, "Forty boats left."), desk.claim(statement="Boote fuhren fort.")
    edit_claim(german, language="de-AT", by=cast.ann)
    desk.published(german)
    again = out(desk, "Boats came back.")
    decide_again(again, desk.scene)
    desk.claim(statement="Secret boats left.")
    topic = add_topic(cast.desk, "Harbour", by=cast.ann)
    tag_claims([boats.pk], [topic.pk], by=cast.ann)
    show_topic(topic, "public", by=cast.eve)
    paper = Outlet.objects.get(workspace=cast.desk)
    show_in_catalogue(paper, "public", by=cast.eve)
    other = snapshot_of(cast.desk, outlet="Other Paper")
    far = out(desk, "It rained boats.", appearance=(other, 0, 20))
    caches["throttle"].delete("public-search-choices")
    assert set(found(desk, q="boats")) == {"Forty boats left.", "Boats came back.", far.statement}
    assert found(desk, verdict="true") == ["Boats came back."]
    assert set(found(desk, q="boats", verdict="false")) == {"Forty boats left.", far.statement}
    assert found(desk, topic=topic.pk) == ["Forty boats left."]
    assert far.statement not in found(desk, q="boats", outlet=paper.pk)
    assert found(desk, language="de") == ["Boote fuhren fort."]
    assert len(found(desk, checked_since=f"{YEAR}-01-01")) == 4
    assert found(desk, checked_until="2001-01-01") == []


def test_a_withdrawn_verdict_is_of_no_kind(desk: Desk) -> None:
    claim = out(desk, "Forty boats left.")
    verdict = Verdict.objects.get(claim=claim)
    assert found(desk, verdict=verdict.neutral) == ["Forty boats left."]


def test_no_filter_lets_one_guess_what_is_kept_private(desk: Desk) -> None:
    cast = desk.cast
    day = date(2023, 2, 3)
    hidden = snapshot_of(cast.desk, by=cast.ann, visibility="me", outlet="Hid", published=day)
    out(desk, "Forty boats left.", appearance=(hidden, 0, 20))
    paper = Outlet.objects.get(workspace=cast.desk, name="Hid")
    show_in_catalogue(paper, "public", by=cast.eve)
    caches["throttle"].delete("public-search-choices")
    assert found(desk, outlet=paper.pk) == []
    asked = {"outlet": paper.pk}, {"since": "2023-02-03", "until": "2023-02-03"}
    browser = desk.browser("nobody")
    for query in asked:
        for path in ("/api/v1/search/", "/api/v1/claims/"):
            assert browser.get(path, query).json()["results"] == [], (path, query)
    assert len(desk.browser("ann").get("/api/v1/claims/", {"outlet": paper.pk}).json()["results"])


def test_a_topic_of_the_workspace_is_no_choice(desk: Desk) -> None:
    claim = out(desk, "Forty boats left.")
    topic = add_topic(desk.cast.desk, "Undisclosed", by=desk.cast.ann)
    tag_claims([claim.pk], [topic.pk], by=desk.cast.ann)
    assert "Undisclosed" not in said(desk)
    found(desk, status=400, topic=topic.pk)


def test_what_is_no_question_is_said(desk: Desk) -> None:
    out(desk, "Forty boats left.")
    assert "Give at least two letters." in said(desk, q="x")
    assert "Nothing was looked for" in said(desk, q="x")
    assert "too long to look for" in said(desk, q="x" * 501)
    assert "Enter a valid date." in said(desk, checked_since="yesterday")
    late = {"checked_since": "2025-02-01", "checked_until": "2025-01-01"}
    assert "This day is before the first one." in said(desk, **late)
    assert "Nothing found" in said(desk, q="zeppelin")
    assert "Nothing published like that" in said(desk, q="zeppelin", verdict="true")
    assert found(desk, q="港") == []
    assert "Nothing was looked for" in said(desk, q="a\0b")


@pytest.mark.parametrize("q", ['"unclosed -', "& | ! ( ) : *", "<script>", "' or 1=1 --"])
def test_odd_words_get_an_answer(desk: Desk, q: str) -> None:
    out(desk, "Forty boats left.")
    answer = desk.browser("nobody").get("/search/", {"q": q})
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content


def test_answers_for_strangers_may_be_kept_and_those_for_members_not(desk: Desk) -> None:
    out(desk, "Forty boats left.")
    stranger = desk.browser("nobody").get("/search/", {"q": "boats"})
    assert (stranger["Cache-Control"], "Cookie" in stranger["Vary"]) == ("public, max-age=60", True)
    assert "private" in desk.browser("ann").get("/search/", {"q": "boats"})["Cache-Control"]


def test_as_many_queries_whatever_is_found(desk: Desk) -> None:
    out(desk, "Boat 0 left.")
    path = "/search/?q=boat&verdict=false"
    queries(desk, "nobody", path)
    few = queries(desk, "nobody", path)
    for number in range(1, 5):
        out(desk, f"Boat {number} left.")
    assert queries(desk, "nobody", path) == few
