"""When something is due, in words."""

from datetime import date, timedelta

import pytest

from claims.attention.due import Due, due

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("days", "words", "is_late"),
    [
        (-30, "overdue by 30 days", True),
        (-1, "overdue by 1 day", True),
        (0, "due today", False),
        (1, "due tomorrow", False),
        (2, "due in 2 days", False),
        (14, "due in 14 days", False),
        (15, "due on 15 December 2026", False),
    ],
)
def test_how_far_off_it_is(days, words, is_late):
    assert due(TODAY + timedelta(days=days), TODAY) == Due(words, is_late)


def test_nothing_is_said_without_a_day():
    assert due(None, TODAY) is None
