"""Rows of a chain, as they are sent and as buttons change them."""

from hypothesis import given
from hypothesis import strategies as st

from claims.web.forms.chains import MOST_ROWS, forms_for, reshaped, rows_in

ROWS = st.lists(st.builds(lambda name: {"speaker": name}, st.text(max_size=5)), max_size=6)


@given(ROWS, st.integers(-2, 8), st.sampled_from(["up", "down"]))
def test_moving_keeps_everyone(rows, place, way):
    moved = reshaped(rows, f"{way}-{place}")
    assert sorted(row["speaker"] for row in moved) == sorted(row["speaker"] for row in rows)


@given(ROWS, st.integers(0, 4))
def test_down_and_up_again_changes_nothing(rows, place):
    if place + 1 < len(rows):
        assert reshaped(reshaped(rows, f"down-{place}"), f"up-{place + 1}") == rows


@given(ROWS, st.text(max_size=8))
def test_a_button_nobody_drew_breaks_nothing(rows, step):
    assert abs(len(reshaped(rows, step)) - len(rows)) <= 1


def test_a_missing_link_goes_before_all():
    assert reshaped([{"who": "person"}], "gap")[0]["who"] == "missing"


def test_rows_are_read_as_they_were_sent():
    sent = {"hops": "2", "hop-0-who": "person", "hop-0-speaker": "A", "hop-1-speaker": "B"}
    assert [row["speaker"] for row in rows_in(sent)] == ["A", "B"]
    assert rows_in({"hops": "many"}) == []
    assert len(rows_in({"hops": "100000"})) == MOST_ROWS


def test_somebody_has_a_name_or_is_said_to_be_missing():
    rows = [{"who": who, "speaker": "", "directness": "direct"} for who in ("person", "missing")]
    nameless, missing = forms_for(rows, bound=True)
    assert not nameless.is_valid()
    assert missing.is_valid()
    assert missing.hop({}).speaker is None
