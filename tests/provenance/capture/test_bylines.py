import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.capture.bylines import (
    byline_names,
    cut,
    in_lines,
    is_name,
    may_be_name,
    split_names,
)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Mira Lindqvist", ["Mira Lindqvist"]),
        ("By Mira Lindqvist and Tom Adeyemi", ["Mira Lindqvist", "Tom Adeyemi"]),
        ("BY MIRA LINDQVIST", ["MIRA LINDQVIST"]),
        ("Von Jonas Reet", ["Jonas Reet"]),
        ("Par Élodie Marchand", ["Élodie Marchand"]),
        ("Por Ana de la Vega", ["Ana de la Vega"]),
        ("By Marine Le Roux", ["Marine Le Roux"]),
        ("Written by: Ola van den Berg", ["Ola van den Berg"]),
        ("By Mira Lindqvist, The Daily Agency", ["Mira Lindqvist"]),
        ("By the sea nobody hears you", []),
        ("By Monday the water had gone", []),
        ("Byron Smith", []),
        ("The bridge was closed", []),
    ],
)
def test_bylines_give_their_names(line, names):
    assert byline_names(line)[:2] == names


@pytest.mark.parametrize("text", ["Mira Lindqvist", "J. R. Reet", "Ana de la Vega", "Ali bin Omar"])
def test_names_are_known(text):
    assert is_name(text)


@pytest.mark.parametrize(
    "text",
    ["Mira", "read more here", "Staff Reporter", "Ostwick Zeitung", "Mira 2", "a b", "Who Is It?"],
)
def test_what_is_no_name_is_known(text):
    assert not is_name(text)


def test_pen_names_may_sign_but_labels_may_not():
    assert may_be_name("harbourcat")
    assert not may_be_name("3 comments")
    assert not may_be_name("By")
    assert not may_be_name("Read more")


def test_what_follows_the_names_is_cut():
    assert cut("Von Jonas Reet | 7. Mai 2023") == "Jonas Reet"
    assert cut("By Ann Sol Updated March 3, 2020 at 4 pm") == "Ann Sol"


def test_lists_of_names_are_split_and_cleaned():
    assert split_names("By Ann Sol, Bo Berg, and Cy Cole (Ostwick)") == [
        "Ann Sol",
        "Bo Berg",
        "Cy Cole",
    ]
    assert split_names("Grete Holm, PhD") == ["Grete Holm"]


def test_a_name_in_the_line_after_its_introduction_is_found():
    assert in_lines("Title\nBy\nAnn Sol\nSome text follows here") == [["Ann Sol"]]


@given(st.text(max_size=200))
def test_any_line_may_be_asked(text):
    byline_names(text)
    in_lines(text)
    split_names(cut(text))
