"""Selectors are written completely and read with care."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.sources.anchoring import describe, resolve
from provenance.sources.selectors import SelectorError

TEXT = "The dam holds, said Ann Berg. The dam holds, said Tom Hill. 🦊 It rains."


def quote(exact, prefix="", suffix=""):
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}


def position(start, end):
    return {"type": "TextPositionSelector", "start": start, "end": end}


def refusal(text, selectors):
    with pytest.raises(SelectorError) as refused:
        resolve(text, selectors)
    assert refused.value.message.endswith(".")
    return refused.value.code


def test_a_passage_is_described_by_its_words_their_neighbours_and_its_place():
    assert describe(TEXT, 4, 13, context=6) == [
        {"type": "TextQuoteSelector", "exact": "dam holds", "prefix": "The ", "suffix": ", said"},
        {"type": "TextPositionSelector", "start": 4, "end": 13},
    ]


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [(-1, 3, "outside"), (3, 500, "outside"), (5, 4, "reversed"), (4, 4, "empty")],
)
def test_only_a_span_of_the_text_can_be_described(start, end, code):
    with pytest.raises(SelectorError) as refused:
        describe(TEXT, start, end)
    assert refused.value.code == code


@given(text=st.text(min_size=1, max_size=80), data=st.data())
def test_what_is_described_is_found_again(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    selectors = describe(text, start, end)
    if not text[start:end].strip():
        assert refusal(text, selectors) == "empty"
    else:
        found = resolve(text, selectors)
        assert (found.status, found.start, found.end) == ("exact", start, end)


def test_a_quote_alone_is_found_where_it_is_the_only_one():
    found = resolve(TEXT, [quote("Ann Berg")])
    assert TEXT[found.start : found.end] == "Ann Berg"


def test_equal_quotes_are_told_apart_by_what_follows():
    found = resolve(TEXT, [quote("The dam holds", suffix=", said Tom")])
    assert found.start == 30


def test_a_quote_from_a_browser_may_be_wrapped_otherwise():
    found = resolve("“The dam\n\nholds”, she said.", [quote('"The dam holds"', suffix=", she")])
    assert (found.start, found.end) == (0, 16)


def test_selectors_that_speak_of_markup_are_passed_over():
    markup = {"type": "RangeSelector", "startContainer": "/p[1]"}
    assert resolve(TEXT, [markup, position(4, 13)]).start == 4


@pytest.mark.parametrize(
    ("selectors", "code"),
    [
        ([], "no_selector"),
        ([{"type": "RangeSelector"}], "no_selector"),
        ([{"type": "MoonSelector"}], "unknown_selector"),
        ([{}], "unknown_selector"),
        (["words"], "unknown_selector"),
        ([position(-1, 3)], "negative"),
        ([position(9, 3)], "reversed"),
        ([position(3, 3)], "empty"),
        ([position(3, 3000)], "outside"),
        ([position("3", 9)], "not_number"),
        ([position(bool(1), 9)], "not_number"),
        ([position(3.0, 9)], "not_number"),
        ([quote("")], "empty"),
        ([quote(" \n")], "empty"),
        ([quote(7)], "not_text"),
        ([quote("x" * 1_000_000)], "too_long"),
        ([quote("dam", prefix="x" * 1_000_000)], "too_long"),
        ([quote("dam"), quote("holds")], "repeated"),
        ([quote("The dike holds")], "nowhere"),
        ([quote("\u00ad")], "nowhere"),
        ([quote("The dam holds")], "ambiguous"),
        ([quote("Ann Berg", prefix="wrote ")], "context"),
        ([quote("Ann Berg", suffix=" wrote")], "context"),
        ([quote("Ann Berg"), position(4, 13)], "disagree"),
    ],
)
def test_what_cannot_be_found_is_refused_in_plain_words(selectors, code):
    assert refusal(TEXT, selectors) == code


def test_a_number_that_white_space_would_make_is_no_match():
    assert refusal("In 2015 300 people came.", [quote("2015300 people")]) == "nowhere"
