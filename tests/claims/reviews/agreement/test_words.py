"""What a figure means in plain words."""

from dataclasses import replace

import pytest

from claims.reviews.agreement import TOO_FEW, Figure, sentence

KAPPA = Figure("cohen", 0.52, 0.3, 0.7, 40, 0, 2)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "about 52 in 100 of what chance leaves open"),
        ({}, "between 0.30 and 0.70"),
        ({"name": "percent", "value": 0.7}, "70 in 100 are the same"),
        ({"name": "percent", "value": 0.7}, "between 30 and 70."),
        ({"value": -0.1}, "No more agreement than chance"),
        ({"value": 1.0, "low": None, "high": None}, "They agree throughout."),
        ({"value": 1.0, "low": None, "high": None}, "nothing can be said of how sure"),
        ({"name": "alpha_ordinal"}, "Neighbouring ratings count as nearer"),
        ({"low": 0.1, "high": 0.8}, "more claims are needed"),
        ({"units": 9}, "Too few to say: 9 claims rated by two people."),
        ({"units": 1}, "Too few to say: 1 claim rated"),
        ({"value": None, "why": "nothing_twice", "units": 0}, "No claim was rated by two people"),
        ({"value": None, "why": "one_value"}, "this figure cannot tell"),
    ],
)
def test_the_sentence_says(changed, words):
    assert words in sentence(replace(KAPPA, **changed))


def test_ten_are_enough_for_a_figure():
    assert "Too few" in sentence(replace(KAPPA, units=TOO_FEW - 1))
    assert "Too few" not in sentence(replace(KAPPA, units=TOO_FEW))


def test_a_class_speaks_of_answers():
    words = sentence(replace(KAPPA, low=0.0, high=0.9), unit="answer", units="answers")
    assert "more answers are needed" in words
    assert "claim" not in words
