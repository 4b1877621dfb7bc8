"""What must hold of every coefficient, whatever was said."""

import math

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from claims.reviews.agreement import alpha, cohen, figures, fleiss, percent, tabulate
from claims.reviews.agreement.figures import Figure

VALUES = "abcd"


def all_of(table) -> list[Figure]:
    figures = [percent(table), fleiss(table), alpha(table), alpha(table, "ordinal")]
    if len(table.raters) == 2:
        figures += [cohen(table), cohen(table, cost="equal"), cohen(table, cost="squared")]
    return figures


def said(rows):
    return [
        (unit, rater, value)
        for unit, row in enumerate(rows)
        for rater, value in enumerate(row)
        if value is not None
    ]


def table_of(rows, values=VALUES):
    return tabulate(said(rows), values, raters=range(max(map(len, rows), default=0)))


def full(raters, least=2):
    row = st.lists(st.sampled_from(VALUES), min_size=raters, max_size=raters)
    return st.lists(row, min_size=least, max_size=12)


with_gaps = st.lists(
    st.lists(st.sampled_from([*VALUES, None]), min_size=4, max_size=4), min_size=1, max_size=12
)


def same(one, other):
    """Equal up to the last digits; NaN does not occur, None does."""
    return one == other if one is None or other is None else math.isclose(one, other, abs_tol=1e-9)


@given(with_gaps)
@settings(max_examples=60, deadline=None)
def test_every_value_lies_in_its_bounds(rows):
    for figure in all_of(table_of(rows)):
        if figure.value is None:
            assert figure.why
            assert (figure.low, figure.high) == (None, None)
        else:
            assert not figure.why
            assert figure.value <= 1 + 1e-9
            assert figure.name != "percent" or figure.value >= 0
        if figure.low is not None:
            assert figure.low < figure.high <= 1 + 1e-9


@given(full(3), st.permutations(range(3)))
@settings(max_examples=40, deadline=None)
def test_it_does_not_matter_who_sits_where(rows, order):
    shuffled = [[row[place] for place in order] for row in rows]
    for one, other in zip(all_of(table_of(rows)), all_of(table_of(shuffled)), strict=True):
        assert same(one.value, other.value)


@given(full(2))
@settings(max_examples=40, deadline=None)
def test_two_raters_may_change_places(rows):
    turned = [[other, one] for one, other in rows]
    for one, other in zip(all_of(table_of(rows)), all_of(table_of(turned)), strict=True):
        assert same(one.value, other.value)


@given(full(2), st.permutations(VALUES))
@settings(max_examples=40, deadline=None)
def test_names_of_values_do_not_matter_where_order_does_not(rows, names):
    other_names = dict(zip(VALUES, names, strict=True))
    renamed = [[other_names[value] for value in row] for row in rows]
    for figure in (percent, fleiss, alpha, cohen):
        assert same(figure(table_of(rows)).value, figure(table_of(renamed)).value)


@given(full(2))
@settings(max_examples=40, deadline=None)
def test_an_order_read_backwards_is_the_same_order(rows):
    forwards, backwards = table_of(rows), table_of(rows, VALUES[::-1])
    assert same(alpha(forwards, "ordinal").value, alpha(backwards, "ordinal").value)
    assert same(cohen(forwards, cost="equal").value, cohen(backwards, cost="equal").value)


@given(st.lists(st.sampled_from(VALUES), min_size=2, max_size=12))
@settings(max_examples=40, deadline=None)
def test_full_agreement_is_one_or_undefined(values):
    for figure in all_of(table_of([[value, value] for value in values])):
        if len(set(values)) == 1 and figure.name != "percent":
            assert (figure.value, figure.why) == (None, "one_value")
        else:
            assert figure.value == pytest.approx(1)
        assert (figure.low, figure.high) == (None, None)


@given(with_gaps)
@settings(max_examples=40, deadline=None)
def test_units_that_one_person_rated_change_nothing(rows):
    alone = [[value, None, None, None] for value in VALUES]
    for one, other in zip(all_of(table_of(rows)), all_of(table_of(rows + alone)), strict=True):
        assert same(one.value, other.value)
        assert other.left_out == one.left_out + len(alone)
        assert other.units == one.units


# --- held against other people's programs ----------------------------------------------------


@given(full(2))
@settings(max_examples=60, deadline=None)
def test_kappas_are_those_of_nltk(rows):
    table = table_of(rows)
    sent = [(str(rater), unit, value) for unit, rater, value in said(rows)]
    task = AnnotationTask(sent)
    assume(len(task.K) > 1)
    assert same(cohen(table).value, task.kappa())
    assert same(fleiss(table).value, task.pi())
    steps = AnnotationTask(sent, distance=lambda a, b: abs(ord(a) - ord(b)))
    assert same(cohen(table, cost="equal").value, steps.weighted_kappa_pairwise("0", "1"))


@given(with_gaps)
@settings(max_examples=60, deadline=None)
def test_the_formula_that_is_drawn_anew_is_the_one_of_the_library(rows):
    """A value for draws of single units, each once, is that of the library for all."""
    table = table_of(rows)
    for level in ("nominal", "ordinal"):
        figure = alpha(table, level)
        counts = table.counts()
        if figure.value is not None:
            of_library = krippendorff.alpha(value_counts=counts, level_of_measurement=level)
            assert math.isclose(figure.value, of_library, abs_tol=1e-12)
            assert math.isclose(drawn_once(table, level), of_library, abs_tol=1e-9)


def drawn_once(table, level):
    """Our own formula, with each unit counted once."""
    kept = {}
    exact = figures._figure
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures, "_figure", lambda *given: kept.setdefault("it", exact(*given)))
        alpha(table, level)
    return kept["it"].value


# --- what may not be tabulated ---------------------------------------------------------------


def test_nobody_says_two_things_of_one_unit():
    with pytest.raises(ValueError, match="two things"):
        tabulate([(1, "ann", "a"), (1, "ann", "b")], VALUES)


def test_a_value_off_the_scale_is_refused():
    with pytest.raises(ValueError, match="not one of the values"):
        tabulate([(1, "ann", "z")], VALUES)


def test_cohen_is_of_two():
    with pytest.raises(ValueError, match="two raters"):
        cohen(table_of([["a", "b", "c"]]))


@pytest.mark.parametrize("rows", [[], [["a", None]], [[None, None]]])
def test_nothing_rated_twice_has_no_figure(rows):
    table = tabulate(said(rows), VALUES, raters=["ann", "bea"])
    assert {figure.why for figure in all_of(table)} == {"nothing_twice"}


def test_fleiss_leaves_out_what_fewer_rated():
    rows = [["a", "a", "a"], ["b", "b", "a"], ["a", "b", None], ["c", None, None]]
    figure = fleiss(table_of(rows))
    assert (figure.units, figure.left_out) == (2, 2)


def test_raters_are_counted_who_rated_something_twice():
    rows = [["a", "a", None], ["b", "a", None], [None, None, "c"]]
    assert alpha(table_of(rows)).raters == 2


def test_the_codes_are_never_changed():
    table = table_of([["a", "b"], ["b", "b"]])
    before = table.codes.copy()
    all_of(table)
    assert np.array_equal(before, table.codes)
