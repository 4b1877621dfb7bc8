"""Two versions of a text laid beside each other: rows of paragraphs, what is alike folded. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from provenance.sources.differences import Change

from ..words import count

KEPT = 300  # Characters shown beside a change inside a long paragraph.
AROUND = 1  # Paragraphs shown before and after a change.


@dataclass(frozen=True)
class Piece:
    """A stretch of text: `same`, `gone` or `new`; or `left_out`, then `text` says how much.

    `was` is what the older version says where the two differ in white space alone.
    """

    kind: str
    text: str
    was: str = ""


@dataclass
class Row:
    """A paragraph of both versions; `change` numbers the rows that differ, from 1."""

    pieces: list[Piece] = field(default_factory=list)
    change: int = 0

    @property
    def old(self) -> list[Piece]:
        """What the older version says."""
        kept = [one for one in self.pieces if one.kind != "new"]
        return [replace(one, text=one.was) if one.was else one for one in kept]

    @property
    def new(self) -> list[Piece]:
        """What the newer version says."""
        return [one for one in self.pieces if one.kind != "gone"]

    @property
    def size(self) -> int:
        """How many characters it shows."""
        return sum(len(one.text) for one in self.pieces)


@dataclass(frozen=True)
class Part:
    """Rows that are shown, or folded away because nothing differs in them."""

    rows: list[Row]
    folded: str = ""


def laid_beside(steps: Sequence[Change], old: str, new: str) -> list[Part]:
    """The rows of two texts, given the steps from one to the other; long like parts folded."""
    rows = [_shortened(row) for row in _numbered(_rows(steps, old, new))]
    near = {
        place + by
        for place, row in enumerate(rows)
        if row.change
        for by in range(-AROUND, AROUND + 1)
    }
    return list(_parts(rows, near))


def _rows(steps: Iterable[Change], old: str, new: str) -> Iterator[Row]:
    """Rows end where both texts begin a new line, and around paragraphs that only one has."""
    row = Row()
    for step in steps:
        gone, came = old[step.old_start : step.old_end], new[step.new_start : step.new_end]
        if step.op == "equal":
            *whole, rest = _alike(gone, came)
            for piece in whole:
                row.pieces += _kept(piece)
                yield row
                row = Row()
            row.pieces += _kept(rest)
        elif _ends_line(gone) and _ends_line(came) and ((gone and came) or not row.pieces):
            row.pieces += _kept(Piece("gone", gone.rstrip()), Piece("new", came.rstrip()))
            yield row
            row = Row()
        else:
            row.pieces += _kept(Piece("gone", gone), Piece("new", came))
    yield row


def _alike(was: str, now: str) -> list[Piece]:
    """Lines of a stretch that differs in white space at most; those of the newer version."""
    lines, before = now.split("\n"), was.split("\n")
    if [len(one.split()) for one in lines] != [len(one.split()) for one in before]:
        before = [*lines[:-1], lines[-1].rstrip() + was[len(was.rstrip()) :]]
    return [Piece("same", one, two) for one, two in zip(lines, before, strict=True)]


def _kept(*pieces: Piece) -> list[Piece]:
    return [piece for piece in pieces if piece.text or piece.was.strip()]


def _ends_line(text: str) -> bool:
    """Whether nothing follows on its last line; nothing at all is no obstacle."""
    return not text or "\n" in text[len(text.rstrip()) :]


def _numbered(rows: Iterable[Row]) -> Iterator[Row]:
    """Without empty lines, and with the changed ones counted."""
    number = 0
    for row in rows:
        if any(one.kind != "same" for one in row.pieces):
            number += 1
            row.change = number
        if row.change or any(one.text.strip() for one in row.pieces):
            yield row


def _shortened(row: Row) -> Row:
    """A long paragraph that differs somewhere is cut down to what stands near the changes."""
    if not row.change:
        return row
    last = len(row.pieces) - 1
    cut = [
        part
        for place, piece in enumerate(row.pieces)
        for part in _near(piece, first=place == 0, last=place == last)
    ]
    return Row(cut, row.change)


def _near(piece: Piece, *, first: bool, last: bool) -> Iterator[Piece]:
    words = piece.text
    head, tail = 0 if first else KEPT, 0 if last else KEPT
    start = words.find(" ", head) if head else 0
    end = words.rfind(" ", 0, len(words) - tail) if tail else len(words)
    if piece.kind != "same" or len(words) <= 3 * KEPT or start < 0 or end <= start:
        yield piece
        return
    if start:
        yield Piece("same", words[:start])
    yield Piece("left_out", f"{end - start:,} characters as before")
    if end < len(words):
        yield Piece("same", words[end:])


def _parts(rows: Sequence[Row], near: set[int]) -> Iterator[Part]:
    shown: list[Row] = []
    folded: list[Row] = []
    for place, row in enumerate(rows):
        if place in near:
            yield from _folded(folded)
            folded = []
            shown.append(row)
        else:
            if shown:
                yield Part(shown)
            shown = []
            folded.append(row)
    if shown:
        yield Part(shown)
    yield from _folded(folded)


def _folded(rows: list[Row]) -> Iterator[Part]:
    """One short paragraph alone isn't worth folding."""
    if len(rows) == 1 and rows[0].size < KEPT:
        yield Part(rows)
    elif rows:
        yield Part(rows, f"{count(len(rows), 'paragraph')} as before")
