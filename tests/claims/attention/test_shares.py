"""Shares, their intervals, and tables of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.attention.shares import TOO_FEW, Count, Share, tabled, wilson


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        # R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
        # Medicine 17 (1998), table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_intervals_are_those_that_were_published(part, whole, low, high):
    assert wilson(part, whole) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share_and_stays_within_bounds(pair):
    part, whole = pair
    low, high = wilson(part, whole)
    assert 0 <= low <= part / whole <= high <= 1
    mirrored = wilson(whole - part, whole)
    assert (1 - mirrored[1], 1 - mirrored[0]) == pytest.approx((low, high))


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (0, 0), (-1, 3), (4, 3)])
def test_a_share_of_nothing_has_none(part, whole):
    with pytest.raises(ValueError, match="share"):
        wilson(part, whole)


def test_a_share_says_of_how_many_and_no_percentage_of_few():
    assert Share(9, 41).words == "9 of 41 (22 %; 12 to 37 %)"
    assert Share(2, TOO_FEW - 1).words == f"2 of {TOO_FEW - 1}"
    assert Share(0, 0).words == "0 of 0"
    assert (Share(0, 0).value, Share(0, 0).interval) == (None, None)


def test_a_table_names_the_largest_and_adds_up_the_rest():
    rows = [Count(f"n{size:02}", size, size // 2, 0, 0) for size in range(1, 6)]
    whole = Count("all", 15, 6, 0, 0)
    table = tabled("outlet", "Outlets", rows, whole, most=2)
    assert [one.name for one in table.rows] == ["n05", "n04", "3 others"]
    assert sum(one.recorded for one in table.rows) == 15
    assert sum(one.picked for one in table.rows) == 6
    row, recorded, picked = table.lines[0]
    assert (row.name, recorded, picked) == ("n05", Share(5, 15), Share(2, 6))


def test_what_is_left_was_neither_picked_nor_declined():
    assert Count("a", 10, 3, 2, 1).left == 5
