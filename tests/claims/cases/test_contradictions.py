"""What speaks against each other, what only seems to, and what is left alone."""

from datetime import date

import pytest

from claims.cases.contradictions import (
    Related,
    Said,
    contradictions,
    different_times,
    times_of,
)
from tests.clocks import spent


def said(pk: int, statement: str, about: str = "", precision: str = "day", **more: object) -> Said:
    day = date.fromisoformat(about) if about else None
    return Said(pk, statement, day, precision if about else "", **more)  # type: ignore[arg-type]


LEFT_2016 = said(1, "Russia withdrew its planes from Syria", "2016-03-01", "month")
LEFT_2017 = said(2, "Russia withdrew its planes from Syria", "2017-12-01", "month")
CLOSED = said(3, "The pier closed on 3 May.")
OPEN = said(4, "The pier did not close on 3 May.")


def test_two_withdrawals_at_different_times_are_no_contradiction() -> None:
    found = contradictions([LEFT_2016, LEFT_2017], [])
    assert found.against == []
    (pair,) = found.apart
    assert (pair.one, pair.other, pair.decided) == (1, 2, False)
    assert pair.times == "They speak of different times: March 2016; December 2017."


def test_a_proposed_contradiction_of_different_times_is_none_either() -> None:
    asked = Related(1, 2, "contradicts", "The numbers differ.", "proposed", 7)
    found = contradictions([LEFT_2016, LEFT_2017], [asked])
    assert (found.against, [one.relation for one in found.apart]) == ([], [7])


def test_what_a_person_found_stands_though_the_times_differ() -> None:
    found = contradictions([LEFT_2017, LEFT_2016], [Related(2, 1, "contradicts", "So.")])
    (pair,) = found.against
    assert (pair.one, pair.other, pair.decided, pair.reason) == (1, 2, True, "So.")
    assert pair.times.startswith("They speak of different times")


def test_a_denial_is_proposed_with_its_reason() -> None:
    (pair,) = contradictions([CLOSED, OPEN], []).against
    assert not pair.decided
    assert pair.reason.startswith("One denies it")


def test_other_numbers_of_the_same_thing_are_proposed() -> None:
    one, other = said(1, "40 boats left the old harbour"), said(2, "60 boats left the old harbour")
    assert [pair.reason[:18] for pair in contradictions([one, other], []).against] == [
        "The numbers differ"
    ]


@pytest.mark.parametrize("state", ["refused", "proposed", "confirmed"])
def test_what_is_recorded_of_a_pair_is_not_proposed_again(state: str) -> None:
    found = contradictions([CLOSED, OPEN], [Related(3, 4, "same", "Once.", state)])
    assert (found.against, found.apart, found.both_true) == ([], [], [])


def test_nothing_is_proposed_to_those_who_only_look_on() -> None:
    assert contradictions([CLOSED, OPEN], [], propose=False).against == []


def test_both_true_is_told_apart_and_only_when_decided() -> None:
    decided = Related(3, 4, "both_true", "Two piers.")
    assert [one.reason for one in contradictions([CLOSED, OPEN], [decided]).both_true] == [
        "Two piers."
    ]
    waiting = Related(3, 4, "both_true", "Two piers?", "proposed")
    assert contradictions([CLOSED, OPEN], [waiting]).both_true == []


def test_context_between_two_times_of_one_thing_is_shown_with_the_person_s_reason() -> None:
    related = Related(1, 2, "context", "Two different withdrawals.")
    (pair,) = contradictions([LEFT_2016, LEFT_2017], [related]).apart
    assert (pair.decided, pair.reason) == (True, "Two different withdrawals.")


def test_other_context_says_nothing() -> None:
    assert contradictions([CLOSED, LEFT_2016], [Related(3, 1, "context", "So.")]).apart == []


def test_a_pair_is_told_once_as_it_was_decided() -> None:
    rows = [Related(3, 4, "contradicts", "By the program.", "proposed")]
    rows += [Related(4, 3, "contradicts", "By a person.")]
    assert [one.reason for one in contradictions([CLOSED, OPEN], rows).against] == ["By a person."]


def test_relations_to_claims_outside_the_case_are_passed_over() -> None:
    assert contradictions([CLOSED], [Related(3, 99, "contradicts", "So.")]).against == []


def test_decided_pairs_come_first_then_those_of_different_texts() -> None:
    here, there = frozenset({1}), frozenset({2})
    same = [said(1, "Nobody left.", texts=here), said(2, "All left.", texts=here)]
    apart = [said(3, "It is cold.", texts=here), said(4, "It is warm.", texts=there)]
    rows = [Related(1, 2, "contradicts", "a"), Related(3, 4, "contradicts", "b")]
    found = contradictions([*same, *apart], rows)
    assert [(one.reason, one.across) for one in found.against] == [("b", True), ("a", False)]


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        (said(1, "x", "2016-03-01", "month"), said(2, "x", "2016-03-14"), False),
        (said(1, "x", "2016-03-01", "month"), said(2, "x", "2016-01-01", "year"), False),
        (said(1, "x", "2016-03-14"), said(2, "x", "2016-03-15"), True),
        (said(1, "x"), said(2, "x", "2016-03-15"), False),
        (said(1, "It fell in March 2016"), said(2, "It fell in April 2016"), True),
        (said(1, "It fell in 2016"), said(2, "It fell in April 2016"), False),
    ],
)
def test_times_differ_only_where_both_are_known_and_no_day_is_common(
    one: Said, other: Said, differ: bool
) -> None:
    assert bool(different_times(one, other)) is differ
    assert bool(different_times(other, one)) is differ


def test_a_claim_that_names_no_time_has_none() -> None:
    assert times_of(said(1, "In room 2016b nobody slept")) == []


def test_claims_in_two_languages_are_not_compared() -> None:
    other = said(4, "The pier did not close on 3 May.", language="fr")
    assert contradictions([CLOSED, other], []).against == []


def test_two_thousand_claims_of_one_pattern_take_no_second() -> None:
    many = [said(n, f"The depot number {n} was closed by the port in spring") for n in range(2000)]
    _, seconds = spent(lambda: contradictions(many, []))
    assert seconds < 2.0
