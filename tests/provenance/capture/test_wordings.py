"""Quotations of eight words and more are found word for word, whatever the marks around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.capture.regions import Block, Region
from provenance.capture.wordings import (
    LEAST,
    numbers_of,
    quotations,
    standing_in,
    words_of,
)

SAID = "nobody came by and nobody rang, there was no notice on the door"
WORDS = st.lists(st.sampled_from([f"w{n}" for n in range(40)]), min_size=8, max_size=60)


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "„{}“", "«{}»", "“{}"])
def test_quotations_in_all_marks_are_found(marks):
    text = f"He stood there. {marks.format(SAID)}\nAnd he left."
    (one,) = quotations(text, [])
    assert text[one.start : one.end] == SAID


def test_readers_and_captions_quote_for_themselves():
    text = f"“{SAID}” said he. “{SAID}” wrote a reader."
    regions = [Region("body", 0, 77), Region("comment", 77, len(text))]
    assert len(quotations(text, regions)) == 1


def test_a_block_set_apart_is_a_quotation():
    block = Block("quote", 0, len(SAID))
    assert [(one.start, one.end) for one in quotations(SAID, [], [block])] == [(0, len(SAID))]


def test_the_longest_run_that_stands_there_is_given_with_both_places():
    here = f"She said: “Well, {SAID.upper()} – never.”"
    there = f"The baker: “{SAID.replace(',', '')}.” That was all."
    (one,) = standing_in(here, quotations(here, []), words_of(there))
    assert here[slice(*one.here)] == SAID.upper()
    assert there[slice(*one.there)] == SAID.replace(",", "")
    assert one.words == 13


@pytest.mark.parametrize(
    "said", ["nobody came by and nobody rang, ever", "a b c d e f g h i", "nobody came"]
)
def test_short_ones_are_not_looked_for(said):
    text = f"He said: “{said}”, and no more than this was said."
    assert standing_in(text, quotations(text, []), words_of(f"{said} {SAID}")) == []


def test_a_turn_of_phrase_out_of_a_long_quotation_is_left():
    phrase = "to serve as president of the united states"
    there = words_of(f"He wants {phrase} one day.")
    long = f"“It is an honour of the highest kind for anybody at all {phrase} and of its people.”"
    assert standing_in(long, quotations(long, []), there) == []
    short = f"“It is hard {phrase}.”"
    assert len(standing_in(short, quotations(short, []), there)) == 1


def test_one_other_word_breaks_the_run():
    text = f"“{SAID}”"
    there = words_of(SAID.replace("rang", "called"))
    assert standing_in(text, quotations(text, []), there) == []  # Seven words are left.


def test_a_sentence_repeated_ten_thousand_times_is_no_burden():
    text = f"“{SAID}” " * 10_000
    found = standing_in(text, quotations(text, []), words_of(text), most=3)
    assert [one.words for one in found] == [13, 13, 13]


@given(WORDS, WORDS, WORDS)
def test_texts_that_share_eight_words_share_a_number(shared, before, after):
    one = numbers_of([*before, *shared[:LEAST], *after])
    other = numbers_of([*after, *shared[:LEAST], *before])
    assert one & other


@given(st.text(max_size=400))
def test_any_text_may_be_asked(text):
    assert all(0 <= one.start < one.end <= len(text) for one in quotations(text, []))
    numbers_of(words_of(text).words)
