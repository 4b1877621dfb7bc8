"""ClaimReview says what was published, in the shape that others read."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.exchange.claimreview import dump, script
from claims.exchange.linting import ERROR, lint
from claims.exchange.published import Party, Place, Published

ADDRESS = "https://desk.example/claims/9/"
FIRST = Place(
    "https://northline.example/lead",
    "Lead in the water",
    "Northline",
    "2025-06-02",
    (Party("P. Anders", "Person"),),
)
PUBLISHED = Published(
    claim=9,
    statement="The town knew of the lead in February 2025.",
    language="en",
    claimant=Party("Unnamed: an official", "Person"),
    made="2025-06-02",
    first=FIRST,
    others=(replace(FIRST, address="https://post.example/lead", outlet="Arn Valley Post"),),
    publisher="Eastbank Desk",
    publisher_address="",
    rating_label="False",
    rating_value=1,
    best=5,
    worst=1,
    explanation="The log begins in May.",
    published_at=datetime(2025, 6, 12, 9, 30, tzinfo=UTC),
    first_published_at=datetime(2025, 6, 12, 9, 30, tzinfo=UTC),
    as_of=date(2025, 6, 12),
)


def test_the_required_properties_are_there() -> None:
    data = dump(PUBLISHED, address=ADDRESS)
    assert data["claimReviewed"] == PUBLISHED.statement
    assert data["url"] == ADDRESS
    assert data["reviewRating"] == {
        "@type": "Rating",
        "alternateName": "False",
        "ratingValue": 1,
        "bestRating": 5,
        "worstRating": 1,
        "ratingExplanation": "The log begins in May.",
    }
    assert data["author"] == {"@type": "Organization", "name": "Eastbank Desk"}


def test_the_claim_is_dated_when_it_was_made_and_the_review_when_it_was_published() -> None:
    data = dump(PUBLISHED, address=ADDRESS)
    assert data["itemReviewed"]["datePublished"] == "2025-06-02"
    assert data["datePublished"] == "2025-06-12"


def test_the_first_appearance_stands_apart_from_the_others() -> None:
    item = dump(PUBLISHED, address=ADDRESS)["itemReviewed"]
    assert item["firstAppearance"]["url"] == "https://northline.example/lead"
    assert [work["publisher"]["name"] for work in item["appearance"]] == ["Arn Valley Post"]


def test_the_rating_never_stands_in_the_claim() -> None:
    assert "False" not in dump(PUBLISHED, address=ADDRESS)["claimReviewed"]


def test_what_is_not_known_is_left_out_rather_than_empty() -> None:
    bare = replace(PUBLISHED, claimant=None, made="", first=None, others=())
    item = dump(bare, address=ADDRESS)["itemReviewed"]
    assert set(item) == {"@type", "@id"}


@given(st.text())
def test_no_text_breaks_out_of_the_script_element(statement: str) -> None:
    data = dump(replace(PUBLISHED, statement=statement), address=ADDRESS)
    text = script(data)
    assert not set("<>&") & set(text)
    assert json.loads(text) == data


@pytest.mark.parametrize(
    ("kind", "said"),
    [("first", False), ("update", False), ("correct", True), ("clarify", True)],
)
def test_a_correction_says_so_as_data(kind: str, said: bool) -> None:
    told = replace(PUBLISHED, kind=kind, reason_for_change="A log was found.")
    data = dump(told, address=ADDRESS)
    correction = {
        "@type": "CorrectionComment",
        "text": "A log was found.",
        "datePublished": "2025-06-12",
    }
    assert data.get("correction") == (correction if said else None)
    assert [one for one in lint(data, page=ADDRESS) if one.severity == ERROR] == []
