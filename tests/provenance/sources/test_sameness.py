"""Which names may be one: every rule for what it is there for, and what it must leave alone."""

from typing import Any

import pytest

from provenance.sources.sameness import (
    ENOUGH,
    FOR_OUTLETS,
    FOR_PEOPLE,
    MOST_ALIKE,
    Bearer,
    possibly_same,
)
from provenance.sources.spellings import bare, letters, sound, surname


def bearer(number: int, *names: str, kind: str = "person", **given: Any) -> Bearer:
    sets = {name: frozenset(values) for name, values in given.items()}
    return Bearer(number, names, kind, **sets)


def rules_of(one: Bearer, other: Bearer, rules: Any = FOR_PEOPLE) -> list[str]:
    pairs = possibly_same([one, other], rules)
    return [reason.rule for pair in pairs for reason in pair.reasons]


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("Noa Brand", "Brand, Noa", "order"),
        ("Noa Brand", "Dr. Noa Brand", "order"),
        ("Noa Brand", "N. Brand", "initials"),
        ("Noa M. Brand", "N. M. Brand", "initials"),
        ("Ludwig van Beek", "L. van Beek", "initials"),
        ("Noa Brand", "Noa M. Brand", "middle"),
        ("Noa Brand", "Noa Marit Brand", "middle"),
        ("Mohammed al-Fadil", "Muhammad Al Fadhil", "spelling"),
        ("Aleksandr Petrov", "Alexander Petrov", "spelling"),
        ("Aleksandr Petrov", "Александр Петров", "spelling"),
        ("Jürgen Müller", "Juergen Mueller", "spelling"),
        ("Γιώργος Παππάς", "Giorgos Pappas", "spelling"),
    ],
)
def test_two_spellings_of_one_name_are_found(one: str, other: str, rule: str) -> None:
    assert rule in rules_of(bearer(1, one), bearer(2, other))
    assert rule in rules_of(bearer(1, other), bearer(2, one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Noa Brand", "Nora Brand"),
        ("Noa Brand", "Ida Brand"),
        ("J. Smith", "K. Smith"),
        ("Noa M. Brand", "Noa K. Brand"),
        ("Ann Lee", "Ian Lowe"),
        ("Brand", "Noa"),
        ("Ida", "Ida Roy"),
        ("Staff", "Stuff"),
        ("Maria da Silva", "Maria Santos"),
        ("", "  "),
    ],
)
def test_two_names_are_left_two(one: str, other: str) -> None:
    assert rules_of(bearer(1, one), bearer(2, other)) == []


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("The Guardian Post", "Guardian Post", "bare"),
        ("Eastbank Echo Ltd", "Eastbank Echo", "bare"),
        ("harbourpost.com", "Harbour Post", "together"),
        ("North Wire", "Northwire", "together"),
        ("British Broadcasting Corporation", "BBC", "letters"),
        ("Harbour Post", "Harbor Post", "spelling"),
    ],
)
def test_two_names_of_one_outlet_are_found(one: str, other: str, rule: str) -> None:
    assert rule in rules_of(bearer(1, one), bearer(2, other), FOR_OUTLETS)


@pytest.mark.parametrize(
    ("one", "other"),
    [("The Times", "Sunday Times"), ("Echo", "Post"), ("BBC", "ABC"), ("The", "A")],
)
def test_two_outlets_are_left_two(one: str, other: str) -> None:
    assert rules_of(bearer(1, one), bearer(2, other), FOR_OUTLETS) == []


def test_aliases_speak_as_well() -> None:
    one, other = bearer(1, "Noa Brand", "N. Brand-Roy"), bearer(2, "Noa Brand-Roy")
    assert rules_of(one, other) == ["initials"]


def test_identities_join_and_part() -> None:
    one, other = bearer(1, "Noa", wikidata=["Q1"]), bearer(2, "Ida", wikidata=["Q1"])
    assert rules_of(one, other) == ["wikidata"]
    assert rules_of(bearer(1, "N. Brand", wikidata=["Q1"]), bearer(2, "Noa Brand")) == ["initials"]
    parted = bearer(1, "N. Brand", wikidata=["Q1"]), bearer(2, "Noa Brand", wikidata=["Q2"])
    assert rules_of(*parted) == []
    at = bearer(1, "Echo", domains=["echo.example"]), bearer(2, "Post", domains=["echo.example"])
    assert rules_of(*at, FOR_OUTLETS) == ["domain"]


def test_a_person_and_an_organisation_are_one_only_by_name_or_identity() -> None:
    assert rules_of(bearer(1, "Staff"), bearer(2, "staff", kind="organisation")) == ["name"]
    assert rules_of(bearer(1, "N. Brand"), bearer(2, "Noa Brand", kind="organisation")) == []


def test_one_text_under_two_bylines_is_told() -> None:
    one = bearer(1, "Noa Brand", texts=["t"], articles=[1])
    other = bearer(2, "Kim Lund", texts=["t"], articles=[2])
    pair = possibly_same([one, other], FOR_PEOPLE)[0]
    assert [reason.rule for reason in pair.reasons] == ["bylines"]
    assert "“Noa Brand”" in pair.reasons[0].says


def test_those_who_signed_one_piece_together_are_two() -> None:
    one = bearer(1, "Noa Brand", texts=["t"], articles=[1])
    other = bearer(2, "N. Brand", texts=["t"], articles=[1])
    assert rules_of(one, other) == []


def test_one_outlet_adds_to_a_reason_but_is_none() -> None:
    one, other = bearer(1, "N. Brand", outlets=[5]), bearer(2, "Noa Brand", outlets=[5])
    assert rules_of(one, other) == ["initials", "outlet"]
    assert rules_of(bearer(1, "Ida", outlets=[5]), bearer(2, "Noa", outlets=[5])) == []


def test_the_best_come_first_and_nothing_is_certain() -> None:
    rows = [bearer(1, "Noa Brand"), bearer(2, "N. Brand"), bearer(3, "Brand, Noa")]
    pairs = possibly_same(rows, FOR_PEOPLE)
    assert (pairs[0].one, pairs[0].other) == (1, 3)
    assert all(ENOUGH <= pair.weight < 1 for pair in pairs)
    assert all(pair.one < pair.other for pair in pairs)


def test_a_key_that_very_many_share_says_nothing() -> None:
    crowd = [bearer(n, f"A{'bdfgklmnprtv'[n]}a{n} Smith") for n in range(MOST_ALIKE)]
    assert not possibly_same([*crowd, bearer(99, "A. Smith")], FOR_PEOPLE)


def test_markup_and_other_scripts_do_no_harm() -> None:
    names = ["<script>" * 25, "李明", "محمد الفاضل", "🙂", "́", "x" * 200]
    assert possibly_same([bearer(n, name) for n, name in enumerate(names)], FOR_PEOPLE) == []


def test_pieces_of_names() -> None:
    assert surname("Ludwig van Beek") == "van beek"
    assert surname("Noa") == ""
    assert bare("The Echo.com") == bare("www.echo.com") == "echo"
    assert letters("Bank of the East End") == "bee"
    assert sound("Mohammed") == sound("Muhammad")
