from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.capture.dates import mentions, month_mentions, yearless_mentions


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2016-03-15", "2016-03-15"),
        ("15.03.2016", "2016-03-15"),
        ("15. 3. 2016", "2016-03-15"),
        ("May 18, 2018", "2018-05-18"),
        ("18 May 2018", "2018-05-18"),
        ("Tuesday, 18th of May, 2018", "2018-05-18"),
        ("7. März 2023", "2023-03-07"),
        ("le 1er août 2021", "2021-08-01"),
        ("3 de mayo de 2022", "2022-05-03"),
        ("12 de março de 2020", "2020-03-12"),
        ("5 maja 2019", "2019-05-05"),
        ("9 мая 2017", "2017-05-09"),
        ("9/22/17", "2017-09-22"),
        ("22/9/2017", "2017-09-22"),
        ("2018 May 18", "2018-05-18"),
    ],
)
def test_dates_are_read_in_many_forms(text, iso):
    found = list(mentions(f"seen {text} here"))
    assert [mention.iso for mention in found] == [iso]
    assert found[0].precision == "day"


@pytest.mark.parametrize(
    "text",
    [
        "31.02.2016",
        "2016-13-40",
        "99/99/9999",
        "version 1.2.3",
        "12345678",
        "10.0.0.127",
        "May 2018",
    ],
)
def test_what_is_no_day_is_not_read_as_one(text):
    assert list(mentions(text)) == []


def test_figures_that_may_be_read_both_ways_are_marked():
    assert [m.ambiguous for m in mentions("03/04/2017, 13/04/2017, 03.04.2017")] == [
        True,
        False,
        False,
    ]


def test_the_place_of_a_date_is_given():
    text = "Posted on May 18, 2018 by nobody, updated 19.05.2018."
    places = [text[m.start : m.end] for m in mentions(text)]
    assert places == ["May 18, 2018", "19.05.2018"]


def test_months_with_their_year_are_read():
    assert [m.iso for m in month_mentions("in December 2017 and Juli 2018")] == [
        "2017-12",
        "2018-07",
    ]


def test_days_without_a_year_take_the_given_one():
    found = [
        m.iso
        for m in yearless_mentions("on the 13th of September, on March 3 and May 5, 2011", 2016)
    ]
    assert found == ["2016-09-13", "2016-03-03"]


@given(st.dates(min_value=date(1950, 1, 1)))
def test_every_day_written_in_full_is_found(day):
    if day.year > 2099:
        return
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%B %d, %Y", "%d %B %Y"):
        written = day.strftime(form)
        assert [m.iso for m in mentions(f"x {written} y")] == [day.isoformat()], written


@given(st.text(alphabet="0123456789./- MayJune,", max_size=60))
def test_mentions_stay_in_range_and_order(text):
    last = 0
    for mention in mentions(text):
        assert last <= mention.start < mention.end <= len(text)
        last = mention.end
