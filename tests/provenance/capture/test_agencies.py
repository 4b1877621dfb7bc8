import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.capture.agencies import around_text, byline_agency, dateline, over_text
from provenance.capture.candidates import Candidate
from provenance.capture.choice import choose


def names(found):
    return [one.value for one in found]


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("By AFP", "AFP"),
        ("AFP", "AFP"),
        ("Reuters Staff", "Reuters"),
        ("By The Associated Press", "AP"),
        ("By Ann Sol, Associated Press", "AP"),
        ("Ann Sol | Reuters", "Reuters"),
        ("Von Ann Sol (dpa)", "dpa"),
        ("By Ann Sol, Associated Press Writer", "AP"),
    ],
)
def test_bylines_name_their_agency(line, agency):
    found = list(over_text(line, 5))
    assert names(found) == [agency]
    assert line[found[0].start - 5 : found[0].end - 5].lower() in line.lower()


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Sol",
        "Reuters reported on Monday that the bridge was closed.",
        "The mayor told Reuters",
        "Ap",
        "Sid",
        "What the papers said about it all, Reuters",
    ],
)
def test_other_lines_are_no_bylines_of_agencies(line):
    assert names(over_text(line, 0)) == []


def test_an_author_may_be_an_agency():
    assert byline_agency("Reuters Staff") == "Reuters"
    assert byline_agency("Ann Sol") is None


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("OSTWICK, Norland, Sept. 26 (UPI) — The bridge is closed.", "UPI"),
        ("OSTWICK — (AP) — The bridge is closed.", "AP"),
        ("OSTWICK, June 2. /TASS/. The bridge is closed.", "TASS"),
        ("Frankfurt am Main (dpa) – Die Brücke ist gesperrt.", "dpa"),
        ("OSTWICK, 2 June (Northline) – The bridge is closed.", "Northline"),
    ],
)
def test_datelines_in_their_many_forms(text, agency):
    assert dateline(text, 0).value == agency


@pytest.mark.parametrize(
    "text",
    [
        "Officials told the agency (AP) — and nobody else — that it was closed.",
        "The bridge (built in 1901) – closed since Monday – is old.",
        "Ostwick (Norland) – The bridge is closed.",
    ],
)
def test_what_an_agency_was_told_is_no_dateline(text):
    assert dateline(text, 0) is None


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("Associated Press writers Ann Sol and Bo Berg contributed to this report.", "AP"),
        ("The Harbour Review has shortened this Reuters article.", "Reuters"),
        ("© 2016 AFP. All rights reserved.", "AFP"),
        ("Copyright 2016 The Associated Press.", "AP"),
        ("Die Brücke bleibe zu, sagte er. (dpa/AFP)", "dpa"),
    ],
)
def test_the_edges_of_a_text_name_its_agency(text, agency):
    assert agency in names(around_text(text, 0))


@pytest.mark.parametrize(
    "text",
    [
        "She had told Reuters that the report was wrong.",
        "A Reuters report of Monday says otherwise.",
        "The Associated Press contributed to a prize.",
    ],
)
def test_what_an_agency_reported_is_not_its_text(text):
    assert names(around_text(text, 0)) == []


def test_an_agencys_own_page_is_not_republished_from_it():
    found = [
        Candidate("outlet", "Northline Agency", 0.8, "in_markup", "site"),
        Candidate("republished_from", "Northline", 0.5, "inferred", "dateline"),
    ]
    assert choose(found).republished_from is None
    found[0] = Candidate("outlet", "Harbour Courier", 0.8, "in_markup", "site")
    assert choose(found).republished_from == "Northline"


@given(st.text(max_size=300))
def test_any_line_may_be_asked(text):
    for candidate in (*over_text(text, 0), *around_text(text, 0), dateline(text, 0)):
        if candidate is not None:
            assert 0 <= candidate.start < candidate.end <= len(text)
