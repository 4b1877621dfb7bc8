"""The first appearance says how sure it is, and what would overturn it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.lineage.first import First, Lead, first_appearance
from provenance.lineage.texts import Period, Said, Text, earliest_first, period

CAPTURED = date(2024, 6, 1)


def text(id: int = 1, day: str | None = "2024-05-04", precision: str = "day", **given: Any) -> Text:
    usual: dict[str, Any] = {"name": f"Paper {id}", "article": id, "captured": CAPTURED}
    when = period(date.fromisoformat(day) if day else None, precision, CAPTURED)
    return Text(id=id, when=when, is_exact=bool(day) and precision == "day", **(usual | given))


def codes(first: First | None) -> list[str]:
    assert first is not None
    return [one.code for one in first.doubts]


# --- periods --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("precision", "first", "last", "words"),
    [
        ("day", (2024, 2, 9), (2024, 2, 9), "9 February 2024"),
        ("month", (2024, 2, 1), (2024, 2, 29), "February 2024"),
        ("year", (2024, 1, 1), (2024, 12, 31), "2024"),
    ],
)
def test_a_date_stands_for_the_days_it_can_mean(
    precision: str, first: tuple[int, int, int], last: tuple[int, int, int], words: str
) -> None:
    assert period(date(2024, 2, 9), precision) == Period(date(*first), date(*last), words)


def test_what_was_captured_was_out_by_then() -> None:
    assert period(date(2024, 5, 4), "year", CAPTURED).last == CAPTURED
    assert period(None, "", CAPTURED) == Period(None, CAPTURED, "")
    late = period(date(2024, 7, 1), "day", CAPTURED)
    assert late.first == late.last == CAPTURED


def test_only_what_ends_before_is_surely_before() -> None:
    may, year = period(date(2024, 5, 1), "month"), period(date(2024, 1, 1), "year")
    june = period(date(2024, 6, 1))
    assert may.is_surely_before(june)
    assert not year.is_surely_before(june)
    assert not Period().is_surely_before(june)
    assert not june.is_surely_before(Period())


# --- the first ------------------------------------------------------------------------------


def test_nothing_has_no_first_appearance() -> None:
    assert first_appearance([]) is None


def test_one_exactly_dated_text_that_speaks_for_itself_is_firm() -> None:
    first = first_appearance([text(), text(2, "2024-05-05")])
    assert first == First(1, "Paper 1", 1.0, ())
    assert first.level == "firm"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"day": None}, "no_date"),
        ({"precision": "month"}, "vague_date"),
        ({"date_known": "inferred", "date_sure": 0.9}, "date_not_in_text"),
        ({"date_known": "outside", "date_sure": 0.9}, "date_not_in_text"),
        ({"other_dates": ("2024-05-01",)}, "dates_conflict"),
        ({"said": (Said("Mira Tal"),)}, "said_before"),
        ({"said": (Said("officials", "unnamed"),)}, "said_before"),
        ({"said": (Said("", "missing"),)}, "origin_missing"),
    ],
)
def test_what_is_known_of_a_text_may_cast_doubt(given: dict[str, Any], code: str) -> None:
    first = first_appearance([text(**given)])
    assert codes(first) == [code]
    assert first is not None
    assert 0 < first.confidence < 1
    assert first.doubts[0].says.endswith(".")
    assert first.doubts[0].overturned_by.endswith(".")


def test_a_text_in_its_own_voice_was_said_by_nobody_before() -> None:
    assert codes(first_appearance([text(said=(Said("", "own"),))])) == []


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"day": None}, "undated_texts"),
        ({"day": "2024-01-01", "precision": "year"}, "vague_texts"),
        ({"day": "2024-05-04"}, "same_day"),
    ],
)
def test_another_text_may_be_older(other: dict[str, Any], code: str) -> None:
    first = first_appearance([text(), text(2, **other)])
    assert codes(first) == [code]
    assert first is not None
    assert (first.id, first.doubts[0].items) == (1, (2,))
    assert "Paper 2" in first.doubts[0].says


def test_another_place_in_the_same_article_is_no_rival() -> None:
    assert codes(first_appearance([text(), text(2, article=1)])) == []


def test_an_original_that_is_not_here_must_be_older() -> None:
    missing = Lead("Northline", is_here=False, items=(1,))
    unread = Lead("Northline", is_here=True, items=(1,))
    assert codes(first_appearance([text()], [missing])) == ["original_missing"]
    assert codes(first_appearance([text()], [unread])) == ["original_unread"]
    assert codes(first_appearance([text()], [Lead("Northline", is_here=False, items=(9,))])) == []


def test_doubts_add_up() -> None:
    one = first_appearance([text(day=None)])
    two = first_appearance([text(day=None)], [Lead("Northline", is_here=False, items=(1,))])
    assert one is not None
    assert two is not None
    assert two.confidence < 0.4
    assert two.level == "open"


def test_a_long_list_of_rivals_is_cut_short() -> None:
    first = first_appearance([text(), *(text(n, day=None) for n in range(2, 9))])
    assert first is not None
    assert "4 more" in first.doubts[0].says


days = st.none() | st.dates(date(2016, 1, 1), date(2018, 12, 31)).map(date.isoformat)


@st.composite
def texts(draw: st.DrawFn) -> list[Text]:
    return [
        text(n, draw(days), draw(st.sampled_from(["day", "month", "year"])))
        for n in range(1, draw(st.integers(1, 6)) + 1)
    ]


@given(texts(), st.randoms())
def test_the_order_of_texts_changes_nothing(things: list[Text], random: Any) -> None:
    shuffled = list(things)
    random.shuffle(shuffled)
    one, other = first_appearance(things), first_appearance(shuffled)
    assert one is not None
    assert other is not None
    assert (one.id, one.confidence, codes(one)) == (other.id, other.confidence, codes(other))


@given(texts())
def test_no_text_is_surely_older_than_the_first(things: list[Text]) -> None:
    first = earliest_first(things)[0]
    assert not any(other.when.is_surely_before(first.when) for other in things)
    told = first_appearance(things)
    assert told is not None
    assert 0 <= told.confidence <= 1
