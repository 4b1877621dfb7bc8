"""Two texts beside each other: nothing lost, nothing doubled, what is alike folded."""

from hypothesis import given
from hypothesis import strategies as st

from claims.web.pages.comparing import Part, laid_beside
from provenance.sources.differences import diff

WORDS = st.lists(st.sampled_from(["pier", "boat", "May", "31", "closed.", "“No,”", "\n\n", "\n"]))
TEXTS = WORDS.map(" ".join).filter(str.strip)


def laid(old: str, new: str) -> list[Part]:
    return laid_beside(diff(old, new), old, new)


def said(parts: list[Part], side: str) -> list[str]:
    rows = [getattr(row, side) for part in parts for row in part.rows]
    return "\n".join("".join(piece.text for piece in row) for row in rows).split()


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_off(old: str, new: str) -> None:
    parts = laid(old, new)
    if any(p.kind == "left_out" for part in parts for row in part.rows for p in row.pieces):
        return
    assert said(parts, "new") == new.split()
    assert said(parts, "old") == old.split()


@given(TEXTS, TEXTS)
def test_changes_are_numbered_from_one(old: str, new: str) -> None:
    rows = [row for part in laid(old, new) for row in part.rows]
    numbers = [row.change for row in rows if row.change]
    assert numbers == list(range(1, len(numbers) + 1))
    for row in rows:
        assert bool(row.change) == any(p.kind in {"gone", "new"} for p in row.pieces)


def paragraphs(number: int) -> str:
    return "\n\n".join(f"Paragraph {n} says something of its own." for n in range(number))


def test_what_is_far_from_a_change_is_folded() -> None:
    old = paragraphs(40)
    parts = laid(old, old.replace("Paragraph 20 says", "Paragraph 20 hides"))
    assert [part.folded for part in parts] == [
        "19 paragraphs as before",
        "",
        "18 paragraphs as before",
    ]
    shown = parts[1].rows
    assert [row.change for row in shown] == [0, 1, 0]
    assert len(parts[0].rows) == 19, "folded paragraphs can be opened"


def test_one_short_paragraph_is_not_worth_folding() -> None:
    old = paragraphs(5)
    parts = laid(old, old.replace("Paragraph 0 says", "A").replace("Paragraph 4 says", "B"))
    assert [part.folded for part in parts] == ["", "", ""]


def test_a_long_paragraph_is_cut_down_to_what_stands_near_the_change() -> None:
    long = "The boats left. " * 200
    (part,) = laid(f"{long}On 3 May.{long}", f"{long}On 4 June.{long}")
    pieces = part.rows[0].pieces
    assert [piece.kind for piece in pieces] == [
        "left_out", "same", "gone", "new", "same", "left_out",
    ]  # fmt: skip
    assert pieces[1].text.endswith("On ")
    assert len(pieces[1].text) < 400
    assert pieces[0].text.endswith("characters as before")


def test_each_side_says_what_its_version_says() -> None:
    (part,) = laid("It closed on 3 May.", "It closed on 4 May.")
    row = part.rows[0]
    assert "".join(p.text for p in row.old) == "It closed on 3 May."
    assert "".join(p.text for p in row.new) == "It closed on 4 May."


def test_white_space_that_only_one_version_has_stays_on_its_side() -> None:
    rows = laid("The port told us.\n\nIt rained.", "The port told us so.\n\nIt rained.")[0].rows
    assert "".join(p.text for p in rows[0].old) == "The port told us."
    assert "".join(p.text for p in rows[0].new) == "The port told us so."


def test_a_paragraph_that_only_one_version_has_is_a_row_of_its_own() -> None:
    old, more = "It rained.\n\nIt stopped.", "It rained.\n\nThen it poured.\n\nIt stopped."
    for one, other, kind in ((old, more, "new"), (more, old, "gone")):
        (part,) = laid(one, other)
        assert [row.change for row in part.rows] == [0, 1, 0]
        assert [(p.kind, p.text) for p in part.rows[1].pieces] == [(kind, "Then it poured.")]
