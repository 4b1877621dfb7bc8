import pytest

from provenance.capture.closing import boundary, is_ruler, starts_footer
from provenance.capture.lines import lines_of
from tests.provenance.capture.prose import REPORT, article

BIO = "Mira Lindqvist is a reporter who lives in Ostwick and writes about the sea."


def footer(*paragraphs, authors=()):
    return boundary(lines_of(article(*paragraphs)), authors)


def test_a_footer_begins_at_its_first_line():
    assert footer(*REPORT, "Copyright © Fjordpost 2018", "Disclaimer: no warranty") == len(REPORT)


def test_the_drawn_line_above_belongs_to_it():
    assert footer(*REPORT, "*", "This article was originally published on Fjordpost.") == len(
        REPORT
    )


def test_the_biography_of_the_author_belongs_to_it():
    assert footer(*REPORT, BIO, authors=["Mira Lindqvist"]) == len(REPORT)
    assert footer(*REPORT, BIO) == len(REPORT) + 1


def test_a_biography_that_comes_twice_belongs_to_it():
    assert footer(*REPORT, BIO, "About the author:", BIO) == len(REPORT)


def test_the_article_goes_on_after_a_line_in_its_middle():
    assert footer(REPORT[0], "See also the chart below.", *REPORT[1:]) == len(REPORT) + 1


def test_a_text_without_a_footer_has_none():
    assert footer(*REPORT) == len(REPORT)


@pytest.mark.parametrize("text", ["* * *", "---", "•", "======"])
def test_drawn_lines_are_known(text):
    assert is_ruler(text)
    assert not is_ruler(text + "a")


@pytest.mark.parametrize(
    "text",
    ["© 2020 Fjordpost", "Source: Fjordpost", "Read more at the desk", "Originally posted here"],
)
def test_lines_that_open_footers_are_known(text):
    assert starts_footer(text)


@pytest.mark.parametrize("text", ["This article of faith was lost.", "Sources close to the mayor."])
def test_lines_that_only_look_alike_are_known(text):
    assert not starts_footer(text)
