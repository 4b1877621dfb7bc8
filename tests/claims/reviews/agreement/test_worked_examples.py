"""The coefficients give what their authors and the R package irr published."""

import numpy as np
import pytest

from claims.reviews.agreement import alpha, cohen, fleiss, percent, tabulate

from .worked_examples import (
    ANXIETY,
    COHEN,
    COHEN_COST,
    COHEN_LOPSIDED,
    FIVE_VALUES,
    FLEISS,
    KRIPPENDORFF,
    TWO_VALUES,
    WIKIPEDIA,
)


def by_unit(rows, values):
    """A row a unit, a column a rater."""
    said = [(unit, rater, v) for unit, row in enumerate(rows) for rater, v in enumerate(row)]
    return tabulate(said, values)


def by_rater(rows, values):
    """A row a rater, a column a unit; None where nothing was said."""
    said = [
        (unit, rater, value)
        for rater, row in enumerate(rows)
        for unit, value in enumerate(row)
        if value is not None
    ]
    return tabulate(said, values, raters=range(len(rows)))


def from_table(table):
    """A table of how often the first said what while the second said what."""
    said, unit = [], 0
    for one, row in enumerate(table):
        for other, often in enumerate(row):
            for _ in range(often):
                said += [(unit, "B", one), (unit, "A", other)]
                unit += 1
    return tabulate(said, range(len(table)), raters=["B", "A"])


@pytest.fixture
def diagnoses():
    return by_unit(FLEISS, "12345")


@pytest.fixture
def anxiety():
    return by_unit(ANXIETY, range(1, 7))


def test_fleiss_1971_on_thirty_patients(diagnoses):
    assert round(fleiss(diagnoses).value, 3) == 0.430


def test_fleiss_of_the_first_three_as_in_irr(diagnoses):
    assert round(fleiss(by_unit([row[:3] for row in FLEISS], "12345")).value, 3) == 0.534


@pytest.mark.parametrize(("one", "other", "kappa"), [(0, 1, 0.651), (0, 2, 0.384), (1, 2, 0.631)])
def test_cohen_of_two_psychiatrists_as_in_irr(diagnoses, one, other, kappa):
    assert round(cohen(diagnoses.between(one, other)).value, 3) == kappa


def test_light_1971_is_the_mean_over_all_pairs_as_in_irr(diagnoses):
    pairs = [(one, other) for one in range(6) for other in range(one)]
    kappas = [cohen(diagnoses.between(one, other)).value for one, other in pairs]
    assert round(sum(kappas) / len(kappas), 3) == 0.459


def test_weighted_kappa_on_anxiety_as_in_irr(anxiety):
    assert round(cohen(anxiety.between(0, 1), cost="squared").value, 3) == 0.297


def test_cohen_1968_on_two_hundred_cases():
    table = from_table(COHEN)
    assert round(cohen(table).value, 3) == 0.492
    assert round(cohen(table, cost=np.array(COHEN_COST)).value, 3) == 0.348
    assert round(cohen(table, cost=np.array(COHEN_LOPSIDED)).value, 3) == 0.353


def test_cohen_1960_percent_of_the_same_table():
    assert percent(from_table(COHEN)).value == pytest.approx(0.70)


@pytest.mark.parametrize(("level", "value"), [("nominal", 0.743), ("ordinal", 0.815)])
def test_krippendorff_2011_with_missing_values(level, value):
    figure = alpha(by_rater(KRIPPENDORFF, range(1, 6)), level)
    assert round(figure.value, 3) == value
    assert (figure.units, figure.left_out) == (11, 1)


def test_krippendorff_2011_with_two_and_five_values():
    assert round(alpha(by_rater(TWO_VALUES, range(2))).value, 3) == 0.095
    assert round(alpha(by_rater(FIVE_VALUES, "abcde")).value, 3) == 0.692


def test_alpha_of_three_coders_who_left_much_out():
    assert round(alpha(by_rater(WIKIPEDIA, range(1, 5))).value, 3) == 0.691
