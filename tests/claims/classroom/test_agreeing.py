"""How far a class agrees, in words: equal to what is worked out by hand, and silent where due."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.classroom.agreeing import agreement, over_verdicts
from claims.classroom.comparing import Choice, Ground
from claims.classroom.tasks import Task, clean_tasks

TEXT = "One two three four five six. Seven eight nine ten eleven twelve."
CHOICES = [Choice(one, one.title(), one) for one in ("false", "mixed", "true")]
ITEMS = [{"text": 0, "start": at, "end": at + 1, "is_": "fact"} for at in range(12)]
KEY: dict[str, Any] = {"marks": [{"at": {"text": 0, "start": 0, "end": 28}}]}
GROUND = Ground([TEXT], CHOICES, KEY)


def task(kind: str, **more: Any) -> Task:
    return clean_tasks([{"id": "t", "kind": kind, **more}], [len(TEXT)])[0]


def told(kind: str, bodies: list[Any], **more: Any) -> dict[str, Any]:
    found = agreement(task(kind, **more), [{"t": body} for body in bodies], GROUND)
    return {one.name: one for one in found}


def marking(*spans: tuple[int, int]) -> dict[str, Any]:
    return {"marks": [{"at": {"text": 0, "start": start, "end": end}} for start, end in spans]}


def test_one_question_tells_the_share_of_equal_pairs_alone() -> None:
    found = told("verdict", [{"rating": one} for one in ("true", "true", "true", "false")])
    assert list(found) == ["Equal pairs"]
    assert found["Equal pairs"].value == pytest.approx(3 / 6)
    assert "in 50 of 100 cases they give the same answer" in found["Equal pairs"].words


def test_marks_of_the_same_words_agree_fully_and_are_held_against_the_desk() -> None:
    found = told("find", [marking((0, 28)), marking((0, 28)), marking((0, 28))])
    assert found["Krippendorff’s alpha"].value == pytest.approx(1)
    assert found["F1 against the desk"].value == pytest.approx(1)
    assert "very well" in found["Krippendorff’s alpha"].words


def test_no_two_figures_of_a_task_have_one_name() -> None:
    tasks = clean_tasks([{"id": "t", "kind": "compare"}], [len(TEXT)] * 2)
    works = [{"t": {**marking((0, 28)), "relation": "unclear"}}] * 2
    names = [one.name for one in agreement(tasks[0], works, Ground([TEXT, TEXT], CHOICES, KEY))]
    assert names == ["Equal pairs, how they stand", "Equal pairs", "Krippendorff’s alpha"]


def test_f1_against_the_desk_is_the_mean_of_the_works() -> None:
    found = told("find", [marking((0, 28)), marking((28, 56))])
    one = found["F1 against the desk"]
    assert (one.value, one.low, one.high) == pytest.approx((0.5, 0.0, 1.0))
    assert "the nearest 100 in 100, the farthest 0 in 100" in one.words


def test_marks_that_miss_each_other_agree_less_than_luck() -> None:
    found = told("find", [marking((0, 28)), marking((28, len(TEXT)))])
    assert found["Krippendorff’s alpha"].value < 0
    assert "hardly at all" in found["Krippendorff’s alpha"].words


def test_sorting_has_every_coefficient_and_is_held_against_the_key() -> None:
    halves = {f"0-{n}-{n + 1}": "fact" if n < 6 else "opinion" for n in range(12)}
    found = told("sort", [{"labels": halves}] * 3, items=ITEMS)
    assert found["Fleiss’ kappa"].value == pytest.approx(1)
    assert found["Krippendorff’s alpha"].value == pytest.approx(1)
    against = found["Cohen’s kappa, most of us against the key"]
    assert against.value == pytest.approx(0)


def test_few_items_are_too_few_and_missing_answers_are_no_disagreement() -> None:
    few = told("sort", [{"labels": {"0-0-1": "fact"}}] * 2, items=ITEMS)
    assert few["Equal pairs"].value is None
    assert few["Equal pairs"].words.startswith("1 item: too few to tell")
    labels = {f"0-{n}-{n + 1}": ("opinion", "fact")[n % 2] for n in range(12)}
    some = {"0-0-1": "opinion"}
    found = told("sort", [{"labels": labels}, {"labels": labels}, {"labels": some}], items=ITEMS)
    assert found["Krippendorff’s alpha"].value == pytest.approx(1)


def test_several_verdicts_are_read_together_in_their_order() -> None:
    tasks = clean_tasks([{"id": f"v{n}", "kind": "verdict"} for n in range(10)], [len(TEXT)])
    slugs = ["false", "mixed", "true"]
    work = {f"v{n}": {"rating": slugs[n % 3]} for n in range(10)}
    found = {one.name: one for one in over_verdicts(tasks, [work, work], GROUND)}
    assert found["Krippendorff’s alpha, in order"].value == pytest.approx(1)
    assert over_verdicts(tasks[:1], [work, work], GROUND) == []


def test_with_one_work_nothing_is_said() -> None:
    assert told("verdict", [{"rating": "true"}]) == {}


spans = st.lists(st.tuples(st.integers(0, 30), st.integers(31, len(TEXT))), max_size=3)


@given(st.lists(spans, min_size=2, max_size=5))
def test_figures_stay_in_their_bounds_whatever_is_marked(works: Any) -> None:
    found = told("find", [marking(*one) for one in works])
    for one in found.values():
        assert one.words
        assert one.value is None or -1 <= one.value <= 1
