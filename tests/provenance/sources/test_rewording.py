"""A passage's edges are carried over into a reworded text, and traces of it are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.sources.rewording import pieces, reworded, traces

OLD = "It rained. Twelve people were hurt at Harrow, said Ann. Then it stopped."
QUOTE = "Twelve people were hurt at Harrow"


def now(new: str, quote: str = QUOTE, old: str = OLD) -> str | None:
    start = old.index(quote)
    found = reworded(old, start, start + len(quote), new)
    return None if found is None else new[found.start : found.end]


@pytest.mark.parametrize(
    ("became", "likely"),
    [
        (QUOTE, True),
        ("Thirteen people were hurt at Harrow", True),
        ("Twelve people were not hurt at Harrow", True),
        ("people were hurt", True),
        ("Twelve persons were badly hurt near Harrow", True),
        ("Officials denied all of the recent claims", False),
    ],
)
def test_what_stands_between_the_old_neighbours_is_found_whole(became, likely):
    new = OLD.replace(QUOTE, became)
    assert now(new) == became
    start = OLD.index(QUOTE)
    found = reworded(OLD, start, start + len(QUOTE), new)
    assert found is not None
    assert found.likely == likely


def test_what_was_added_outside_stays_outside():
    assert now(OLD.replace(QUOTE, f"Yesterday {QUOTE} again")) == QUOTE


def test_nothing_is_left_of_what_was_taken_out():
    assert now(OLD.replace(QUOTE, "")) is None
    assert now("") is None


def test_all_words_kept_score_one():
    start = OLD.index(QUOTE)
    found = reworded(OLD, start, start + len(QUOTE), OLD.replace(" ", "\n"))
    assert found is not None
    assert (found.words, found.letters) == (1, 1)


def test_the_difference_is_given_as_text():
    assert pieces("12 people", "13 people") == (
        ("replace", "12 ", "13 "),
        ("equal", "people", "people"),
    )


def test_traces_lead_to_the_best_supported_place_first():
    quote = "".join(f"word{n}and" for n in range(12))
    text = "x" * 500 + quote[:40] + "y" * 300 + quote.replace("word5", "other") + "z" * 50
    assert next(traces(quote, text)) == pytest.approx(500 + 40 + 300, abs=2)
    assert list(traces(quote, "nothing of it")) == []
    assert list(traces("", text)) == []


@given(st.text("ab. ", max_size=30), st.text("ab. ", max_size=30), st.data())
def test_the_span_is_always_inside_the_new_text(old, new, data):
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    found = reworded(old, start, end, new)
    if found is not None:
        assert 0 <= found.start < found.end <= len(new)
        assert 0 <= found.words <= 1
        assert 0 <= found.letters <= 1
