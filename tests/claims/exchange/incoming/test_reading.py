"""Rows of AVeriTeC, ClaimReview and tables, and what becomes of each of their fields."""

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from claims.exchange.incoming import averitec, markup, sheets
from claims.exchange.incoming.crosswalk import NEUTRAL, WORDS, place
from claims.exchange.incoming.days import day_in
from claims.exchange.incoming.told import ASIDE, HELD, MOST_ASIDE, Day, RowError, Told
from claims.reviews.models import Rating

from .samples import AVERITEC, CLAIMREVIEW


def test_a_row_of_averitec_is_told_whole():
    told = averitec.read(AVERITEC)
    assert (told.statement, told.kind) == ("The eastern pier was closed for a year.", "quantity")
    assert (told.claimant, told.medium) == ("Mira Tal", "Harbour Post")
    assert told.said == Day(date(2024, 5, 3))
    (where,) = told.places
    assert where.address == "https://post.example/pier"
    assert where.archived.startswith("https://archive.example/")
    assert (told.check.label, told.check.publisher) == ("Refuted", "checks.example")
    assert told.check.summary == "The log says one day."
    (found,) = told.found
    assert found.address == "https://port.example/log"
    assert found.warrant.split("\n")[:3] == [
        "How long was it closed?",
        "One day.",
        "The log has one entry.",
    ]
    assert "Kept at https://archive.example/" in found.warrant
    (missing,) = told.missing
    assert (missing.sought, missing.note) == ("Who ordered it?", "No answer could be found.")


def test_what_has_no_field_is_kept_aside_and_said_to_be():
    told = averitec.read(AVERITEC)
    aside = {name for name, fate in told.fates.items() if fate == ASIDE}
    assert aside == {
        "required_reannotation",
        "location_ISO_code",
        "fact_checking_strategies",
        "questions.answers.answer_type",
        "questions.answers.source_medium",
    }
    assert told.aside["location_ISO_code"] == "XX"
    assert told.aside["questions.answers"][0] == {
        "answer_type": "Boolean",
        "source_medium": "Web text",
    }
    # Every field that says something is accounted for.
    assert {name for name in AVERITEC if AVERITEC[name] not in ("", [], None)} <= set(told.fates)


def test_a_claim_review_is_told_whole():
    told = markup.read(CLAIMREVIEW)
    check = told.check
    assert (check.publisher, check.publisher_address) == ("The Checkers", "https://checks.example/")
    assert (check.label, check.value, check.best, check.worst) == ("Three Pinocchios", 2, 5, 1)
    assert check.summary == "One day.\nNot more."
    assert check.checked == Day(date(2024, 6, 1))
    assert (told.claimant, told.claimant_kind, told.language) == (
        "Harbour Office",
        "organisation",
        "en",
    )
    assert told.said == Day(date(2024, 5, 1), "month")
    assert [one.address for one in told.places] == [
        "https://post.example/pier",
        "https://other.example/pier",
    ]
    assert told.aside["itemReviewed.author.sameAs"] == "https://h.example/"
    assert told.fates["itemReviewed.appearance"] == ASIDE  # A leaflet has no address.
    assert told.fates["itemReviewed.firstAppearance"] == HELD


def test_a_rating_of_numbers_alone_is_named_by_them():
    rating = {"ratingValue": 1, "bestRating": 5, "worstRating": 1}
    assert markup.read({**CLAIMREVIEW, "reviewRating": rating}).check.label == "1 of 5"


@pytest.mark.parametrize(
    "row",
    [
        {},
        [],
        "words",
        {"@type": "Article"},
        {"@type": "ClaimReview"},
        {"@type": "ClaimReview", "claimReviewed": 7},
        {"@type": "ClaimReview", "claimReviewed": " \0 "},
        {"@type": "ClaimReview", "claimReviewed": "x" * 1001},
    ],
)
def test_what_holds_no_claim_is_refused(row: Any):
    with pytest.raises(RowError):
        markup.read(row)


