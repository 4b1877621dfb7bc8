"""What changed, as pieces to read: nothing lost, nothing doubled, what is far from it left out."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from claims.web.pages.reader_changes import Changes, changes_since

WORDS = st.lists(st.sampled_from(["pier", "boat", "May", "31", "closed.", "“No,”", "\n\n"]))
TEXTS = WORDS.map(" ".join)


def changed(old: str, new: str) -> Changes:
    return changes_since(
        SimpleNamespace(text=old),  # type: ignore[arg-type]
        SimpleNamespace(text=new),  # type: ignore[arg-type]
    )


@given(TEXTS.filter(bool), TEXTS.filter(bool))
def test_the_pieces_are_the_new_text_with_what_went_between(old: str, new: str) -> None:
    pieces = changed(old, new).pieces
    if any(piece.kind == "left_out" for piece in pieces):
        return
    again = "".join(piece.text for piece in pieces if piece.kind in {"same", "new"})
    # A text without words has no steps of its own; white space may count for nothing.
    assert again.split() == new.split()


def test_far_from_a_change_only_the_number_of_characters_is_told() -> None:
    long = "The boats left. " * 200
    pieces = changed(f"{long}On 3 May.{long}", f"{long}On 4 June.{long}").pieces
    assert [piece.kind for piece in pieces] == [
        "left_out", "same", "gone", "new", "same", "left_out",
    ]  # fmt: skip
    assert pieces[1].text.endswith("On ")
    assert len(pieces[1].text) < 400
    assert pieces[0].text.endswith("characters as before")


def test_two_equal_texts_differ_in_no_place() -> None:
    same = changed("The pier closed.", "The pier closed.")
    assert (same.places, [piece.kind for piece in same.pieces]) == (0, ["same"])
