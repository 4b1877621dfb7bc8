"""Differences cover both texts, read like an editor's marks, and pass over what doesn't count."""

import random
import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.sources.differences import diff, matches
from provenance.sources.folding import fold

OLD = "The dam at Harrow burst on Monday. Twelve people were hurt, said Ann Berg."


def told(old: str, new: str) -> list[tuple[str, str, str]]:
    """The steps as (op, old words, new words), agreements left out."""
    return [
        (c.op, old[c.old_start : c.old_end].strip(), new[c.new_start : c.new_end].strip())
        for c in diff(old, new)
        if c.op != "equal"
    ]


@pytest.mark.parametrize(
    ("new", "steps"),
    [
        (OLD, []),
        (OLD.replace("Twelve", "Fourteen"), [("replace", "Twelve", "Fourteen")]),
        (OLD.replace(" were", " were not"), [("insert", "", "not")]),
        (OLD.replace(" at Harrow", ""), [("delete", "at Harrow", "")]),
        (OLD.replace("Berg", "Bergen"), [("replace", "Berg", "Bergen")]),
        (OLD.replace("burst", '"burst"'), [("insert", "", '"'), ("insert", "", '"')]),
        ("Update. " + OLD, [("insert", "", "Update.")]),
        (OLD + " It rains.", [("insert", "", "It rains.")]),
        ("", [("delete", OLD, "")]),
    ],
)
def test_an_edit_is_told_by_its_words(new, steps):
    assert told(OLD, new) == steps


@pytest.mark.parametrize(
    "new",
    [
        OLD.replace(" ", "\n"),
        OLD.replace("burst", "bu\u00adrst"),
        OLD.replace(". ", ".\n\n   "),
    ],
)
def test_wrapping_is_no_difference(new):
    assert told(OLD, new) == []


def test_typography_and_normal_form_are_no_difference():
    old = "Die Brücke “hält”, sagt Jörg."
    assert told(old, unicodedata.normalize("NFD", old.replace("“", '"').replace("”", '"'))) == []


def test_a_rewritten_sentence_is_one_change_not_crumbs():
    old = "Before. The mayor of the town said that the water was clean. After it all."
    new = "Before. Officials in the county denied that any of the tests had failed. After it all."
    steps = told(old, new)
    assert len(steps) == 1
    assert steps[0][1].startswith("The mayor")


def test_languages_without_spaces_are_compared_by_character():
    assert told("大坝在星期一决堤。", "大坝在星期二决堤。") == [("replace", "一", "二")]


WORD = st.sampled_from(
    ["dam", "Ann", "12", "13", "not", ".", ",", '"', "“", "é", "e\u0301", "水", "🦊"]
)
TEXTS = st.lists(st.tuples(WORD, st.sampled_from([" ", "\n", ""])), max_size=25).map(
    lambda pairs: "".join(a + b for a, b in pairs)
)


@given(old=TEXTS, new=TEXTS)
def test_steps_cover_both_texts_in_order(old, new):
    steps = diff(old, new)
    assert fold("".join(old[s.old_start : s.old_end] for s in steps)) == fold(old)
    assert fold("".join(new[s.new_start : s.new_end] for s in steps)) == fold(new)
    for before, after in pairwise(steps):
        assert (before.old_end, before.new_end) == (after.old_start, after.new_start)
        assert "equal" in (before.op, after.op)
        assert before.op != after.op


@given(old=TEXTS, new=TEXTS)
def test_what_is_called_equal_is_equal(old, new):
    for step in diff(old, new):
        if step.op == "equal":
            ours, theirs = old[step.old_start : step.old_end], new[step.new_start : step.new_end]
            assert fold(ours) == fold(theirs)


def test_long_texts_are_compared_quickly():
    chance = random.Random(7)
    words = [f"{chance.choice('bdfgklmn')}{chance.choice('aeiou')}{n % 700}" for n in range(18_000)]
    edited = [w if chance.random() > 0.02 else "changed" for w in words]
    old, new = " ".join(words), " ".join(edited)
    assert len(old) > 90_000
    began = time.thread_time()
    steps = told(old, new)
    assert time.thread_time() - began < 2
    assert 250 < len(steps) < 450


def test_very_long_texts_are_aligned_by_what_they_hold_once():
    old = [f"item{n}" for n in range(21_000)]
    new = [*old[:500], "new", *old[700:9_000], *old[12_000:], *old[9_000:12_000]]
    new[5_000] = "other"
    assert matches(old, new) == [
        (0, 0, 500),
        (700, 501, 4499),
        (5_200, 5_001, 3_800),
        (12_000, 8_801, 9_000),
    ]


def test_texts_with_nothing_in_common_are_one_replacement():
    (step,) = diff("one two three " * 4000, "four five six " * 4000)
    assert step.op == "replace"
