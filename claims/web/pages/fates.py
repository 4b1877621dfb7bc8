"""What became of words since they were marked, as it is read. Pure but for one question."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from claims.reviews.models import Recheck
from provenance.accounts.rules import may_see
from provenance.sources.models import Following, Passage

from ..links import named
from .reader_changes import Piece

Status = Following.Status
SAID = {
    Status.EXACT: "still there, unchanged",
    Status.MOVED: "still there, in another place",
    Status.CHANGED: "reworded",
    Status.AMBIGUOUS: "no longer to be told from their like",
    Status.GONE: "gone",
}


@dataclass(frozen=True)
class Fate:
    """What became of one passage in the newest version of its article.

    `pieces` lead from the old words to the new ones; empty where they may not be shown. `url`
    leads to the comparison of the two versions, where that may be seen.
    """

    status: str
    said: str
    number: int
    captured: datetime
    pieces: list[Piece] = field(default_factory=list)
    url: str = ""
    waits: bool = False

    @property
    def is_lost(self) -> bool:
        """Whether the words are no longer what they were."""
        return self.status in Following.LOST


def fates_of(passages: Iterable[Passage | None], user: Any) -> dict[int, Fate]:
    """Passage id -> what became of it, for those of older versions. One query.

    To those who may not see the article it says what became of the words, not what they are now.
    """
    ids = {one.pk for one in passages if one is not None}
    open_here = Recheck.objects.waiting().filter(following=OuterRef("pk"))
    rows = (
        Following.objects.newest()
        .filter(passage__in=ids)
        .select_related("passage", "snapshot__article")
        .only(
            "status", "words", "diff", "passage__quote", "passage__snapshot_id",
            "snapshot__number", "snapshot__captured_at", "snapshot__article__visibility",
            "snapshot__article__workspace_id", "snapshot__article__created_by_id",
            "snapshot__article__deleted_at",
        )
        .annotate(waits=Exists(open_here))
    )  # fmt: skip
    return {row.passage_id: fate(row, user, waits=row.waits) for row in rows} if ids else {}


def fate(row: Following, user: Any, *, waits: bool = False) -> Fate:
    """One row as `user` may read it."""
    version, open_to = row.snapshot, may_see(user, row.snapshot.article)
    return Fate(
        status=row.status,
        said=SAID[Status(row.status)],
        number=version.number,
        captured=version.captured_at,
        pieces=pieces(row) if open_to else [],
        url=comparison(row) if open_to else "",
        waits=waits,
    )


def pieces(row: Following) -> list[Piece]:
    """The old words and what became of them, word by word; needs the passage at hand."""
    if row.status == Status.GONE:
        return [Piece("gone", row.passage.quote)]
    if row.status != Status.CHANGED:
        return [Piece("same", row.passage.quote)]
    return list(_pieces(row.diff))


def comparison(row: Following) -> str:
    """The address of the comparison of the two versions."""
    return f"{named('snapshot-changes', row.snapshot_id)}?since={row.passage.snapshot_id}"


def _pieces(diff: Iterable[Mapping[str, str]]) -> Iterable[Piece]:
    for step in diff:
        if step["op"] == "equal":
            yield Piece("same", step["new"])
            continue
        if step["old"]:
            yield Piece("gone", step["old"].rstrip() if step["new"] else step["old"])
        if step["new"]:
            yield Piece("new", step["new"])
