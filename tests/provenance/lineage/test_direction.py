"""Who had it first follows from credit, date, completeness and edits, each a stated reason."""

from dataclasses import replace
from datetime import date

import pytest

from provenance.lineage.direction import Direction, Pair, Side, directed
from provenance.lineage.sharing import compare
from provenance.lineage.words import Wording

from .writing import prose

TEXT = prose(300)
ONE, OTHER = Side("One", article=1), Side("Other", article=2)


def judged(
    one: Side = ONE,
    other: Side = OTHER,
    ours: str = TEXT,
    theirs: str = TEXT,
    *,
    quotes: bool = False,
) -> tuple[Direction, dict[str, float]]:
    """The direction with the weight of each rule, and the same seen from the other side."""
    words = Wording(ours), Wording(theirs)
    way, reasons = directed(Pair(one, other, *words, compare(*words)), quotes=quotes)
    turned, mirrored = directed(
        Pair(other, one, words[1], words[0], compare(words[1], words[0])), quotes=quotes
    )
    assert turned == {"one": "other", "other": "one", "": ""}[way], "It depends on the order."
    assert {one.rule: -one.weight for one in mirrored} == {one.rule: one.weight for one in reasons}
    return way, {one.rule: one.weight for one in reasons}


def dated(side: Side, day: str, precision: str = "day", *, guessed: bool = False) -> Side:
    return replace(side, published=date.fromisoformat(day), precision=precision, guessed=guessed)


def test_nothing_known_is_undecided() -> None:
    assert judged() == ("", {})


def test_the_earlier_date_decides() -> None:
    way, rules = judged(dated(ONE, "2024-05-03"), dated(OTHER, "2024-05-01"))
    assert (way, set(rules)) == ("other", {"earlier"})


@pytest.mark.parametrize(
    ("one", "other", "rules"),
    [
        (dated(ONE, "2024-05-03"), dated(OTHER, "2024-05-03"), {"same_day"}),
        (dated(ONE, "2024-05-03"), dated(OTHER, "2024-05-01", "month"), set()),
        (dated(ONE, "2024-01-01", "year"), dated(OTHER, "2024-05-01", "month"), set()),
        (dated(ONE, "2024-05-03"), OTHER, set()),
        (dated(ONE, "2024-05-03", guessed=True), dated(OTHER, "2024-05-01"), {"earlier"}),
    ],
)
def test_dates_that_do_not_decide(one: Side, other: Side, rules: set[str]) -> None:
    way, found = judged(one, other)
    assert (way, set(found)) == ("", rules)


def test_a_month_before_another_decides() -> None:
    assert (
        judged(dated(ONE, "2024-04-01", "month"), dated(OTHER, "2024-05-01", "month"))[0] == "one"
    )
    assert (
        judged(dated(ONE, "2024-12-01", "month"), dated(OTHER, "2023-01-01", "year"))[0] == "other"
    )


def test_a_credit_outweighs_a_date_and_the_conflict_shows() -> None:
    one = replace(dated(ONE, "2024-05-01"), credits=frozenset({"wire"}))
    way, rules = judged(
        one, replace(dated(OTHER, "2024-05-05"), names=frozenset({"wire", "wire org"}))
    )
    assert way == "other"
    assert set(rules) == {"credit", "earlier", "dates_conflict"}
    assert rules["dates_conflict"] == 0


def test_a_person_outweighs_a_credit() -> None:
    one = replace(ONE, names=frozenset({"post"}), confirmed=frozenset({2}))
    assert judged(one, replace(OTHER, credits=frozenset({"post"})))[0] == "other"


def test_two_copies_of_a_third_piece_have_it_from_neither() -> None:
    one = replace(dated(ONE, "2024-05-01"), confirmed=frozenset({9}))
    way, rules = judged(one, replace(dated(OTHER, "2024-05-09"), confirmed=frozenset({9})))
    assert (way, rules) == ("", {"third": 0})
    # Where one has it from the other as well, that is the shorter way.
    through = replace(OTHER, confirmed=frozenset({9, 1}))
    assert judged(one, through)[0] == "one"


def test_an_agency_has_its_own_texts_first() -> None:
    assert judged(replace(ONE, is_agency=True))[0] == "one"
    assert judged(replace(ONE, is_agency=True), replace(OTHER, is_agency=True))[0] == ""


def test_a_copy_is_cut_from_the_end() -> None:
    way, rules = judged(theirs=" ".join(TEXT.split()[:200]))
    assert (way, set(rules)) == ("", {"cut"}), "That alone does not decide."
    assert rules["cut"] > 0
    assert (
        judged(
            dated(ONE, "2024-05-01", guessed=True),
            dated(OTHER, "2024-05-02"),
            theirs=" ".join(TEXT.split()[:200]),
        )[0]
        == "one"
    )


def test_what_stands_whole_in_a_longer_piece_was_taken_in() -> None:
    _, rules = judged(theirs=f"{prose(600, 4)} {TEXT}")
    assert rules["inside"] > 0


def test_slips_are_mended_in_copies() -> None:
    words = TEXT.split()
    # The word at 50 stands elsewhere as well, spelled right.
    right = [*words[:100], words[50], *words[100:]]
    wrong = list(right)
    wrong[50] = wrong[50][:-3] + "x" + wrong[50][-3:]
    _, rules = judged(ours=" ".join(wrong), theirs=" ".join(right))
    assert rules["mended"] > 0


def test_who_has_the_words_without_marks_said_them() -> None:
    speech = " ".join(prose(50, 9).split())
    way, rules = judged(
        ours=f"{prose(100, 2)} “{speech}”", theirs=f"{speech} {prose(100, 3)}", quotes=True
    )
    assert (way, set(rules)) == ("other", {"quoted"})


def test_nothing_shared_is_no_error() -> None:
    assert judged(ours="", theirs="")[0] == ""
