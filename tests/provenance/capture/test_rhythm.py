"""Visits become rarer while nothing changes, and silence has to last before it is death."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.capture.rhythm import LONGEST, Every, base_of, is_dead, next_wait, spread

NOW = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_the_wait_doubles_up_to_a_month_while_nothing_changes():
    waits, last = [], DAY
    for _ in range(7):
        last = next_wait(Every.DAY, last, changed=False)
        waits.append(last / DAY)
    assert waits == [2, 4, 8, 16, 30, 30, 30]


def test_a_change_brings_back_what_was_asked_for():
    assert next_wait(Every.SIX_HOURS, LONGEST, changed=True) == timedelta(hours=6)


@pytest.mark.parametrize(
    ("told", "wait"), [(60.0, HOUR), (7200.0, 2 * HOUR), (1e30, LONGEST), (0.0, HOUR)]
)
def test_a_server_that_names_a_time_is_not_asked_before(told, wait):
    assert next_wait(Every.HOUR, HOUR, changed=False, told=told) == wait


@given(st.sampled_from(Every), st.timedeltas(timedelta(0), LONGEST), st.booleans(), st.floats(0, 1))
def test_no_wait_is_shorter_than_asked_for_or_longer_than_a_month(every, last, changed, chance):
    wait = next_wait(every, last, changed=changed)
    assert base_of(every) <= wait <= LONGEST
    assert wait * 0.89 < spread(wait, chance) < wait * 1.11


@pytest.mark.parametrize(
    ("code", "failures", "days", "dead"),
    [
        ("not_found", 1, 0, True),
        ("gone", 1, 0, True),
        ("home_page", 1, 0, True),
        ("unknown_host", 1, 0, False),
        ("unknown_host", 3, 1, False),
        ("unknown_host", 2, 9, False),
        ("unknown_host", 3, 2, True),
        ("server_error", 3, 2, True),
        ("forbidden", 99, 99, False),
        ("robot_check", 99, 99, False),
    ],
)
def test_what_says_it_is_gone_is_believed_and_silence_must_last(code, failures, days, dead):
    since = NOW - days * DAY
    assert is_dead(code, failures=failures, since=since, now=NOW) is dead
