"""The anchoring benchmark knows the truth from how each edit was made, and counts lies as lies."""

import argparse
import json
import random
from unicodedata import normalize

import pytest

from benchmarks import anchoring
from benchmarks._scene import KINDS, Case, apply, shifted
from provenance.sources.anchoring import Anchor

NAMES = ["Berg", "Hill", "Okoro", "Lund", "Sato", "Diaz"]
VERBS = ["said", "will visit", "could not reach", "has left", "may close", "is near"]
THINGS = ["the dam", "a ferry", "the old bridge", "two schools", "the harbour office", "no road"]


# Each article has a manner of its own, so that a sentence of another is plainly a stranger.
MANNERS = [
    "On day {n} the councillor {who} {verb} {what}, and “{other} near café {m}” stayed shut.",
    "According to {who}, reopening {what} took {m} weeks; nobody {verb} {other} before May {n}.",
    "Residents of Lower Street, {n} in all, wrote that {what} {verb} {other} (photograph: {who}).",
    "“Everything considered, {m} complaints are not many,” {who} answered. So {what} {verb} {n}.",
]


def article(seed: int) -> str:
    """Invented sentences with names, numbers, modals, negations and quotation marks."""
    dice = random.Random(seed)

    def sentence() -> str:
        return MANNERS[seed % len(MANNERS)].format(
            n=dice.randint(2, 900),
            m=dice.choice(["three", "seven", "14", "60"]),
            who=dice.choice(NAMES),
            verb=dice.choice(VERBS),
            what=dice.choice(THINGS),
            other=dice.choice(THINGS),
        )

    return "\n\n".join(" ".join(sentence() for _ in range(4)) for _ in range(6))


@pytest.fixture
def data(tmp_path):
    bodies = {str(n): {"articleBody": article(n)} for n in range(8)}
    (tmp_path / "ground-truth.json").write_text(json.dumps(bodies), encoding="utf-8")
    return tmp_path


def options(**changes):
    usual = {"edits": 200, "seed": 1, "without_old": False, "kinds": False, "show": 0}
    return argparse.Namespace(**{**usual, **changes})


def test_every_kind_of_edit_can_be_made_and_says_where_the_passage_went(data):
    made = {}
    for case in anchoring.cases(anchoring.read(data), 2 * len(KINDS), seed=3):
        made[case.kind] = case
        if case.right & {"exact", "moved"}:
            words = case.old[case.start : case.end]
            for start, end in case.places:
                assert _letters(case.new[start:end]) == _letters(words)
        assert bool(case.places) == (case.right != {"gone"})
    assert set(made) == set(KINDS)


def _letters(text: str) -> list[str]:
    """Plain letters and digits: what no harmless edit touches."""
    return [c for c in normalize("NFC", text) if c.isascii() and c.isalnum()]


def test_the_same_seed_makes_the_same_cases(data):
    articles = anchoring.read(data)
    assert list(anchoring.cases(articles, 50, 5)) == list(anchoring.cases(articles, 50, 5))


def test_the_figures_are_those_of_the_contract(data):
    figures = anchoring.run(data, options())
    assert {"edits", "recall", "status_right", "silent_wrong"} <= set(figures)
    assert figures["edits"] == 200
    assert figures["silent_wrong"] == 0
    assert figures["recall"] > 0.9


CASE = Case("number", "a 12 b", "a 13 b", 2, 4, frozenset({"changed"}), ((2, 4),))
MOVED = Case("insert", "abc def", "xyz abc def", 4, 7, frozenset({"moved"}), ((8, 11),))


@pytest.mark.parametrize(
    ("case", "anchor", "silent", "right"),
    [
        (CASE, Anchor("changed", 2, 4), 0, 1),
        (CASE, Anchor("moved", 2, 4), 1, 0),
        (CASE, Anchor("changed", 0, 1), 0, 0),
        (CASE, Anchor("gone"), 0, 0),
        (MOVED, Anchor("moved", 8, 11), 0, 1),
        (MOVED, Anchor("exact", 8, 11), 0, 0),
        (MOVED, Anchor("moved", 4, 7), 1, 0),
        (MOVED, Anchor("ambiguous"), 0, 0),
    ],
)
def test_an_answer_is_counted_for_what_it_is(case, anchor, silent, right):
    tally = anchoring.Tally(0)
    tally.add(case, anchor)
    tally.add(MOVED, Anchor("moved", 8, 11))
    figures = tally.figures()
    assert figures["silent_wrong"] == silent
    assert figures["status_right"] == (right + 1) / 2


def test_a_passage_is_shifted_by_what_comes_before_it_and_grows_by_what_comes_into_it():
    text = "one two three"
    edits = [(0, 3, "eleven"), (5, 6, "WW"), (8, 8, "!"), (7, 7, " and")]
    start, end = shifted(edits, 4, 7)
    assert apply(text, edits)[start:end] == "tWWo"
