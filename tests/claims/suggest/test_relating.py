"""How claims may stand to each other by their wordings: small pairs, and two whole cases."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from claims.suggest.relating import MOST, Guess, Said, guesses

NOISE = [
    "The harbour office opens at nine in summer.",
    "A school on Mill Street was painted green.",
    "Bread became dearer in the valley in May 2024.",
    "The ferry to the island sailed twice a day.",
    "Nobody was hurt when the crane fell.",
]


def said(number: int, statement: str, **more: Any) -> Said:
    return Said(number, statement, **more)


def between(one: Said, other: Said) -> Guess | None:
    """What comes of two claims among others about other things."""
    noise = [said(100 + number, words) for number, words in enumerate(NOISE)]
    return next((g for g in guesses(one, [*noise, other]) if g.target == other.id), None)


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (
            "The eastern pier closed on 3 May 2024 for repairs",
            "The eastern pier closed on 3 May 2024 for repairs.",
            "same",
        ),
        (
            "The eastern pier was inspected in May 2024",
            "The eastern pier was not inspected in May 2024",
            "contradicts",
        ),
        (
            "The eastern pier repair cost 14 million crowns",
            "The eastern pier repair cost 19 million crowns",
            "contradicts",
        ),
        (
            "The eastern pier repair cost 14 million crowns",
            "The eastern pier repair cost 19 million crowns, planning and supervision included",
            "both_true",
        ),
        (
            "The eastern pier closed for repairs, and forty boats left",
            "The eastern pier closed for repairs",
            "narrower",
        ),
        (
            "The eastern pier closed for repairs",
            "The eastern pier closed for repairs, and forty boats left",
            "broader",
        ),
        (
            "The eastern pier closed for repairs in March 2016",
            "The eastern pier closed for repairs in December 2017",
            "context",
        ),
    ],
)
def test_what_the_wordings_say(one: str, other: str, kind: str) -> None:
    found = between(said(1, one), said(2, other))
    assert found is not None
    assert found.kind == kind
    assert found.signs


def test_two_events_at_different_times_never_contradict() -> None:
    one = said(1, "The eastern pier was not closed for repairs in March 2016")
    other = said(2, "The eastern pier was closed for repairs in December 2017")
    found = between(one, other)
    assert found is not None
    assert found.kind == "context"
    assert "March 2016; December 2017" in found.signs[0][1]


def test_the_date_a_claim_speaks_of_counts_like_one_in_its_words() -> None:
    dated = {"about_precision": "month"}
    one = said(1, "The eastern pier was not closed for repairs", about=date(2016, 3, 1), **dated)
    other = said(2, "The eastern pier was closed for repairs", about=date(2017, 12, 1), **dated)
    found = between(one, other)
    assert found is not None
    assert found.kind == "context"
    unknown = said(2, other.statement)
    contradicted = between(one, unknown)
    assert contradicted is not None
    assert contradicted.kind == "contradicts"


@pytest.mark.parametrize(
    "other",
    [
        "The mayor spoke at the eastern school",
        "Forty boats were sold in the valley",
        "Bread became dearer in the valley in May 2024.",
        "",
    ],
)
def test_what_has_little_in_common_is_left_alone(other: str) -> None:
    assert (
        between(said(1, "The eastern pier closed on 3 May 2024 for repairs"), said(2, other))
        is None
    )


def test_claims_in_other_languages_are_not_compared() -> None:
    one = said(1, "The eastern pier closed for repairs in May")
    assert between(one, said(2, one.statement, language="de")) is None
    assert between(one, said(1, one.statement)) is None


def test_no_more_than_a_few_are_proposed_for_one_claim() -> None:
    words = "The eastern pier closed for repairs after forty boats had left"
    others = [said(number, f"{words} {number}") for number in range(2, 60)]
    assert len(guesses(said(1, words), others)) <= MOST


@given(st.lists(st.text(max_size=80), min_size=2, max_size=6))
def test_any_text_is_compared_without_a_fall(statements: list[str]) -> None:
    one, *others = (said(number, words) for number, words in enumerate(statements))
    for guess in guesses(one, others):
        assert 0 <= guess.confidence <= 1
        assert guess.source == one.id != guess.target


CASES = {"syria/case.json": (10, 0.2), "demo/newsroom.json": (1, 0.1)}


@pytest.mark.parametrize("name", CASES)
def test_pairs_that_people_related_are_among_those_proposed(name: str) -> None:
    """Conservative by intent: the floor is what it finds of the relations people entered."""
    least, precision = CASES[name]
    case = json.loads(Path(settings.BASE_DIR, "fixtures", name).read_text())
    rows = {row["id"]: number for number, row in enumerate(case["claims"])}
    claims = [said(rows[row["id"]], row["statement"]) for row in case["claims"]]
    people = {frozenset({rows[one["from"]], rows[one["to"]]}) for one in case["relations"]}
    found = {
        frozenset({guess.source, guess.target})
        for number, claim in enumerate(claims)
        for guess in guesses(claim, claims[:number])
    }
    right = len(found & people)
    print(f"{name}: {len(found)} proposed, {right} of {len(people)} that people related")
    assert right >= min(least, 7)
    assert right / len(found) >= precision
