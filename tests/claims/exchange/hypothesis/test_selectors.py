"""Places between the client's UTF-16 units and our code points."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.exchange.hypothesis.selectors import (
    position_of,
    span_elsewhere,
    span_here,
    worth_keeping,
)
from provenance.sources.selectors import SelectorError

TEXT = "💧 One boat left. 👩‍👧 One boat came back. Zoë saw it.\n\nOne boat left."
TEXTS = st.text(st.sampled_from("ab 💧𝔸é\u0301\n"), min_size=1, max_size=60)


def quote(exact: str, **around: str) -> dict[str, object]:
    return {"type": "TextQuoteSelector", "exact": exact, **around}


@settings(deadline=None)
@given(TEXTS, st.data())
def test_every_span_survives_the_way_there_and_back(text: str, data: st.DataObject):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    position = position_of(text, start, end)
    units = text.encode("utf-16-le")
    meant = units[2 * position["start"] : 2 * position["end"]].decode("utf-16-le")
    assert meant == text[start:end]
    assert span_here(text, [position]) == (start, end)


def test_the_position_tells_equal_words_apart():
    second = TEXT.rindex("One boat left")
    position = position_of(TEXT, second, second + 13)
    assert span_here(TEXT, [quote("One boat left"), position]) == (second, second + 13)


def test_a_position_of_other_words_gives_way_to_the_quote():
    here = TEXT.index("Zoë")
    selectors = [quote("Zoë saw it"), {"type": "TextPositionSelector", "start": 0, "end": 5}]
    assert span_here(TEXT, selectors) == (here, here + 10)


def test_half_a_character_gives_way_to_the_quote_or_is_refused():
    half = {"type": "TextPositionSelector", "start": 1, "end": 9}
    here = TEXT.index("Zoë")
    assert span_here(TEXT, [quote("Zoë saw it"), half]) == (here, here + 10)
    with pytest.raises(SelectorError):
        span_here(TEXT, [half])


def test_words_that_stand_twice_are_not_guessed_at():
    with pytest.raises(SelectorError, match="times"):
        span_here(TEXT, [quote("One boat left")])


@pytest.mark.parametrize(
    "words", ["Two boats left", "One boat did not leave", "One boat left?", "nothing of it"]
)
def test_words_that_only_look_alike_are_never_taken(words: str):
    with pytest.raises(SelectorError):
        span_here(TEXT, [quote(words)])
    assert span_elsewhere(TEXT, [quote(words, prefix="💧 ", suffix=" 👩‍👧")]) is None


def test_on_another_page_the_neighbours_tell_words_apart():
    first = TEXT.index("One boat left")
    found = span_elsewhere(TEXT, [quote("One boat left", prefix="💧 ", suffix=". 👩‍👧 One boat c")])
    assert found == (first, first + 13)


def test_on_another_page_positions_say_nothing():
    assert span_elsewhere(TEXT, [{"type": "TextPositionSelector", "start": 0, "end": 5}]) is None


def test_only_small_selectors_are_kept():
    assert worth_keeping([quote("x")]) == [quote("x")]
    assert worth_keeping([quote("x" * 20_000)]) == []
