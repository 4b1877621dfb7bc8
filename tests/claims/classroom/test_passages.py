"""An answer in words, and words that two students share."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from claims.classroom.alike import Typed, alike
from claims.classroom.answers import SHAPES, Ground, clean_body
from claims.classroom.kinds import Kind
from claims.classroom.passages import CHOICES, TYPED, cut, groups_of, lines_of, typed_in
from claims.classroom.tasks import Item, Task

TEXT = "The pier closed on 3 May, an official said."
AT = {"text": 0, "start": 4, "end": 8}


def test_an_answer_is_told_row_by_row_with_what_it_quotes() -> None:
    body = {
        "hops": [
            {"speaker": "Post", "directness": "indirect", "anonymous": True, "cue": AT, "note": ""}
        ]
    }
    (group,) = groups_of(Task("t", Kind.CHAIN, "?"), body, [TEXT])
    assert group.title == "Hop 1"
    assert [(line.label, line.words) for line in group.lines] == [
        ("Who says it", "Post"),
        ("Without a name", "yes"),
        ("How", "reported"),
        ("Which words say so", "“pier”"),
    ]
    assert [line.path for line in group.lines if line.typed] == ["hops.0.speaker"]


def test_choices_are_told_in_words() -> None:
    verdict = {"rating": "false", "confidence": 0, "reason": ""}
    (group,) = groups_of(Task("t", Kind.VERDICT, "?"), verdict, [], {"false": "False"})
    assert [line.words for line in group.lines] == ["False", "0"]
    task = Task("t", Kind.SORT, "?", items=(Item("i1", 0, 4, 8, "fact"),))
    (group,) = groups_of(task, {"labels": {"i1": "scare_quotes", "i9": "fact"}}, [TEXT])
    assert [(line.label, line.words) for line in group.lines] == [
        ("“pier”", "scare quotes"),
        ("i9", "fact"),
    ]


def test_every_field_of_every_kind_is_told() -> None:
    """A field that is added to an answer is not forgotten on the page that grades it."""
    ground = Ground([100], ["i1"], list(CHOICES["labels"]), ["false"])
    values = {"origins": 2, "confidence": 50, "labels": {"i1": "fact"}, "rating": "false"}
    columns = {
        "hops": {Kind.CHAIN: ["speaker", "note"], Kind.TRACE: ["who", "address", "note"]},
        "marks": {Kind.FIND: ["statement"], Kind.COMPARE: ["note"], Kind.CHANGE: ["note"]},
        "items": {Kind.EVIDENCE: ["address", "reason"]},
        "searches": {Kind.TRACE: ["sought", "place", "found", "address"]},
    }
    for kind, shape in SHAPES.items():
        sent: dict[str, Any] = {}
        for name in shape:
            if name in columns:
                row = dict.fromkeys(columns[name][kind], "words")
                sent[name] = [row | ({"at": AT} if name == "marks" else {})]
            else:
                sent[name] = values.get(name, "unclear" if name == "relation" else "words")
        body = clean_body(kind, sent, ground)
        task = Task("t", kind, "?", items=(Item("i1", 0, 4, 8),))
        told = {path.split(".")[0] for path in lines_of(task, body)}
        assert told == set(shape), kind
        typed = [line for _, line in typed_in([task], {"t": body})]
        assert all(line.words == "words" and line.path.split(".")[-1] in TYPED for line in typed)


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 39), st.integers(1, 40))))
def test_words_are_cut_and_nothing_is_lost(words: str, places: list[tuple[int, int]]) -> None:
    spans = {
        n: (start, min(start + length, len(words)))
        for n, (start, length) in enumerate(places, 1)
        if start < len(words)
    }
    pieces = cut(words, spans)
    assert "".join(piece.words for piece in pieces) == words
    for number, (start, end) in spans.items():
        assert "".join(p.words for p in pieces if number in p.numbers) == words[start:end]


COPIED = "nobody who was at the pier that morning saw any ship come in or go out"


def typed(work: int, words: str) -> Typed:
    return Typed(work, "verdict", "Why", words)


def test_the_same_wording_is_found_with_both_places() -> None:
    (found,) = alike(
        [
            typed(1, f"I think: {COPIED}, so no."),
            typed(2, f"{COPIED.upper()}!"),
            typed(3, "Something else altogether, in words that are entirely of my own making."),
        ],
        [TEXT],
    )
    assert found.one.shared == COPIED
    assert (found.one.before, found.one.after) == ("I think: ", ", so no.")
    assert found.other.shared == COPIED.upper()
    assert found.length == 16


def test_what_the_class_was_given_and_what_one_work_repeats_is_no_hint() -> None:
    assert not alike([typed(1, COPIED), typed(2, COPIED)], [f"As we know, {COPIED}."])
    assert not alike([typed(1, COPIED), typed(1, COPIED)], [])
    assert not alike([typed(1, "too short to say"), typed(2, "too short to say")], [])


def test_the_longest_come_first_and_three_are_three_pairs() -> None:
    longer = f"{COPIED} while the bells of the old church were ringing"
    found = alike([typed(1, longer), typed(2, COPIED), typed(3, longer)], [])
    assert [(one.one.typed.work, one.other.typed.work, one.length) for one in found] == [
        (1, 3, 25),
        (1, 2, 16),
        (2, 3, 16),
    ]
