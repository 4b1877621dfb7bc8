"""Threads in reading order, with deleted notes only where an answer still stands on them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from claims.annotations.threads import in_threads

GONE = datetime(2024, 5, 4, tzinfo=UTC)


@dataclass
class Written:
    pk: int
    parent_id: int | None = None
    deleted_at: datetime | None = None


def read(*notes: Written) -> list[tuple[int, int, bool]]:
    return [(line.note.pk, line.depth, line.gone) for line in in_threads(notes)]


def test_answers_follow_what_they_answer_oldest_first() -> None:
    notes = [Written(1), Written(2), Written(3, 1), Written(4, 2), Written(5, 1), Written(6, 3)]
    assert read(*reversed(notes)) == [
        (1, 0, False),
        (3, 1, False),
        (6, 2, False),
        (5, 1, False),
        (2, 0, False),
        (4, 1, False),
    ]


def test_a_deleted_note_in_the_middle_stays_as_a_gap() -> None:
    assert read(Written(1), Written(2, 1, GONE), Written(3, 2)) == [
        (1, 0, False),
        (2, 1, True),
        (3, 2, False),
    ]


def test_deleted_notes_under_which_nothing_stands_are_left_out() -> None:
    assert read(Written(1), Written(2, 1, GONE), Written(3, 2, GONE), Written(4, None, GONE)) == [
        (1, 0, False)
    ]


def test_an_answer_to_a_note_one_does_not_see_begins_a_thread() -> None:
    assert read(Written(7, 3)) == [(7, 0, False)]


def test_a_very_deep_thread_is_read_to_its_end() -> None:
    deep = [Written(1)] + [Written(number, number - 1) for number in range(2, 3000)]
    assert read(*deep)[-1] == (2999, 2998, False)


@st.composite
def heaps(draw: st.DrawFn) -> list[Written]:
    return [
        Written(
            number,
            draw(st.none() | st.integers(1, max(1, number - 1))) if number > 1 else None,
            draw(st.sampled_from([None, GONE])),
        )
        for number in range(1, draw(st.integers(1, 12)))
    ]


@given(heaps(), st.randoms())
def test_every_standing_note_is_read_once_below_its_parent(
    notes: list[Written], random: Any
) -> None:
    shuffled = list(notes)
    random.shuffle(shuffled)
    lines = in_threads(shuffled)
    places = {line.note.pk: place for place, line in enumerate(lines)}
    assert len(places) == len(lines)
    for note in notes:
        if note.deleted_at is None:
            assert note.pk in places
            assert note.parent_id is None or places[note.parent_id] < places[note.pk]
