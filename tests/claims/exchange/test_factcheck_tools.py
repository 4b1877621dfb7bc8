"""What Google's API may be asked, and how it answers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.exchange.factcheck_tools import Unanswerable, asked, claim_of, moment
from claims.exchange.listed import EPOCH, Mark, host
from tests.claims.exchange.test_claimreview import ADDRESS, PUBLISHED


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({}, "query"),
        ({"query": "  "}, "query"),
        ({"query": "x" * 1001}, "1000"),
        ({"query": "a\0b"}, "U+0000"),
        ({"query": "a", "languageCode": "en;drop"}, "BCP-47"),
        ({"query": "a", "pageSize": "ten"}, "page_size"),
        ({"query": "a", "pageSize": "-1"}, "pageSize"),
        ({"query": "a", "offset": "-1"}, "offset"),
        ({"query": "a", "offset": "4294967296"}, "offset"),
        ({"query": "a", "maxAgeDays": "1.5"}, "max_age_days"),
        ({"query": "a", "maxAgeDays": "٣"}, "max_age_days"),
        ({"query": "a", "maxAge": "3"}, "maxAge"),
        ({"query": "a", "alt": "media"}, "alt=json"),
        ({"query": "a", "pageToken": "???"}, "pageToken"),
        ({"query": "a", "pageToken": "ä"}, "pageToken"),
    ],
)
def test_a_wrong_question_is_refused_in_words(wrong: dict[str, str], word: str) -> None:
    with pytest.raises(Unanswerable, match=word.replace("+", r"\+")):
        asked(wrong)


def test_what_is_not_given_is_as_google_has_it() -> None:
    question = asked({"reviewPublisherSiteFilter": "desk.example", "pageSize": "0"})
    assert (question.size, question.offset, question.max_age, question.after) == (10, 0, 0, "")
    assert asked({"query": "a", "pageSize": "5000"}).size == 100
    assert asked({"query": "a", "key": "k", "alt": "json", "prettyPrint": "true"}).query == "a"


def test_a_token_leads_on_in_the_same_search_alone() -> None:
    fields = {"query": "pier", "languageCode": "en"}
    mark = Mark(datetime(2025, 6, 12, 9, 30, 1, 250, tzinfo=UTC), 7)
    token = asked(fields).token(mark)
    turned = asked(fields | {"pageToken": token, "offset": "5", "pageSize": "3"})
    assert (Mark.read(turned.after), turned.offset, turned.size) == (mark, 0, 3)
    for other in ({"query": "harbour"}, {"query": "pier"}, fields | {"maxAgeDays": "4"}):
        with pytest.raises(Unanswerable):
            asked(other | {"pageToken": token})


@given(st.integers(0, 10**16), st.integers(1, 10**18 - 1))
def test_a_mark_is_read_as_it_was_written(microseconds: int, pk: int) -> None:
    mark = Mark(EPOCH + timedelta(microseconds=microseconds), pk)
    assert Mark.read(str(mark)) == mark


@pytest.mark.parametrize("wrong", ["", "7", "a-b", "1-2-3", "-1-2", "9" * 20 + "-1", "1-٣"])
def test_no_other_text_is_a_mark(wrong: str) -> None:
    with pytest.raises(ValueError, match="is no mark"):
        Mark.read(wrong)


def test_a_claim_is_told_with_its_review() -> None:
    assert claim_of(PUBLISHED, address=ADDRESS, site="desk.example") == {
        "text": PUBLISHED.statement,
        "claimant": "Unnamed: an official",
        "claimDate": "2025-06-02T00:00:00Z",
        "claimReview": [
            {
                "publisher": {"name": "Eastbank Desk", "site": "desk.example"},
                "url": ADDRESS,
                "title": "False: The town knew of the lead in February 2025.",
                "reviewDate": "2025-06-12T09:30:00Z",
                "textualRating": "False",
                "languageCode": "en",
            }
        ],
    }


def test_a_date_known_to_the_month_is_no_moment() -> None:
    vague = replace(PUBLISHED, made="2025-06", claimant=None)
    told = claim_of(vague, address=ADDRESS, site="desk.example")
    assert "claimDate" not in told
    assert "claimant" not in told


def test_moments_are_in_utc() -> None:
    east = datetime.fromisoformat("2025-06-12T01:30:00+02:00")
    assert moment(east) == "2025-06-11T23:30:00Z"
    assert moment(east + timedelta(microseconds=9)) == "2025-06-11T23:30:00Z"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.Desk.example:8000/a", "desk.example"),
        ("desk.example", "desk.example"),
        ("desk.example/checks", "desk.example"),
        ("", ""),
        ("http://[", ""),
    ],
)
def test_a_host_is_found_in_what_people_write(address: str, name: str) -> None:
    assert host(address) == name
