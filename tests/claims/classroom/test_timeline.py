"""How a piece of work came about, in a few lines."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from claims.classroom.timeline import PAUSE, Moment, Save, Stretch, stretches_of, timeline

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def save(minute: float, task: str = "verdict", who: str = "") -> Save:
    return Save(NOON + timedelta(minutes=minute), task, who)


def test_saves_without_a_long_pause_are_one_stretch() -> None:
    first, second = stretches_of(
        [save(0), save(2, "find", "Kim"), save(11.5, "find", "Lea"), save(22), save(22.1)]
    )
    assert (first.saves, first.minutes, first.tasks) == (3, 12, ["verdict", "find"])
    assert first.who == ["Kim", "Lea"]
    assert (second.saves, second.minutes) == (2, 1)


def test_moments_stand_where_they_happened() -> None:
    hint = Moment(NOON + timedelta(minutes=15), "Opened hint 1")
    found = timeline([save(0), save(30)], [hint])
    assert [type(one) for one in found] == [Stretch, Moment, Stretch]
    assert timeline([], []) == []


@given(st.lists(st.floats(0, 500), max_size=30))
def test_no_save_is_lost_and_stretches_lie_apart(minutes: list[float]) -> None:
    found = stretches_of(save(minute) for minute in minutes)
    assert sum(one.saves for one in found) == len(minutes)
    for before, after in pairwise(found):
        assert after.begins - before.ends > PAUSE
