"""The common stretches of two texts are found in order, and cut where sentences begin."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provenance.sources.alignment import SOLID, Alignment

OLD = "Thedamheld.Twelvepeoplewerehurt,saidAnnBerg.Itrainedallday."


def stretch(alignment: Alignment, words: str) -> str:
    """What stands now where `words` stood, and at the edges of the changes it touches."""
    start = alignment.old.index(words)
    _, _, first, last = alignment.window(start, start + len(words))
    return alignment.new[first:last]


@pytest.mark.parametrize(
    ("new", "words", "now"),
    [
        (OLD, "people", "people"),
        (OLD.replace("Twelve", "Ten"), "Twelvepeople", "Tenpeople"),
        (OLD.replace("Twelve", "Ten"), "peoplewere", "peoplewere"),
        ("New." + OLD, "Thedam", "Thedam"),
        (OLD.replace("Itrained", "Itsnowed"), "allday", "allday"),
        (OLD.replace("Twelvepeoplewerehurt,saidAnnBerg.", ""), "Twelvepeople", ""),
        ("", "people", ""),
        ("Nothingofit!", "people", "Nothingofit!"),
    ],
)
def test_a_stretch_leads_to_what_stands_in_its_place(new, words, now):
    assert stretch(Alignment(OLD, new), words) == now


def test_a_stretch_in_one_piece_has_an_image():
    alignment = Alignment(OLD, "New." + OLD.replace("Twelve", "Ten"))
    start = OLD.index("people")
    assert alignment.image(start, start + 6) == alignment.new.index("people")
    assert alignment.image(OLD.index("Twelve"), start) is None


def test_only_what_has_enough_around_it_has_an_origin():
    alignment = Alignment(OLD, "New." + OLD)
    at = alignment.new.index("people")
    assert alignment.origin(at, at + 6) == OLD.index("people")
    assert alignment.origin(at, len(alignment.new) - SOLID // 2) is not None
    assert alignment.origin(4, len(alignment.new)) is None


def test_a_sentence_taken_out_between_its_like_is_cut_at_its_beginning():
    old = "Before.Thefirstgate,of1900,held.Thefirstgate,of1950,broke."
    alignment = Alignment(old, old.replace("Thefirstgate,of1900,held.", ""))
    assert stretch(alignment, "Thefirstgate,of1900,held.") == ""
    assert stretch(alignment, "Thefirstgate,of1950,broke.") == "Thefirstgate,of1950,broke."


TEXTS = st.lists(st.sampled_from(["dam", "12", "held", ".", ",", "Ann", "水。"]), max_size=30).map(
    "".join
)


@given(old=TEXTS, new=TEXTS)
def test_the_stretches_are_equal_and_in_order(old, new):
    blocks = Alignment(old, new).blocks
    for block in blocks:
        assert block.length > 0
        ours = old[block.old : block.old + block.length]
        assert ours == new[block.new : block.new + block.length]
    for one, two in pairwise(blocks):
        assert one.old + one.length <= two.old
        assert one.new + one.length <= two.new


@given(text=TEXTS)
def test_a_text_is_one_stretch_of_itself(text):
    assert [block.length for block in Alignment(text, text).blocks] == [len(text)] * bool(text)
