"""How sure a figure is: seeded, by unit, wider with fewer units, silent where it knows nothing."""

import numpy as np
import pytest

from claims.reviews.agreement import alpha, cohen, percent, tabulate
from claims.reviews.agreement.intervals import interval
from tests.clocks import spent

VALUES = range(3)


def checks(units, *, share=0.7, seed=5):
    """Two raters who agree in about a share of the units."""
    chance = np.random.default_rng(seed)
    said = []
    for unit in range(units):
        first = int(chance.integers(3))
        second = first if chance.random() < share else int(chance.integers(3))
        said += [(unit, "first", first), (unit, "second", second)]
    return said


def test_two_readings_of_the_same_ratings_say_the_same():
    table = tabulate(checks(30), VALUES)
    assert cohen(table) == cohen(table)
    assert cohen(table, seed=1) != cohen(table, seed=2)


def test_more_units_make_it_narrower():
    few, many = (cohen(tabulate(checks(units), VALUES)) for units in (30, 300))
    assert many.high - many.low < few.high - few.low


def test_it_holds_the_value():
    for figure in (cohen, alpha, percent):
        found = figure(tabulate(checks(80), VALUES))
        assert found.low < found.value < found.high


def test_it_holds_the_true_share_about_as_often_as_it_says():
    """Of 100 samples of 60 units, 95 in 100 intervals should hold 0.7 + 0.3 / 3 = 0.8."""
    held = 0
    for seed in range(100):
        figure = percent(tabulate(checks(60, seed=seed), VALUES))
        held += figure.low <= 0.8 <= figure.high
    assert 86 <= held <= 99


def test_words_of_one_sentence_are_drawn_together():
    """Ten times the same answer inside a group is no ten times the knowledge."""
    said = checks(30)
    often = [((unit, copy), rater, v) for unit, rater, v in said for copy in range(10)]
    groups = {(unit, copy): unit for unit in range(30) for copy in range(10)}
    alone = percent(tabulate(said, VALUES))
    grouped = percent(tabulate(often, VALUES, groups=groups))
    loose = percent(tabulate(often, VALUES))
    assert (grouped.low, grouped.high) == pytest.approx((alone.low, alone.high))
    assert loose.high - loose.low < 0.5 * (grouped.high - grouped.low)


def test_one_unit_or_one_group_says_nothing():
    figure = percent(tabulate(checks(1), VALUES))
    assert (figure.low, figure.high) == (None, None)
    together = percent(tabulate(checks(9), VALUES, groups=dict.fromkeys(range(9), "all")))
    assert (together.low, together.high) == (None, None)


def test_draws_that_mostly_have_no_value_say_nothing():
    assert interval(lambda draws: np.full(len(draws), np.nan), np.arange(9), seed=0) == (None, None)


def test_a_thousand_checks_take_little_time():
    table = tabulate(checks(1_000), VALUES)
    _, seconds = spent(lambda: (alpha(table, "ordinal"), cohen(table)))
    assert seconds < 1
