"""Marks of earlier versions, carried to where their words stand in the version that is read."""

from dataclasses import dataclass
from datetime import datetime

from provenance.sources.models import Following, Passage, Snapshot

from ..links import named
from .comparing import Piece
from .fates import SAID, comparison, pieces

Followed = dict[int, Following]


@dataclass(frozen=True)
class Carried:
    """On which version something was recorded, and how its words read in this one.

    `url` leads to the words as they were; `pieces` are empty where nothing was reworded.
    """

    number: int
    captured: datetime
    said: str
    url: str
    changes_url: str
    pieces: list[Piece]

    @property
    def is_reworded(self) -> bool:
        """Whether the words here are others than those it was recorded on."""
        return bool(self.pieces)


def followed_into(snapshot: Snapshot) -> Followed:
    """Passage id -> where a passage of an earlier version stands here. One query, if any."""
    if snapshot.number == 1 and snapshot.article.latest_id == snapshot.pk:
        return {}
    version = ("number", "captured_at")
    rows = (
        Following.objects.filter(snapshot=snapshot, start__isnull=False)
        .select_related("passage__snapshot")
        .only(
            *("status", "start", "end", "words", "diff", "snapshot_id", "passage__quote"),
            *(f"passage__snapshot__{name}" for name in version),
        )
    )
    return {row.passage_id: row for row in rows}


def standing(row: Following, snapshot: Snapshot) -> Passage:
    """The passage as it stands here: under its own id, at the words that took its place."""
    start, end = row.span or (0, 0)
    return Passage(pk=row.passage_id, snapshot=snapshot, start=start, end=end, quote=row.words)


def carried(row: Following) -> Carried:
    """What is said of something that was recorded on an earlier version."""
    made_on = row.passage.snapshot
    return Carried(
        number=made_on.number,
        captured=made_on.captured_at,
        said=SAID[row.status],
        url=f"{named('snapshot', made_on.pk)}#note-{row.passage_id}",
        changes_url=comparison(row),
        pieces=pieces(row) if row.is_lost else [],
    )
