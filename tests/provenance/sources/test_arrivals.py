"""What a text may be known by, and when a weak hint is believed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.sources.arrivals import address_keys, date_of, same_work, stated_key
from tests.provenance.sources.arriving import RUMOUR, arrival

PAGE = "https://echo.example/news/wells"


def test_a_page_is_known_by_its_trusted_canonical_link_and_where_it_answered():
    page = arrival(
        address="https://short.example/x",
        final_address=f"{PAGE}.html?id=7",
        canonical_address=f"{PAGE}?id=7",
    )
    assert address_keys(page) == [
        "echo.example/news/wells?id=7",
        "echo.example/news/wells.html?id=7",
    ]


@pytest.mark.parametrize(
    "canonical", ["https://echo.example/", "https://other.example/news/wells", "nonsense:"]
)
def test_a_bad_canonical_link_is_never_an_identity(canonical):
    page = arrival(address=PAGE, final_address=PAGE, canonical_address=canonical)
    assert address_keys(page) == ["echo.example/news/wells"]


def test_a_mere_file_has_no_address_but_may_state_one():
    file = arrival(canonical_address=PAGE, input_name="wells.html")
    assert address_keys(file) == []
    assert stated_key(file) == "echo.example/news/wells"
    assert stated_key(arrival(canonical_address="https://echo.example/")) == ""
    assert stated_key(arrival(address=PAGE, final_address=PAGE, canonical_address=PAGE)) == ""


def test_the_same_title_or_a_resembling_text_makes_the_same_work():
    other = " ".join(f"The harbour master counted {n} boats at berth {n + 1}." for n in range(30))
    assert same_work(arrival(RUMOUR), title="", text=RUMOUR.replace("Monday", "Friday"))
    assert same_work(arrival(RUMOUR, title="Well closed"), title="WELL CLOSED", text=other)
    assert not same_work(arrival(RUMOUR, title="Well closed"), title="Boats", text=other)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("2017-12-11", (date(2017, 12, 11), "day")),
        ("2017-12", (date(2017, 12, 1), "month")),
        ("2017", (date(2017, 1, 1), "year")),
        ("2017-13", None),
        ("2017-02-30", None),
        ("20171211", None),
        ("٢٠١٧", None),
        ("", None),
    ],
)
def test_dates_are_read_as_exactly_as_they_are_written(value, read):
    assert date_of(value) == read


@given(st.text(max_size=12))
def test_no_text_breaks_the_reading_of_dates(value):
    assert date_of(value) is None or len(value) in (4, 7, 10)
