"""Neighbours vouch for a passage, and what grows onto it makes it another."""

import pytest

from provenance.sources.surroundings import (
    EDGE,
    Sides,
    agreement,
    around,
    attached,
    extent,
    turned,
)


def test_neighbours_are_cut_at_their_reach_and_at_the_edge_of_the_text():
    assert around("abcdef", 2, 4, 1) == ("b", "e")
    assert around("abcdef", 2, 4, 9, "|") == ("|ab", "ef|")


@pytest.mark.parametrize(
    ("then", "now", "before", "after"),
    [
        (("thedamheld", "saidAnn"), ("thedamheld", "saidAnn"), 1, 1),
        (("x" * 30, "y" * 30), ("z" * 10 + "x" * 20, "q" * 30), 1, 0),
        (("", ""), ("thedam", "saidAnn"), 0.5, 0.5),
        ((EDGE, "saidAnn"), ("thedam", "saidAnn"), 0, 1),
    ],
)
def test_each_side_agrees_by_itself(then, now, before, after):
    assert agreement(Sides(*then), Sides(*now)) == pytest.approx((before, after))


def test_the_mean_weighs_both_sides():
    assert agreement(Sides("a", "b"), Sides("a", "c")).mean == 0.5


def test_the_extent_ends_at_the_first_difference():
    assert extent(Sides("oldthedam", "saidAnn"), Sides("newthedam", "saidAl")) == (6, 5)


@pytest.mark.parametrize(
    ("quote", "then", "now", "grown"),
    [
        ("5 people", ("killed ", " at"), ("killed ", " at"), (0, 0)),
        ("5 people", ("killed ", " at"), ("killed 1", " at"), (1, 0)),
        ("5 people", ("killed ", " at"), ("killed 1.", " at"), (2, 0)),
        ("5 degrees", ("was ", ""), ("was -", ""), (1, 0)),
        ("5 people", ("end. ", ""), ("end.", ""), (0, 0)),
        ("rose to 5", ("", " in May"), ("", "0 in May"), (0, 1)),
        ("rose to 5", ("", " in May"), ("", ".5 in May"), (0, 2)),
        ("rose to 5", ("", ". In May"), ("", ".In May"), (0, 0)),
        ("able to help", ("is ", ""), ("is un", ""), (2, 0)),
        ("able to help", ("is ", ""), ("is", ""), (0, 0)),
        ("violent", ("a ", " mob"), ("a non-", " mob"), (4, 0)),
        ("could", ("", " go"), ("", "n't go"), (0, 3)),
        ("ham", ("Birming", " is"), ("Birming", " is"), (0, 0)),
        ("ham", ("Birming", " is"), ("the ", " is"), (1, 0)),
        ("held.", ("", " It"), ("", "It"), (0, 0)),
    ],
)
def test_what_grew_onto_a_word_is_measured(quote, then, now, grown):
    assert attached(quote, Sides(*then), Sides(*now)) == grown


@pytest.mark.parametrize(
    ("quote", "then", "found", "now", "other"),
    [
        ("“The dam", ("\n", ""), "”\n\nThe dam", (".", ""), True),
        ("“The dam", (" ", ""), "” The dam", (" ", ""), True),
        ("“The dam", (" ", ""), '"The dam', ("\n", ""), False),
        ("“The dam", (" ", ""), "« The dam", (" ", ""), False),
        ("holds.”", ("", " It"), "holds.\n\n“", ("", "It"), True),
        ("holds.”", ("", " It"), 'holds."', ("", " It"), False),
        ("The dam", (" ", ""), "The dam", (".", ""), False),
    ],
)
def test_a_mark_that_faces_the_other_way_is_another(quote, then, found, now, other):
    assert turned(quote, Sides(*then), found, Sides(*now)) == other
