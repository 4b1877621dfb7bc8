"""Suggested points: read from the trace, silent where the key is, never fewer for more."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from claims.classroom.kinds import Kind
from claims.classroom.matching import changes_between
from claims.classroom.rubrics import (
    LEANS_ON_KEY,
    READ_FROM,
    USUAL,
    Criterion,
    Measure,
    clean_criteria,
    criteria_of,
    total_of,
    usual_criteria,
)
from claims.classroom.suggesting import Desk, suggest
from claims.classroom.tasks import Item, Task

TASKS = [
    Task("find", Kind.FIND, "?"),
    Task("chain", Kind.CHAIN, "?"),
    Task("trace", Kind.TRACE, "?"),
    Task("evidence", Kind.EVIDENCE, "?"),
    Task("verdict", Kind.VERDICT, "?"),
    Task("sort", Kind.SORT, "?", items=(Item("i1", 0, 0, 4, "fact"), Item("i2", 0, 5, 9, ""))),
    Task("change", Kind.CHANGE, "?"),
]


def hop(speaker: str, **more: Any) -> dict[str, Any]:
    return {"speaker": speaker, "directness": "direct", "anonymous": False} | more


KEY: dict[str, Any] = {
    "chains": [
        {
            "text": 0,
            "hops": [
                hop("Arn Valley Post", missing=False),
                hop("Northline", missing=False),
                hop("", anonymous=True, missing=False),
                hop("", missing=True),
            ],
        }
    ],
    "origins": 2,
    "evidence": [
        {"stance": "contradicts", "origin": "primary", "address": "https://example.org/log"}
        | {"at": None},
        {"stance": "supports", "origin": "secondary", "address": "", "at": None},
    ],
    "marks": [
        {"at": {"text": 0, "start": 10, "end": 30}},
        {"at": {"text": 0, "start": 400, "end": 430}},
    ],
}
DESK = Desk(KEY, [[(0, 5, 9), (1, 5, 12)]])


def points(measure: Measure, answers: Any, desk: Desk = DESK, task: str = "") -> Any:
    found = suggest(Criterion("c", measure, "x", 12, task), TASKS, answers, desk)
    return found and (found.points, found.reason)


def mark(start: int, end: int, text: int = 0) -> dict[str, Any]:
    return {"at": {"text": text, "start": start, "end": end}}


# --- what each measure reads ----------------------------------------------------------------


def test_the_chain_counts_the_hops_that_the_desk_found() -> None:
    reached = points(Measure.CHAIN, {"chain": {"hops": [hop("the arn valley post")]}})
    assert reached == (
        4.0,
        "Reaches 1 of the 3 hops that the desk found; not Northline and someone unnamed.",
    )
    both = {
        "chain": {"hops": [hop("Post"), hop("", anonymous=True)]},
        "trace": {"hops": [{"who": "NORTHLINE"}]},
    }
    assert points(Measure.CHAIN, both) == (12.0, "Reaches 3 of the 3 hops that the desk found.")
    assert points(Measure.CHAIN, both, task="trace")[0] == 4.0
    many = {"chain": {"hops": [hop(f"Someone {n}") for n in range(30)]}}
    assert points(Measure.CHAIN, many)[0] == 0.0


def test_a_primary_source_is_one_that_the_desk_used_or_one_to_look_at() -> None:
    same = {"trace": {"hops": [{"primary": True, "address": "http://www.example.org/log/"}]}}
    assert points(Measure.PRIMARY, same)[0] == 12.0
    other = {"evidence": {"items": [{"origin": "primary", "address": "https://other.example/"}]}}
    assert points(Measure.PRIMARY, other) == (
        6.0,
        "Names as primary what the desk did not use: https://other.example/. Look at it.",
    )
    assert points(Measure.PRIMARY, {"trace": {"hops": [{"primary": True, "who": ""}]}})[0] == 0.0
    nonsense = {"trace": {"hops": [{"primary": True, "address": "http://[half"}]}}
    assert points(Measure.PRIMARY, nonsense)[0] == 6.0


@pytest.mark.parametrize(("said", "expected"), [(2, 12), (1, 6), (3, 6), (9, 0), (None, 0)])
def test_origins_are_held_against_the_desks_count(said: int | None, expected: float) -> None:
    assert points(Measure.ORIGINS, {"trace": {"origins": said}})[0] == expected


def test_both_sides_need_something_behind_them() -> None:
    for_it = {"stance": "supports", "reason": "They were there."}
    assert points(Measure.SIDES, {"evidence": {"items": [for_it]}}) == (
        6.0,
        "Has something for it, nothing against it.",
    )
    bare = {"stance": "contradicts", "reason": "", "address": "", "at": None}
    assert points(Measure.SIDES, {"evidence": {"items": [for_it, bare]}})[0] == 6.0
    assert points(
        Measure.SIDES, {"evidence": {"items": [for_it, bare | {"at": mark(0, 4)["at"]}]}}
    ) == (
        12.0,
        "Has something for it and against it.",
    )


def test_marks_count_where_the_desk_marked_and_many_others_are_told_not_punished() -> None:
    said = points(Measure.CLAIMS, {"find": {"marks": [mark(8, 32), mark(100, 120)]}})
    assert said == (6.0, "Marks 1 of the 2 places that the desk marked, and 1 more.")
    everything = {"find": {"marks": [mark(0, 5000)]}}
    assert points(Measure.CLAIMS, everything)[0] == 0.0


def test_changes_are_those_between_the_two_versions() -> None:
    assert points(Measure.CHANGES, {"change": {"marks": [mark(6, 12, text=1)]}})[0] == 12.0
    assert points(Measure.CHANGES, {"change": {"marks": [mark(20, 30)]}})[0] == 0.0
    assert changes_between(["The pier closed.", "The pier opened."]) == [[(0, 9, 15), (1, 9, 15)]]
    assert changes_between(["one"]) == []


def test_only_items_with_an_answer_are_held_against_it() -> None:
    assert points(Measure.SORTED, {"sort": {"labels": {"i1": "fact", "i2": "opinion"}}}) == (
        12.0,
        "1 of 1 sorted as the key says.",
    )
    assert points(Measure.SORTED, {"sort": {"labels": {"i1": "opinion"}}})[0] == 0.0


def test_a_reason_is_there_or_not_and_judging_it_is_the_teachers() -> None:
    assert points(Measure.REASON, {}) == (0.0, "No reason is given.")
    short = points(Measure.REASON, {"verdict": {"reason": "It is so."}})
    assert short == (
        6.0,
        "Gives a reason of only 3 words; whether it holds is yours to say.",
    )
    long = {"verdict": {"reason": "The harbour log of that day says that it was open."}}
    assert points(Measure.REASON, long)[0] == 12.0
    unspaced = {"verdict": {"reason": "港口当天的日志说它是开放的"}}
    assert points(Measure.REASON, unspaced)[0] == 12.0


def test_sift_and_digipo_look_at_the_moves() -> None:
    done = {"find": {"marks": [mark(0, 4)]}, "chain": {"hops": [hop("Northline")]}}
    assert points(Measure.SIFT, done) == (
        6.0,
        "2 of 4 moves done; not: find better coverage and trace to the origin.",
    )
    assert points(Measure.DIGIPO, {}) == (0.0, "Level 0 of 4.")
    assert points(Measure.DIGIPO, done) == (3.0, "Level 1 of 4: says who is behind it.")


# --- silence --------------------------------------------------------------------------------


@pytest.mark.parametrize("measure", sorted(LEANS_ON_KEY - {Measure.SORTED}))
def test_where_the_key_says_nothing_nothing_is_suggested(measure: Measure) -> None:
    silent: list[dict[str, Any]] = [
        {},
        {"chains": [], "origins": None, "evidence": [], "marks": []},
    ]
    for key in silent:
        assert points(measure, {"find": {"marks": [mark(0, 5)]}}, Desk(key)) is None


def test_a_key_that_leaves_fields_out_is_read_all_the_same() -> None:
    sparse = {"chains": [{}, {"hops": [{}]}], "evidence": [{}], "marks": [{}]}
    work = {"chain": {"hops": [hop("Northline")]}, "evidence": {"items": [{}]}}
    for measure in Measure:
        points(measure, work, Desk(sparse))
    assert points(Measure.CHAIN, work, Desk(sparse))[0] == 0


def test_free_ones_are_the_teachers_alone() -> None:
    assert points(Measure.FREE, {"verdict": {"reason": "x " * 50}}) is None


def test_a_task_that_is_gone_suggests_nothing() -> None:
    assert suggest(Criterion("c", Measure.CHAIN, "x", 5, "gone"), TASKS, {}, DESK) is None


# --- more of the trace, never fewer points --------------------------------------------------

names = st.sampled_from(["Arn Valley Post", "Northline", "", "Nobody we know", "Post"])
addresses = st.sampled_from(["", "https://example.org/log", "https://other.example/a", "not one"])
text = st.sampled_from(["", "So.", "Because the log of the harbour says so and nobody denies it."])
places = st.none() | st.tuples(st.integers(0, 1), st.integers(0, 500), st.integers(1, 400)).map(
    lambda at: {"text": at[0], "start": at[1], "end": at[1] + at[2]}
)
marks = places.filter(bool).map(lambda at: {"at": at, "statement": ""})
hops = st.fixed_dictionaries(
    {"speaker": names, "anonymous": st.booleans(), "directness": st.sampled_from(["", "own_voice"])}
)
steps = st.fixed_dictionaries({"who": names, "address": addresses, "primary": st.booleans()})
searches = st.fixed_dictionaries({"sought": text, "address": addresses})
items = st.fixed_dictionaries(
    {
        "stance": st.sampled_from(["", "supports", "contradicts", "context"]),
        "origin": st.sampled_from(["", "primary", "secondary"]),
        "at": places,
        "address": addresses,
        "reason": text,
    }
)
answers = st.fixed_dictionaries(
    {
        "find": st.fixed_dictionaries({"marks": st.lists(marks, max_size=4)}),
        "chain": st.fixed_dictionaries({"hops": st.lists(hops, max_size=4)}),
        "trace": st.fixed_dictionaries(
            {"hops": st.lists(steps, max_size=3), "searches": st.lists(searches, max_size=3)}
            | {"origins": st.none(), "because": text}
        ),
        "evidence": st.fixed_dictionaries({"items": st.lists(items, max_size=4)}),
        "verdict": st.fixed_dictionaries({"reason": text}),
        "change": st.fixed_dictionaries({"marks": st.lists(marks, max_size=3), "because": text}),
    }
)


def more(less: Any, added: Any) -> Any:
    """The first work with all of the second added to it; a reason is written on."""
    found: dict[str, Any] = {}
    for task, body in less.items():
        found[task] = {}
        for name, value in body.items():
            other = added[task][name]
            found[task][name] = value if value is None else value + other
    return found


@given(answers, answers)
def test_more_of_the_trace_is_never_worth_less(less: Any, added: Any) -> None:
    for measure in Measure:
        before, after = points(measure, less), points(measure, more(less, added))
        assert (before is None) == (after is None)
        if before is not None:
            assert 0 <= before[0] <= after[0] <= 12, (measure, before, after)
            assert (after[0] * 2).is_integer()
            assert after[1].endswith(".")


# --- rubrics --------------------------------------------------------------------------------


def test_the_usual_rubric_shares_out_the_points_of_each_task() -> None:
    usual = usual_criteria(TASKS)
    for task in TASKS:
        assert total_of(one for one in usual if one.task == task.id) == task.points
    assert clean_criteria([one.told() for one in usual], TASKS) == usual
    assert criteria_of(one.told() for one in usual) == usual


def test_every_kind_has_something_that_counts_and_can_be_read() -> None:
    assert set(USUAL) == set(Kind)
    assert all(kind in READ_FROM[measure] for kind, found in USUAL.items() for measure in found)
    assert usual_criteria([Task("t", Kind.TRACE, "?", points=1)])[0].points == 1
    assert usual_criteria([Task("t", Kind.TRACE, "?", points=0)]) == []


GOOD = {"measure": "free", "label": "Care", "points": 5}


@pytest.mark.parametrize(
    "bad",
    [
        None,
        [],
        [GOOD] * 21,
        ["x"],
        [GOOD | {"measure": "guess"}],
        [GOOD | {"points": 0}],
        [GOOD | {"points": True}],
        [GOOD | {"points": 101}],
        [GOOD | {"points": "5"}],
        [GOOD | {"label": "x" * 121}],
        [GOOD | {"label": 3}],
        [GOOD | {"task": "none"}],
        [GOOD | {"measure": "sorted", "task": "find"}],
        [GOOD | {"id": "a"}, GOOD | {"id": "a"}],
    ],
)
def test_what_is_no_rubric_is_refused(bad: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        clean_criteria(bad, TASKS)
    assert "criteria" in refused.value.message_dict
