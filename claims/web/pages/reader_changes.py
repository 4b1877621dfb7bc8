"""What changed between two versions of a text, as pieces to read. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from provenance.sources.differences import Change, diff, is_announced
from provenance.sources.models import Snapshot

from ..words import count

KEPT = 300  # Characters shown around a change; what lies farther away is folded.


@dataclass(frozen=True)
class Piece:
    """A stretch of text: `same`, `gone` or `new`; or `left_out`, then `text` says how much."""

    kind: str
    text: str


@dataclass(frozen=True)
class Changes:
    """The whole page. `before` is None for the first version."""

    before: Snapshot | None
    now: Snapshot
    pieces: list[Piece]
    places: int
    announced: bool

    @property
    def counted(self) -> str:
        """How many places changed, in words."""
        return count(self.places, "place")


def changes_since(before: Snapshot | None, now: Snapshot) -> Changes:
    """The steps from one text to the other."""
    if before is None:
        return Changes(None, now, [], 0, announced=False)
    steps = diff(before.text, now.text)
    return Changes(
        before=before,
        now=now,
        pieces=list(_pieces(steps, before.text, now.text)),
        places=sum(step.op != "equal" for step in steps),
        announced=is_announced(before.text, now.text),
    )


def _pieces(steps: list[Change], old: str, new: str) -> Iterator[Piece]:
    for place, step in enumerate(steps):
        came = new[step.new_start : step.new_end]
        if step.op == "equal":
            yield from _same(came, first=place == 0, last=place == len(steps) - 1)
            continue
        gone = old[step.old_start : step.old_end]
        if came:
            # The white space behind both is shown once, behind what came.
            gone = gone.rstrip()
        if gone:
            glued = step.new_start and not new[step.new_start - 1].isspace()
            parted = step.old_start and old[step.old_start - 1].isspace()
            yield Piece("gone", f" {gone}" if glued and parted else gone)
        if came:
            yield Piece("new", came)


def _same(words: str, *, first: bool, last: bool) -> Iterator[Piece]:
    """What stayed: the words next to a change, and how much lies between."""
    head = 0 if first else KEPT
    tail = 0 if last else KEPT
    if len(words) <= head + tail + KEPT:
        yield Piece("same", words)
        return
    start = words.find(" ", head) if head else 0
    end = words.rfind(" ", 0, len(words) - tail) if tail else len(words)
    if start < 0 or end <= start:
        yield Piece("same", words)
        return
    if start:
        yield Piece("same", words[:start])
    yield Piece("left_out", f"{end - start:,} characters as before")
    if end < len(words):
        yield Piece("same", words[end:])
