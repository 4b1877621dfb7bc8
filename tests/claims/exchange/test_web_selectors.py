"""Selectors of other programs: which words of a text they name, in either way of counting."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from claims.exchange.web_selectors import keeps, place_in
from claims.exchange.web_terms import NotUnderstood
from provenance.sources.offsets import codepoints_to_utf16

LETTERS = st.text(alphabet="abc 🌊é€", min_size=2, max_size=60)


def quote(exact: str, **around: str) -> dict[str, object]:
    return {"type": "TextQuoteSelector", "exact": exact, **around}


def position(start: int, end: int) -> dict[str, object]:
    return {"type": "TextPositionSelector", "start": start, "end": end}


@given(LETTERS, st.data())
def test_a_quote_with_code_points_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(text[start:end].strip())
    said = [quote(text[start:end]), position(start, end)]
    assert place_in(text, said, of_this_copy=True) == (start, end)


@given(LETTERS, st.data())
def test_units_are_understood_and_never_land_on_other_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(text[start:end].strip())
    units = codepoints_to_utf16(text, [start, end])
    found = place_in(text, [quote(text[start:end]), position(*units)], of_this_copy=True)
    # Read as code points the same numbers may fall on the same words elsewhere.
    assert text[slice(*found)].split() == text[start:end].split()


def test_a_position_alone_counts_only_on_our_copy() -> None:
    assert place_in("The pier.", [position(4, 8)], of_this_copy=True) == (4, 8)
    with pytest.raises(NotUnderstood):
        place_in("The pier.", [position(4, 8)], of_this_copy=False)


def test_on_another_page_the_quote_alone_is_found_if_it_stands_once() -> None:
    said = [quote("pier"), position(400, 404)]
    assert place_in("The pier.", said, of_this_copy=False) == (4, 8)
    with pytest.raises(NotUnderstood):
        place_in("The pier. The pier.", said, of_this_copy=False)
    with pytest.raises(NotUnderstood):
        place_in("The pier.", said, of_this_copy=True)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ([quote("pier", prefix="The ", suffix=".")], True),
        ([quote("pier")], True),
        ([position(4, 8)], True),
        ([quote("pier"), position(4, 8)], True),
        ([quote("Pier")], False),
        ([quote("pier", prefix="A ")], False),
        ([position(3, 8)], False),
        ([quote("pier"), position(0, 4)], False),
    ],
)
def test_what_came_back_is_compared_with_what_went_out(
    said: list[dict[str, object]], kept: bool
) -> None:
    assert keeps("pier", "The ", ".", (4, 8), said) == kept
