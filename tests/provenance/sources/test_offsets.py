"""Offsets survive the way to a browser and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.sources.offsets import OffsetError, codepoints_to_utf16, utf16_to_codepoints

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def test_an_emoji_counts_twice_in_utf16():
    assert codepoints_to_utf16("a🦊b", [0, 1, 2, 3]) == [0, 1, 3, 4]
    assert utf16_to_codepoints("a🦊b", [0, 1, 3, 4]) == [0, 1, 2, 3]


def test_plain_text_is_unchanged():
    assert codepoints_to_utf16("été", [0, 3]) == [0, 3]


def test_an_offset_inside_a_pair_is_refused():
    with pytest.raises(OffsetError, match="middle of a character"):
        utf16_to_codepoints("a🦊b", [2])


@pytest.mark.parametrize("offset", [-1, 4])
def test_an_offset_outside_is_refused(offset):
    with pytest.raises(OffsetError, match="outside"):
        codepoints_to_utf16("abc", [offset])
    with pytest.raises(OffsetError, match="outside"):
        utf16_to_codepoints("abc", [offset])


@given(text=TEXTS, data=st.data())
def test_there_and_back(text, data):
    offset = data.draw(st.integers(0, len(text)))
    (unit,) = codepoints_to_utf16(text, [offset])
    assert utf16_to_codepoints(text, [unit]) == [offset]
    assert len(text[:offset].encode("utf-16-le")) == unit * 2
