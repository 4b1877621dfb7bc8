"""Tasks, names and groups."""

from itertools import combinations
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from claims.classroom.grouping import shuffled
from claims.classroom.names import clean_name, same_name
from claims.classroom.tasks import clean_tasks, tasks_of
from provenance.accounts.secrets import CLEAR, as_code, new_code

SORT: dict[str, Any] = {"kind": "sort", "items": [{"text": 0, "start": 0, "end": 4, "is_": "fact"}]}


def test_a_task_is_kept_with_a_prompt_of_its_kind() -> None:
    (task,) = clean_tasks([{"kind": "chain"}], [100])
    assert (task.id, task.points, task.hints) == ("t1", 10, ())
    assert task.prompt.startswith("Who said it first")
    assert tasks_of([task.told()]) == [task]


def test_items_to_be_sorted_keep_what_they_are() -> None:
    (task,) = clean_tasks([SORT], [100])
    assert [(item.id, item.is_) for item in task.items] == [("0-0-4", "fact")]
    assert tasks_of([task.told()]) == [task]


@pytest.mark.parametrize(
    ("tasks", "said"),
    [
        ([], "1 to 12 tasks"),
        ([{"kind": "find"}] * 13, "1 to 12 tasks"),
        ("find", "1 to 12 tasks"),
        ([{"kind": "guess"}], "Task 1: choose one of"),
        ([3], "Task 1: choose one of"),
        ([{"kind": "compare"}], "needs 2 text"),
        ([{"kind": "change"}], "needs 2 text"),
        ([{"kind": "find", "id": "a"}, {"kind": "chain", "id": "a"}], "same id"),
        ([{"kind": "find", "hints": ["x"] * 7}], "at most 6 hints"),
        ([{"kind": "find", "hints": [""]}], "Task 1: say it in"),
        ([{"kind": "find", "prompt": "x" * 2001}], "Task 1: say it in"),
        ([{"kind": "find", "points": 101}], "0 to 100 points"),
        ([{"kind": "find", "points": True}], "0 to 100 points"),
        ([{"kind": "sort"}], "mark 1 to 40 places"),
        ([{**SORT, "items": SORT["items"] * 2}], "sorted twice"),
        ([{**SORT, "items": [{"text": 0, "start": 90, "end": 101}]}], "item 1 are not in"),
        ([{**SORT, "items": [{"text": 0, "start": 0, "end": 4, "is_": "lie"}]}], "item 1 is one"),
    ],
)
def test_what_makes_no_task_is_named(tasks: Any, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        clean_tasks(tasks, [100])
    assert said in refused.value.message_dict["tasks"][0]


# --- names ----------------------------------------------------------------------------------


def test_markup_in_a_name_stays_the_text_it_is() -> None:
    assert clean_name("  <b>Kim</b>\n\t") == "<b>Kim</b>"


@pytest.mark.parametrize("typed", ["", " \n", "\u200b\u202e", "x" * 61, "\x00\x07"])
def test_a_name_is_something_one_can_read_out(typed: str) -> None:
    with pytest.raises(ValidationError):
        clean_name(typed)


@given(st.text(max_size=80))
def test_a_clean_name_is_clean(typed: str) -> None:
    try:
        name = clean_name(typed)
    except ValidationError:
        return
    assert clean_name(name) == name
    assert name.isprintable()


def test_names_that_look_alike_are_the_same() -> None:
    assert same_name("KIM", "kim")
    assert same_name("\uff2bim", "Kim")
    assert not same_name("Kim", "Kima")


# --- codes ----------------------------------------------------------------------------------


@given(st.integers(1, 4))
def test_a_code_is_found_again_however_it_is_typed(groups: int) -> None:
    code = new_code(groups)
    assert set(code) <= set(CLEAR) | {"-"}
    assert as_code(f" {code.upper().replace('-', ' ')} ") == code


# --- groups ---------------------------------------------------------------------------------


@given(st.integers(0, 40), st.integers(2, 6), st.integers())
def test_everyone_is_in_one_group_and_groups_are_even(n: int, size: int, seed: int) -> None:
    groups = shuffled(range(n), size, seed=seed)
    assert sorted(one for group in groups for one in group) == list(range(n))
    sizes = {len(group) for group in groups}
    assert not sizes or max(sizes) - min(sizes) <= 1


def test_those_who_met_are_kept_apart_as_far_as_it_goes() -> None:
    before = [frozenset({1, 2, 3}), frozenset({4, 5, 6}), frozenset({7, 8, 9})]
    groups = shuffled(range(1, 10), 3, before, seed=4)
    met = {pair for group in before for pair in combinations(sorted(group), 2)}
    again = {pair for group in groups for pair in combinations(sorted(group), 2)} & met
    assert len(again) <= 2
