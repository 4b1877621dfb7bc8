"""What became of words since they were marked, as it is read."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from claims.evidence.models import Evidence
from claims.records.models import Appearance, Claim
from claims.reviews.models import Recheck
from claims.reviews.trusted import newest
from provenance.accounts.rules import may_see
from provenance.sources.models import Following, Passage

from ..links import named
from .comparing import Piece

Status = Following.Status
SAID: dict[str, str] = {
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


NONE_CHANGED: Mapping[int, Fate] = {}


def fates_on_claim(
    claim: Claim, appearances: Sequence[Appearance], evidence: Iterable[Evidence], user: Any
) -> dict[int, Fate]:
    """Passage id -> what became of it: where a claim stands, its cues and its evidence.

    One query where something stands on an older version, none elsewhere. The rows have their
    passages, snapshots and articles at hand.
    """
    stale = [one for one in appearances if _is_stale(one.passage)]
    cues = {hop.cue_id for one in stale for hop in one.attributions.all()}
    passages = [one.passage for one in evidence if one.passage]
    ids = {one.passage_id for one in stale} | cues
    ids |= {one.pk for one in passages if _is_stale(one)}
    if not ids:
        return {}
    return fates_of(ids - {None}, user, Recheck.objects.waiting().of_claim(claim.pk))


def fates_of(passages: Collection[int | None], user: Any, waiting: Any = None) -> dict[int, Fate]:
    """Passage id -> what became of it, for those that were followed. One query.

    `waiting` are the questions of interest, else all that wait. To those who may not see the
    article it is told what became of the words, not what they are now. In public nothing is said
    of a version whose capture is doubted.
    """
    asked = Recheck.objects.waiting() if waiting is None else waiting
    article = ("visibility", "workspace_id", "created_by_id", "deleted_at")
    rows = (
        newest(beyond_doubt=not user.is_authenticated)
        .filter(passage__in=passages)
        .select_related("passage__snapshot", "snapshot__article")
        .only(
            *("status", "words", "diff", "passage__quote", "passage__snapshot__number"),
            *("snapshot__number", "snapshot__captured_at"),
            *(f"snapshot__article__{name}" for name in article),
        )
        .annotate(waits=Exists(asked.filter(following=OuterRef("pk"))))
    )
    return {row.passage_id: fate(row, user, waits=row.waits) for row in rows}


def _is_stale(passage: Passage) -> bool:
    """Whether a newer version of the text is known."""
    return passage.snapshot.article.latest_id not in (None, passage.snapshot_id)


def fate(row: Following, user: Any, *, waits: bool = False) -> Fate:
    """One row as `user` may read it."""
    version, open_to = row.snapshot, may_see(user, row.snapshot.article)
    return Fate(
        status=row.status,
        said=SAID[row.status],
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
    return f"{named('snapshot-changes', row.snapshot_id)}?from={row.passage.snapshot.number}"


def _pieces(diff: Iterable[Mapping[str, str]]) -> Iterable[Piece]:
    for step in diff:
        if step["op"] == "equal":
            yield Piece("same", step["new"])
            continue
        if step["old"]:
            yield Piece("gone", step["old"])
        if step["new"]:
            yield Piece("new", step["new"])
