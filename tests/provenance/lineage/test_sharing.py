"""What two texts have in common is found word for word, with its places on both sides."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provenance.lineage.quoted import quotations, quoted_words
from provenance.lineage.sharing import MOST_PASSAGES, Sharing, compare
from provenance.lineage.words import Wording
from tests.clocks import spent

from .writing import prose


def shared(one: str, other: str) -> Sharing:
    return compare(Wording(one), Wording(other))


def test_the_same_text() -> None:
    text = prose(300)
    found = shared(text, text)
    assert (found.words, found.one_share, found.other_share) == (300, 1.0, 1.0)
    assert found.passages[0].one == (0, len(text) - 1)


def test_other_texts() -> None:
    assert shared(prose(300, 1), prose(300, 2)) == Sharing(0, 0.0, 0.0, 0.0, 0.0)


def test_three_paragraphs_within_a_longer_piece() -> None:
    agency = prose(600, 1).split("\n\n")
    ours = [*prose(400, 2).split("\n\n"), *agency[1:4], *prose(500, 3).split("\n\n")]
    one, other = "\n\n".join(agency), "\n\n".join(ours)
    found = shared(one, other)
    assert found.words == 180
    assert found.one_share == pytest.approx(0.3)
    assert found.other_share == pytest.approx(180 / 1080)
    (passage,) = found.passages
    assert one[slice(*passage.one)] == other[slice(*passage.other)]


def test_a_passage_edited_in_places_is_one_passage() -> None:
    text = prose(120)
    words = text.split()
    words[40:42] = ["another"]
    words.insert(80, "further")
    found = shared(text, " ".join(words))
    assert len(found.passages) == 1
    assert found.words == 118


def test_a_text_edited_in_every_line_is_found() -> None:
    words = prose(400).split()
    words[::8] = [f"zz{n}" for n in range(len(words[::8]))]
    assert shared(prose(400), " ".join(words)).one_share > 0.8


def test_paragraphs_in_another_order_are_found_each() -> None:
    parts = prose(240).split("\n\n")
    found = shared("\n\n".join(parts), "\n\n".join(reversed(parts)))
    assert found.words == 240
    assert len(found.passages) == 4


def test_a_few_words_in_a_row_are_no_passage() -> None:
    phrase = "at the end of the day"
    one, other = (
        f"{prose(50, 1)} {phrase} {prose(50, 2)}",
        f"{prose(50, 3)} {phrase} {prose(50, 4)}",
    )
    assert shared(one, other).words == 0


@pytest.mark.parametrize("text", ["", "Three small words."])
def test_texts_too_short_to_share_anything(text: str) -> None:
    assert shared(text, prose(100)).words == 0
    assert shared(prose(100), text).words == 0


def test_spans_are_code_points_in_any_script() -> None:
    text = "🙂🙂 水道局は月曜日に三つの井戸のうち一つを閉鎖した。"
    found = shared(text, "前置きの文。" + text)
    (passage,) = found.passages
    assert text[slice(*passage.one)].startswith("水道局")
    hebrew = "הבאר נסגרה ביום שני לאחר בדיקה שגרתית של רשות המים בעיר"
    (passage,) = shared(hebrew, "לפני כן " + hebrew).passages
    assert passage.one == (0, len(hebrew))


def test_one_sentence_ten_thousand_times_over_takes_no_time() -> None:
    sentence = "The pier is closed until the inspectors come back again. "
    found, seconds = spent(lambda: shared(sentence * 10_000, sentence * 9_000 + prose(50)))
    assert seconds < 3
    assert found.one_share == 1.0
    assert len(found.passages) <= MOST_PASSAGES


def test_many_short_agreements_take_no_time() -> None:
    phrase = "alpha beta gamma delta epsilon zeta"
    one = " ".join(f"{phrase} one{n}" for n in range(4000))
    other = " ".join(f"{phrase} two{n}" for n in range(4000))
    _, seconds = spent(lambda: shared(one, other))
    assert seconds < 3


@given(st.lists(st.integers(0, 12), max_size=80), st.lists(st.integers(0, 12), max_size=80))
@settings(max_examples=150, deadline=None)
def test_what_is_said_to_be_shared_stands_in_both(ours: list[int], theirs: list[int]) -> None:
    one, other = (" ".join(f"w{n}" for n in text) for text in (ours, theirs))
    found = shared(one, other)
    for chain in found.chains:
        for run in chain:
            assert (
                ours[run.one : run.one + run.length] == theirs[run.other : run.other + run.length]
            )
    assert 0 <= found.one_share <= 1
    assert 0 <= found.other_share <= 1


def test_quotations_are_paired_within_a_paragraph() -> None:
    text = 'He said “one well” and "two wells".\n\nLost “mark here.\n\nNext paragraph.'
    assert [text[start:end] for start, end in quotations(text)] == ["one well", "two wells"]


def test_a_quotation_of_several_paragraphs() -> None:
    text = "“First of it.\n\n“Rest of it.” He left."
    assert [text[start:end] for start, end in quotations(text)] == ["First of it.", "Rest of it."]


def test_other_marks() -> None:
    text = "«Un puits» „Ein Brunnen“ 「井戸」"
    assert [text[start:end] for start, end in quotations(text)] == [
        "Un puits",
        "Ein Brunnen",
        "井戸",
    ]


def test_which_words_are_quoted() -> None:
    assert quoted_words(Wording("He said “one well” again.")).tolist() == [
        False,
        False,
        True,
        True,
        False,
    ]
