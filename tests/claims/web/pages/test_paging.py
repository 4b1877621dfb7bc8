"""Pages of a long list."""

import pytest
from django.http import QueryDict

from claims.web.pages.paging import DEEPEST, page_number, slice_of


@pytest.mark.parametrize(
    ("asked", "number"),
    [("", 1), ("page=3", 3), ("page=0", 1), ("page=-1", 1), ("page=x", 1), ("page=²", 1),
     ("page=99999999999999999999", DEEPEST)],
)  # fmt: skip
def test_a_page_that_makes_no_sense_is_the_first_or_the_last(asked, number):
    assert page_number(QueryDict(asked)) == number


def test_each_page_knows_its_neighbours():
    rows = list(range(5))
    first, second, third = (slice_of(rows, QueryDict(f"q=a&page={n}"), 2) for n in (1, 2, 3))
    assert (first.rows, first.previous_url, first.next_url) == ([0, 1], "", "?q=a&page=2")
    assert (second.previous_url, second.next_url) == ("?q=a&page=1", "?q=a&page=3")
    assert (third.rows, third.next_url) == ([4], "")


def test_a_full_last_page_has_nothing_after_it():
    assert slice_of([0, 1], QueryDict(""), 2).next_url == ""