PLAIN = st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20)
WILD = st.one_of(
    PLAIN,
    st.lists(PLAIN, max_size=2),
    st.dictionaries(st.sampled_from(["name", "url", "@type", "answers", "question"]), PLAIN),
    st.lists(st.dictionaries(st.sampled_from(["answers", "answer", "url"]), PLAIN), max_size=2),
)
ANY_SPEED = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=50)


@ANY_SPEED
@given(st.dictionaries(st.sampled_from(sorted(CLAIMREVIEW)), WILD))
def test_wild_markup_is_read_or_refused(more: dict[str, Any]):
    with suppress(RowError):
        assert isinstance(markup.read({**CLAIMREVIEW, **more}), Told)


@ANY_SPEED
@example(more={"claim_types": [{}], "claim_date": None, "cached_original_claim_url": None})
@given(st.dictionaries(st.sampled_from(sorted(AVERITEC)), WILD))
def test_wild_rows_are_read_or_refused(more: dict[str, Any]):
    with suppress(RowError):
        assert isinstance(averitec.read({**AVERITEC, **more}), Told)


def test_a_row_with_much_aside_says_what_was_left():
    told = averitec.read({**AVERITEC, "dump": "x" * MOST_ASIDE})
    assert told.aside == {}
    assert told.fates["dump"] == "left"


def test_columns_are_guessed_and_may_be_named():
    columns = sheets.guess(["Claim", "Speaker", "Rating", "Claim text", "Colour"])
    assert columns == {"statement": "Claim", "claimant": "Speaker", "label": "Rating"}
    told = sheets.read({"Claim": "It rained.", "Colour": "Wrong"}, {"statement": "Claim"})
    assert (told.statement, told.check.label, told.aside) == ("It rained.", "", {"Colour": "Wrong"})
    told = sheets.read(
        {"Claim": "It rained.", "Colour": "Wrong"}, {"statement": "Claim", "label": "Colour"}
    )
    assert told.check.label == "Wrong"
    with pytest.raises(RowError):
        sheets.read({"Claim": "It rained."}, {})


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2024-05-03", Day(date(2024, 5, 3))),
        ("2024-05-03T10:00:00Z", Day(date(2024, 5, 3))),
        ("3-5-2024", Day(date(2024, 5, 3))),
        ("03.05.2024", Day(date(2024, 5, 3))),
        ("2024-05", Day(date(2024, 5, 1), "month")),
        ("2024", Day(date(2024, 1, 1), "year")),
        ("3/5/2024", None),  # March or May: nobody can tell.
        ("31-2-2024", None),
        ("0000", None),
        ("yesterday", None),
    ],
)
def test_days(said: str, day: Day | None):
    assert day_in(said) == day


@pytest.mark.parametrize(
    ("label", "numbers", "neutral", "how"),
    [
        ("Refuted", (), "false", "word"),
        ("PANTS ON FIRE!", (), "false", "word"),
        ("Conflicting Evidence/Cherrypicking", (), "mixed", "word"),
        ("Not Enough Evidence", (), "unproven", "word"),
        ("Wobbly", (), "", ""),
        ("Wobbly", (1, 5, 1), "false", "number"),
        ("Wobbly", (3, 5, 1), "mixed", "number"),
        ("Wobbly", (5, 5, 1), "true", "number"),
        ("Wobbly", (9, 5, 1), "", ""),
        ("Wobbly", (3, 1, 5), "", ""),
        ("False", (5, 5, 1), "false", "word"),  # The word says more than the number.
    ],
)
def test_the_crosswalk(label: str, numbers: tuple[float, ...], neutral: str, how: str):
    placed = place(label, *numbers)
    assert (placed.neutral, placed.how) == (neutral, how)


def test_a_person_decides_over_word_and_number():
    placed = place("False", 1, 5, 1, chosen={"False": "mixed"})
    assert (placed.neutral, placed.how) == ("mixed", "chosen")


def test_the_crosswalk_speaks_our_words():
    assert set(WORDS.values()) == set(NEUTRAL) <= set(Rating.Neutral.values)
    assert all(place(word).how == "word" for word in WORDS), "a word that is never found"
