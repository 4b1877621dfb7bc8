"""Turns of phrase."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from claims.web import words


@pytest.mark.parametrize(
    ("precision", "said"), [("day", "3 May 2024"), ("month", "May 2024"), ("year", "2024")]
)
def test_a_date_is_no_more_exact_than_it_is_known(precision, said):
    assert words.day(date(2024, 5, 3), precision) == said


def test_numbers_agree_with_their_nouns():
    said = [words.count(number, "origin") for number in (0, 1, 2)]
    assert said == ["no origins", "1 origin", "2 origins"]


def test_lists_read_like_english():
    assert [words.joined(list(names)) for names in ("", "a", "ab", "abc")] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_nothing_is_said_twice_in_one_line():
    assert words.dotted("Town Council", "Town Council", "", "2024") == "Town Council · 2024"


def test_words_around_a_quotation_are_whole():
    assert words.before("aterworks has told ") == "…has told "
    assert words.after(", the person sai") == ", the person …"
    assert (words.before(""), words.after("")) == ("", "")


def test_how_long_ago_in_one_unit():
    now = timezone.now()
    assert words.ago(now) == "just now"
    assert words.ago(now - timedelta(minutes=5, seconds=30)) == "5\xa0minutes ago"
    assert words.ago(now - timedelta(days=3, hours=4)) == "3\xa0days ago"
