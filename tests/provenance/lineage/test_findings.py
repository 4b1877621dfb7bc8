"""What is wrong with a chain is told, and what is right is not."""

from datetime import date
from typing import Any

import pytest

from provenance.lineage.circles import Step, circles
from provenance.lineage.findings import (
    Finding,
    about_circles,
    about_dates,
    about_hops,
    about_number,
    in_order,
)
from provenance.lineage.graph import independent_origins
from provenance.lineage.roots import Copy, Known
from provenance.lineage.texts import Period, Said, Text, period
from provenance.lineage.ties import Item


def on(day: int, month: int = 5) -> Period:
    return period(date(2024, month, day))


def text(id: int = 1, *said: Said, when: Period | None = None) -> Text:
    return Text(id, id, f"Paper {id}", when or on(4), said=said)


def codes(found: Any) -> list[tuple[str, str]]:
    return [(one.code, one.severity) for one in found]


def known(**days: Period) -> dict[int, Known]:
    return {int(pk[1:]): Known(int(pk[1:]), f"Paper {pk[1:]}", day) for pk, day in days.items()}


# --- how many -------------------------------------------------------------------------------


def test_one_origin_of_many_is_a_warning_that_says_why() -> None:
    same = frozenset({7})
    found = about_number(
        independent_origins([Item(1, authors=same), Item(2, authors=same)]), "text"
    )
    assert codes(found) == [("single_source", "warning")]
    assert found[0].says == "All 2 texts go back to one origin: same author."
    assert found[0].items == (1, 2)


def test_one_item_alone_is_a_note_and_two_origins_or_none_are_nothing() -> None:
    assert codes(about_number(independent_origins([Item(1)]), "item")) == [("one_item", "note")]
    assert about_number(independent_origins([Item(1), Item(2)]), "item") == []
    assert about_number(independent_origins([]), "item") == []


# --- hops -----------------------------------------------------------------------------------

HAPPENED = on(3)


@pytest.mark.parametrize(
    ("hop", "wanted"),
    [
        (Said("Mira Tal"), []),
        (Said("Mira Tal", has_cue=False), [("no_cue", "note")]),
        (Said("Mira Tal", has_cue=False, known="outside"), []),
        (Said("Mira Tal", known="inferred"), [("inferred_hop", "warning")]),
        (Said("", "own", has_cue=False), []),
        (Said("", "missing", has_cue=False), [("missing_link", "note")]),
        (Said("officials", "unnamed"), [("unnamed_origin", "note")]),
        (Said("Mira Tal", when=on(2)), [("cannot_have_known", "warning")]),
        (Said("Mira Tal", when=on(3)), []),
        (Said("Mira Tal", when=period(date(2024, 5, 1), "month")), []),
    ],
)
def test_a_hop_that_nothing_supports_is_found(hop: Said, wanted: list[tuple[str, str]]) -> None:
    assert codes(about_hops([text(1, hop)], HAPPENED)) == wanted


def test_what_is_true_of_many_texts_is_told_once() -> None:
    (found,) = about_hops([text(n, Said("Mira Tal", has_cue=False)) for n in range(1, 7)])
    assert found.says == (
        "No words are marked that say that Mira Tal said it: Paper 1; Paper 2; Paper 3; 3 more."
    )
    assert found.items == (1, 2, 3, 4, 5, 6)


def test_nobody_speaks_too_early_of_what_has_no_date() -> None:
    assert about_hops([text(1, Said("Mira Tal", when=on(2)))]) == []


# --- dates ----------------------------------------------------------------------------------


def test_a_copy_that_is_older_than_its_source_is_named() -> None:
    found = about_dates([text(1), text(2)], [Copy(2, 1)], known(a1=on(4), a2=on(2)))
    assert codes(found) == [("copy_before_source", "serious")]
    assert found[0].items == (1, 2)
    assert "Paper 2 is recorded as a copy of Paper 1, but came out before it" in found[0].says


@pytest.mark.parametrize("day", [on(4), on(5), Period(), period(date(2024, 1, 1), "year")])
def test_a_copy_that_may_be_younger_is_fine(day: Period) -> None:
    assert about_dates([text(1)], [Copy(2, 1), Copy(2, "North")], known(a1=on(4), a2=day)) == []


def test_a_hop_after_its_text_is_named() -> None:
    found = about_dates([text(1, Said("Mira Tal", when=on(6)))], [], {})
    assert codes(found) == [("hop_after_text", "serious")]
    assert about_dates([text(1, Said("", "own", when=on(6)))], [], {}) == []


def test_hops_in_the_wrong_order_are_named() -> None:
    chain = Said("Mira Tal", when=on(3)), Said("", "missing"), Said("The port", when=on(2))
    assert codes(about_dates([text(1, *chain)], [], {})) == [("hops_out_of_order", "serious")]
    assert about_dates([text(1, *reversed(chain))], [], {}) == []


def test_a_text_before_the_event_is_named() -> None:
    found = about_dates([text(1, when=on(2))], [], {}, HAPPENED)
    assert codes(found) == [("text_before_event", "warning")]
    assert about_dates([text(1)], [], {}, HAPPENED) == []


# --- circles --------------------------------------------------------------------------------


def test_a_circle_is_serious_unless_somebody_outside_is_named() -> None:
    steps = [Step(1, 2), Step(2, 1)]
    assert codes(about_circles(circles(steps, {}))) == [("circle", "serious")]
    assert codes(about_circles(circles([*steps, Step(1, 3)], {}))) == [("circle", "warning")]


def test_the_heaviest_comes_first_and_nothing_twice() -> None:
    note, heavy = Finding("a", "note", "A."), Finding("b", "serious", "B.")
    assert in_order([note, heavy, note]) == [heavy, note]
