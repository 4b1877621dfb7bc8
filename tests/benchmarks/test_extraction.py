import argparse

import pytest

from benchmarks.extraction import exact_share, f1, precision_recall, run, score, shingles


def test_a_text_is_its_runs_of_four_words():
    assert shingles("One two, three four five!") == {
        ("One", "two", "three", "four"): 1,
        ("two", "three", "four", "five"): 1,
    }
    assert shingles("One two") == {("One", "two"): 1}
    assert not shingles("...")


def test_the_same_words_are_right_whatever_stands_between_them():
    found = score("a", "One two three four.", "One two\n\nthree “four”")
    assert (found.right, found.extra, found.missing, found.exact) == (1, 0, 0, True)


def test_parts_of_a_page_sum_to_one():
    found = score("a", "a b c d e", "a b c d x y")
    assert found.right + found.extra + found.missing == pytest.approx(1)
    assert (found.right, found.extra, found.missing) == (0.25, 0.5, 0.25)
    assert not found.exact


def test_figures_average_over_pages_not_over_words():
    scores = [score("a", "a b c d " * 50, "a b c d " * 50), score("b", "x y z w", "p q r s")]
    assert precision_recall(scores) == (0.5, 0.5)
    assert f1(scores) == 0.5
    assert exact_share(scores) == 0.5


def test_a_page_where_nothing_was_found_costs_recall_only():
    scores = [score("a", "a b c d", "a b c d"), score("b", "x y z w", "")]
    assert precision_recall(scores) == (1.0, 0.5)


def test_two_empty_texts_agree():
    assert score("a", "", "").exact


def test_a_folder_is_measured(page_folder):
    figures = run(page_folder, argparse.Namespace(errors=1))
    assert (figures["f1"], figures["exact"], figures["pages"]) == (1.0, 1.0, 1)
    assert figures["pages_per_s"] > 0
    assert figures["f1_low"] <= figures["f1"] <= figures["f1_high"]
