"""What a class found, put together: figures that add up, whoever comes first."""

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from claims.classroom.comparing import compare
from claims.classroom.tasks import clean_tasks

LABELS = {"false": "False", "mixed": "Mixed", "true": "True"}
SORT = {"id": "sort", "kind": "sort", "items": [{"text": 0, "start": 0, "end": 4, "is_": "fact"}]}
KINDS = ["find", "chain", "trace", "evidence", "verdict"]
TASKS = clean_tasks([*({"id": kind, "kind": kind} for kind in KINDS), SORT], [60])
KEY: dict[str, Any] = {
    "verdict": {"slug": "true"},
    "origins": 1,
    "chains": [{"text": 0, "hops": [{}, {}]}],
    "marks": [{"at": {"text": 0, "start": 0, "end": 10}}],
    "evidence": [{"stance": "supports"}],
}


def compared(works: list[Any], mine: Any = None) -> dict[str, Any]:
    return {one.task.id: one for one in compare(TASKS, works, KEY, [60], LABELS, mine)}


def rated(*slugs: str) -> list[dict[str, Any]]:
    return [{"verdict": {"rating": slug, "confidence": None, "reason": ""}} for slug in slugs]


def bars(one: Any) -> dict[str, int]:
    return {bar.label: bar.count for bar in one.bars}


def test_verdicts_are_counted_and_the_desk_is_marked() -> None:
    one = compared(rated("true", "false", "false"), rated("false")[0])["verdict"]
    assert bars(one) == {"False": 2, "Mixed": 0, "True": 1}
    assert [bar.label for bar in one.bars if bar.is_key] == ["True"]
    assert [bar.label for bar in one.bars if bar.is_mine] == ["False"]
    assert one.talk.startswith("Most of us say “False”, the desk says “True”.")


def test_what_nobody_answered_counts_for_nothing() -> None:
    one = compared([*rated("true"), {}, {"verdict": {"rating": "", "reason": ""}}])["verdict"]
    assert one.answered == 1
    assert one.talk == ""


def test_origins_and_chains_show_the_desks_number_even_where_nobody_has_it() -> None:
    works = [{"trace": {"origins": 3}, "chain": {"hops": [{"speaker": "A"}]}}]
    found = compared(works)
    assert bars(found["trace"]) == {"1": 0, "3": 1}
    assert bars(found["chain"]) == {"1": 1, "2": 0}


def test_evidence_is_counted_by_who_found_any_of_it() -> None:
    works = [{"evidence": {"items": [{"stance": "supports"}] * 4}}, {"evidence": {"items": []}}]
    assert bars(compared(works)["evidence"]) == {"for it": 1, "against it": 0, "context": 0}


def test_sorting_counts_who_said_what_it_is() -> None:
    works = [{"sort": {"labels": {"i1": label}}} for label in ("fact", "opinion", "fact")]
    (bar,) = compared(works)["sort"].bars
    assert (bar.label, bar.count, bar.of) == ("1: fact", 2, 3)


def test_without_the_key_nothing_says_what_an_item_is() -> None:
    works = [{"sort": {"labels": {"i1": "fact"}}}]
    (one,) = [c for c in compare(TASKS, works, {}, [60], LABELS) if c.task.id == "sort"]
    assert one.bars == []


marks = st.lists(st.tuples(st.integers(0, 59), st.integers(1, 60)), max_size=5)


def marked(spans: list[tuple[int, int]]) -> dict[str, Any]:
    places = [{"at": {"text": 0, "start": s, "end": e}} for s, e in spans if s < e]
    return {"find": {"marks": places}}


@given(st.lists(marks, max_size=6), st.randoms())
def test_heat_covers_the_text_once_and_does_not_mind_the_order(works: Any, chance: Any) -> None:
    given_ = [marked(spans) for spans in works]
    (heat,) = compared(given_)["find"].heat
    assert [heat[0].start, heat[-1].end] == [0, 60]
    assert all(one.end == other.start for one, other in pairwise(heat))
    answered = [work for work in given_ if work["find"]["marks"]]
    assert all(0 <= one.count <= len(answered) == one.of for one in heat)
    letters = sum(one.count * (one.end - one.start) for one in heat)
    covered = [
        {n for mark in work["find"]["marks"] for n in range(mark["at"]["start"], mark["at"]["end"])}
        for work in answered
    ]
    assert letters == sum(map(len, covered))
    chance.shuffle(given_)
    assert compared(given_)["find"].heat == [heat]
