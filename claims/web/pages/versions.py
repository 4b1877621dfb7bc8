"""The versions of an article on a time line, and what lies between any two of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from claims.evidence.models import Evidence
from claims.records.models import Appearance, Claim
from claims.reviews.models import Recheck
from provenance.sources.differences import Change, diff
from provenance.sources.models import Article, Following, Passage, Revision, Snapshot
from provenance.sources.revising import measure

from ..links import named
from ..words import count, joined
from .comparing import Part, laid_beside
from .fates import SAID
from .rechecks import waiting_url

BADGES = {
    "first": "the first we have",
    "unknown": "not compared yet",
    "same": "no word is different",
    "around": "only the page around it changed",
    "silent": "silent edit",
    "announced": "announced edit",
}
MOST_MARKS = 30


@dataclass(frozen=True)
class Version:
    """One version as the time line shows it. `kind` is a key of BADGES."""

    snapshot: Snapshot
    kind: str
    size: str
    changes_url: str
    is_late: bool

    @property
    def badge(self) -> str:
        """What kind of change it was, in words."""
        return BADGES[self.kind]


@dataclass(frozen=True)
class TimeLine:
    """All versions, the newest first. `waiting` questions are open about words in them."""

    article: Article
    versions: list[Version]
    waiting: int
    queue: str

    @property
    def snapshots(self) -> list[Snapshot]:
        """The versions themselves, the oldest first."""
        return [one.snapshot for one in self.versions[::-1]]

    @property
    def pair(self) -> tuple[int, int]:
        """The numbers that are compared unless others are chosen: the last two."""
        new, old = self.versions[0].snapshot.number, self.versions[1].snapshot.number
        return old, new


def time_line(article: Article, user: Any) -> TimeLine:
    """The time line as `user` sees it, in three queries."""
    rows = list(article.snapshots.without_text().in_time())
    found = Revision.objects.filter(after__article=article)
    known = {(one.before_id, one.after_id): one for one in found}
    waiting = Recheck.objects.visible_to(user).waiting()
    return TimeLine(
        article=article,
        versions=list(_versions(rows, known))[::-1],
        waiting=waiting.filter(following__snapshot__article=article).count(),
        queue=waiting_url(article=article.pk),
    )


def _versions(
    rows: Sequence[Snapshot], known: dict[tuple[int, int], Revision]
) -> Iterator[Version]:
    highest = 0
    for before, row in pairwise([None, *rows]):
        assert row is not None
        found = known.get((before.pk, row.pk)) if before else None
        kind = found.kind if found else "unknown" if before else "first"
        late, highest = row.number < highest, max(highest, row.number)
        url = f"{named('snapshot-changes', row.pk)}?from={before.number}" if before else ""
        yield Version(row, kind, size_of(found) if found else "", url, late)


def size_of(found: Any) -> str:
    """How much changed: `3 words gone, 5 new, in 2 places`."""
    if not found.places:
        return ""
    words = [
        count(found.words_gone, "word") + " gone" if found.words_gone else "",
        count(found.words_new, "new word") if found.words_new else "",
    ]
    said = joined([one for one in words if one]) or "signs only"
    return f"{said}, in {count(found.places, 'place')}"


@dataclass(frozen=True)
class Mark:
    """Something recorded on words that a change touches."""

    what: str
    claim: Claim
    url: str
    quote: str
    became: str


@dataclass(frozen=True)
class Comparison:
    """The whole page. `before` is None where there is nothing to compare with."""

    article: Article
    before: Snapshot | None
    now: Snapshot
    versions: list[Snapshot]
    kind: str = "first"
    size: str = ""
    parts: tuple[Part, ...] = ()
    marks: tuple[Mark, ...] = ()

    @property
    def badge(self) -> str:
        """What kind of change it was, in words."""
        return BADGES[self.kind]

    @property
    def changes(self) -> int:
        """How many paragraphs differ."""
        return max((row.change for part in self.parts for row in part.rows), default=0)

    @property
    def read_otherwise(self) -> bool:
        """Whether another reading of the page, not its author, may have made the difference."""
        assert self.before is not None
        ours, theirs = self.now, self.before
        return (ours.extractor, ours.extractor_version) != (
            theirs.extractor,
            theirs.extractor_version,
        )


def comparison(before: Snapshot | None, now: Snapshot, user: Any) -> Comparison:
    """What lies between two versions, as `user` sees it; four queries."""
    article = now.article
    versions = list(article.snapshots.without_text().in_time())
    if before is None:
        return Comparison(article, None, now, versions)
    found = measure(before.text, before.regions, now.text, now.regions)
    steps = diff(before.text, now.text)
    return Comparison(
        article,
        before,
        now,
        versions,
        found.kind,
        size_of(found),
        tuple(laid_beside(steps, before.text, now.text)) if found.places else (),
        tuple(_marks(before, now, steps, user)),
    )


def _marks(before: Snapshot, now: Snapshot, steps: Sequence[Change], user: Any) -> Iterator[Mark]:
    """What `user` may see recorded on the older version, where the words were touched."""
    places = Appearance.objects.visible_to(user).filter(passage__snapshot=before)
    items = Evidence.objects.visible_to(user).filter(passage__snapshot=before)
    rows: list[Any] = [
        *places.select_related("claim", "passage").order_by("passage__start"),
        *items.select_related("claim", "passage").order_by("passage__start"),
    ]
    became = _became(now, [row.passage_id for row in rows])
    touched = [row for row in rows if _is_touched(row.passage, became, steps)]
    for row in touched[:MOST_MARKS]:
        status = became.get(row.passage_id, "")
        yield Mark(
            what="stands on" if isinstance(row, Appearance) else row.get_stance_display(),
            claim=row.claim,
            url=_url(row.claim, user),
            quote=row.passage.quote,
            became=SAID.get(status, "touched by the change"),
        )


def _became(now: Snapshot, passages: Iterable[int]) -> dict[int, str]:
    rows = Following.objects.filter(snapshot=now, passage__in=list(passages))
    return dict(rows.values_list("passage", "status"))


def _is_touched(passage: Passage, became: dict[int, str], steps: Sequence[Change]) -> bool:
    """What was followed says so itself; else a step must lie inside the words."""
    if passage.pk in became:
        return became[passage.pk] in Following.LOST
    return any(
        step.op != "equal" and step.old_start < passage.end and passage.start < step.old_end
        for step in steps
    )


def _url(claim: Claim, user: Any) -> str:
    member = claim.workspace_id in getattr(user, "roles", ())
    return named("claim" if member else "public-claim", claim.pk)
