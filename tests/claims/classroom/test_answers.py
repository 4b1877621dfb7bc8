"""What an answer may say: everything half written, nothing that makes no sense."""

import json
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from claims.classroom.answers import SHAPES, Ground, clean_body, is_empty
from claims.classroom.kinds import Kind

GROUND = Ground([100, 20], ["i1", "i2"], ["fact", "opinion"], ["true", "false"])
SPAN = {"text": 0, "start": 3, "end": 9}


@pytest.mark.parametrize("kind", Kind.values)
def test_nothing_written_yet_is_an_answer_with_every_field_empty(kind: str) -> None:
    body = clean_body(kind, {}, GROUND)
    assert set(body) == set(SHAPES[Kind(kind)])
    assert is_empty(body)


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        ("find", {"marks": [{"at": None}]}, "marks[0].at: mark the words."),
        ("find", {"marks": [{"at": {**SPAN, "end": 101}}]}, "marks[0].at"),
        ("find", {"marks": [{"at": {**SPAN, "text": 2}}]}, "marks[0].at"),
        ("find", {"marks": [{"at": {**SPAN, "start": 9}}]}, "marks[0].at"),
        ("find", {"marks": [{"at": {**SPAN, "start": True}}]}, "marks[0].at"),
        ("find", {"marks": [{"at": SPAN, "who": "x"}]}, "marks[0]: a row has"),
        ("find", {"marks": [{"at": SPAN}] * 201}, "marks: send a list"),
        ("find", {"verdict": "true"}, "has no verdict"),
        ("find", [1], "Send the fields"),
        ("chain", {"hops": [{}, {"directness": "guess"}]}, "hops[1].directness: choose one of"),
        ("chain", {"hops": [{"speaker": "x" * 301}]}, "hops[0].speaker: say it in at most 300"),
        ("chain", {"hops": [{"anonymous": "yes"}]}, "hops[0].anonymous: say yes or no"),
        ("trace", {"origins": -1}, "origins: give a whole number"),
        ("trace", {"origins": 1.5}, "origins: give a whole number"),
        ("evidence", {"items": [{"stance": "maybe"}]}, "items[0].stance"),
        ("verdict", {"rating": "mixed"}, "rating: choose one of true, false"),
        ("verdict", {"confidence": 101}, "confidence: give a whole number"),
        ("verdict", {"reason": 7}, "reason: write words"),
        ("compare", {"relation": "cousins"}, "relation: choose one of"),
        ("sort", {"labels": {"i3": "fact"}}, "labels: these are not the items"),
        ("sort", {"labels": {"i1": "lie"}}, "labels: choose one of"),
    ],
)
def test_what_makes_no_sense_is_named(kind: str, body: Any, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        clean_body(kind, body, GROUND)
    assert said in refused.value.message_dict["body"][0]


def test_marks_are_kept_once_and_in_order() -> None:
    later = {"at": {"text": 0, "start": 30, "end": 40}, "statement": "later"}
    first = {"at": SPAN, "statement": "first"}
    body = clean_body("find", {"marks": [later, first, {**first, "statement": "again"}]}, GROUND)
    assert [mark["statement"] for mark in body["marks"]] == ["again", "later"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
NAMES = sorted({name for shape in SHAPES.values() for name in shape})


@given(st.sampled_from(Kind.values), st.dictionaries(st.sampled_from(NAMES), JSON) | JSON)
def test_whatever_is_sent_is_read_or_refused_and_reading_it_again_changes_nothing(
    kind: str, sent: Any
) -> None:
    try:
        body = clean_body(kind, sent, GROUND)
    except ValidationError:
        return
    assert clean_body(kind, json.loads(json.dumps(body)), GROUND) == body


spans = st.tuples(st.integers(0, 1), st.integers(0, 120), st.integers(0, 120))


@given(st.lists(spans, max_size=8))
def test_kept_marks_always_lie_in_their_text(marks: list[tuple[int, int, int]]) -> None:
    sent = [{"at": {"text": t, "start": s, "end": e}} for t, s, e in marks]
    fits = all(0 <= s < e <= GROUND.lengths[t] for t, s, e in marks)
    try:
        body = clean_body("find", {"marks": sent}, GROUND)
    except ValidationError:
        assert not fits
        return
    assert fits
    assert len(body["marks"]) == len(set(marks))
