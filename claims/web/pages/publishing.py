"""What goes out with a verdict, in short, for whoever is about to publish it."""

from dataclasses import dataclass
from typing import Any

from claims.evidence.reading import sides_of
from claims.records.models import Claim
from claims.reviews.grounds import grounds_of
from claims.reviews.rolling import RolledUp, rolled_up

from ..links import in_the_reader
from ..words import count, joined
from .groundwork import Groundworked, groundwork_on
from .sides import Piece, columns


@dataclass(frozen=True)
class GoesOut:
    """Evidence as it stands now and what was searched and asked; `seen` sums all of it up."""

    seen: str
    pieces: list[Piece]
    work: Groundworked
    whole: RolledUp

    @property
    def counted(self) -> str:
        """How much it is."""
        told = [
            count(len(self.pieces), "piece of evidence", "pieces of evidence"),
            count(_out(self.work.gaps), "declared gap"),
            count(_out(self.work.replies), "question to someone", "questions to someone"),
            count(_out(self.work.searches), "search", "searches"),
            count(_out(self.work.media), "picture, film or sound", "pictures, films or sounds"),
        ]
        return joined([one for one in told if not one.startswith("no ")]) or "no evidence"


def goes_out(claim: Claim, user: Any) -> GoesOut:
    """Read what a verdict on this claim would go out with."""
    seen = grounds_of(claim.pk)  # Read first: what changes from here on is noticed.
    drawn = columns(sides_of(claim, user), in_the_reader(user))
    pieces = [
        piece
        for column in drawn
        for origin in column.origins
        for piece in (origin.piece, *origin.repeats)
    ]
    return GoesOut(seen, pieces, groundwork_on(claim, user), rolled_up(claim, user))


def _out(lines: list[Any]) -> int:
    return sum(1 for line in lines if line.row.goes_out)
