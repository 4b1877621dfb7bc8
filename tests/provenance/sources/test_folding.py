"""Folding takes out what doesn't count as change, nothing else, and knows the way back."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from provenance.sources.folding import Folded, fold, guarded, occurrences, same_words

# The last two are "é" and a Korean syllable, each in its parts.
LETTERS = st.sampled_from(
    [*"aeß5.\"“’' \n\u00a0\u00ad\u200bé한글🦊\u0301\u0308ﬁא", "e\u0301", "\u1100\u1161\u11a8"]
)
TEXTS = st.lists(LETTERS, max_size=40).map("".join)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The dam\nholds.", "The  dam holds."),
        ("The dam holds.The", "The dam holds.\n\nThe"),
        ("co\u00adoperation", "cooperation"),
        ("“Der Deich hält”", '"Der Deich hält"'),
        ("«Der Deich»", "„Der Deich“"),
        ("« Le barrage »", '"Le barrage"'),
        ("it’s", "it's"),
        (unicodedata.normalize("NFD", "Brücke é 한"), "Brücke é 한"),
        ("\u200fשלום\u200e", "שלום"),
        ("e\u2011mail", "e-mail"),
    ],
)
def test_what_does_not_count_is_folded_away(one, other):
    assert fold(one) == fold(other)
    assert same_words(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 people", "13 people"),
        ("2015 300 people", "2015300 people"),
        ("scored 3. 5 people", "scored 3.5 people"),
        ("he is not able", "he is notable"),
        ("twelve people", "eleven people"),
        ("he may go", "he must go"),
        ("said it holds", '"said it holds"'),
        ("Ann Berg", "Anna Berg"),
        ("10²", "102"),
        ("the dam.", "the dam?"),
        ("May", "may"),
        ("👨\u200d👩", "👨👩"),
    ],
)
def test_what_counts_is_kept_apart(one, other):
    assert not same_words(one, other)


def test_numbers_and_negations_are_read_as_white_space_parts_them():
    assert guarded("He did NOT pay 1,200.50 in May 2015.") == ["not", "1,200.50", "may", "2015"]


@given(text=TEXTS)
@example(text="\u1100\u1161\u11a8")
def test_the_folded_form_is_the_same_either_way(text):
    assert Folded(text).folded == fold(text)


@given(text=TEXTS)
def test_composed_and_decomposed_fold_alike(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(text=TEXTS, data=st.data())
def test_a_folded_span_leads_back_to_the_same_words(text, data):
    folded = Folded(text)
    start = data.draw(st.integers(0, len(folded)))
    end = data.draw(st.integers(start, len(folded)))
    left, right = folded.outward(start, end)
    assert 0 <= left <= right <= len(text)
    inner = folded.inward(left, right)
    assert inner[0] <= start
    assert inner[1] >= end or start == end
    assert folded.folded[inner[0] : inner[1]] == fold(text[left:right])


@given(text=TEXTS, data=st.data())
def test_an_original_span_leads_inward_to_what_counts_in_it(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    folded = Folded(text)
    left, right = folded.inward(start, end)
    assert 0 <= left <= right <= len(folded)
    if unicodedata.is_normalized("NFC", text):
        assert folded.folded[left:right] == fold(text[start:end])


def test_occurrences_overlap():
    assert list(occurrences("aaaa", "aa")) == [0, 1, 2]
    assert list(occurrences("aaaa", "aa", most=2)) == [0, 1]
    assert list(occurrences("aaaa", "")) == []
