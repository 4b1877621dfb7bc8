"""The claims of one person over time, and those that contradict each other side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Coalesce
from django.http import QueryDict

from claims.records.models import Appearance, Attribution, Claim, Relation
from claims.records.querysets import OUT_BY
from claims.records.spoken import (
    REPORTED,
    SAID,
    WAYS,
    WRITTEN,
    Tally,
    appearances_by,
    contradictions_of,
    places_of,
    tally_of,
)
from claims.reviews.models import Verdict
from provenance.sources.models import Person
from provenance.written import attach

from ..words import dotted, published
from .paging import Slice, slice_of

ON_A_PAGE = 25
ENDS = ("source__merged_into", "target__merged_into")
MOST_PAIRS = 10
HEADINGS = {SAID: "Said", REPORTED: "Said to have said", WRITTEN: "Written"}
WAY_WORDS = {
    SAID: "In their own words, between quotation marks.",
    REPORTED: "In the words of others: reported speech, or second hand.",
    WRITTEN: "In texts that they signed, where the text says it itself.",
}


@dataclass(frozen=True)
class Line:
    """One place: what was claimed, when the text came out, where, and what was found."""

    claim: Claim
    when: str
    where: str
    quote: str
    language: str
    unnamed: bool
    verdict: Verdict | None


@dataclass(frozen=True)
class End:
    """One of two claims that contradict each other, with the first place of the person's."""

    claim: Claim
    line: Line | None


@dataclass(frozen=True)
class Against:
    """Two claims of one person that contradict each other, the earlier first, and why."""

    ends: tuple[End, End]
    reason: str

    @property
    def at_different_times(self) -> bool:
        """Whether both say of which time they speak, and no day belongs to both."""
        (one, length), (other, other_length) = (_time(end.claim) for end in self.ends)
        return one[: min(length, other_length)] != other[: min(length, other_length)]


@dataclass(frozen=True)
class Spoken:
    """Everything the section shows."""

    tally: Tally
    way: str
    tabs: list[tuple[str, str, int]]
    words: str
    lines: list[Line]
    page: Slice
    against: list[Against]
    more_against: bool


def spoken_by(person: Person, user: Any, asked: QueryDict) -> Spoken:
    """Read the page of claims that was asked for. A constant number of queries."""
    tally = tally_of(person, user)
    tabs = [(way, HEADINGS[way], getattr(tally, way)) for way in WAYS]
    way = asked.get("how", "")
    if way not in WAYS:
        way = next((one for one, _, number in tabs if number), SAID)
    page = slice_of(_in_time(appearances_by(person, way, user)), asked, ON_A_PAGE, "claims")
    pairs = list(contradictions_of(person, user).select_related(*ENDS)[: MOST_PAIRS + 1])
    return Spoken(
        tally,
        way,
        tabs,
        WAY_WORDS[way],
        _lines(page.rows, person),
        page,
        _against(pairs[:MOST_PAIRS], person, user),
        len(pairs) > MOST_PAIRS,
    )


def _in_time(rows: Any) -> Any:
    """The newest first; by the day the text was surely out."""
    rows = rows.select_related("claim__merged_into").with_texts()
    return rows.order_by(OUT_BY.desc(), "-pk")


def _lines(rows: Sequence[Appearance], person: Person) -> list[Line]:
    kept = {row.pk: row.claim.merged_into or row.claim for row in rows}
    verdicts = Verdict.objects.filter(claim__in=[one.pk for one in kept.values()]).current()
    found = {one.claim_id: one for one in verdicts}
    hops = Attribution.objects.filter(appearance__in=[row.pk for row in rows]).in_chains()
    attach(rows, "attributions", hops, "appearance_id")
    return [_line(row, kept[row.pk], person, found.get(kept[row.pk].pk)) for row in rows]


def _line(row: Appearance, claim: Claim, person: Person, verdict: Verdict | None) -> Line:
    article = row.passage.snapshot.article
    mine = [hop for hop in row.attributions.all() if _speaks(hop, person)]
    return Line(
        claim=claim,
        when=published(article),
        where=dotted(article.outlet.name if article.outlet else str(article), article.byline),
        quote=row.passage.quote,
        language=article.language,
        unnamed=any(hop.anonymous for hop in mine),
        verdict=verdict,
    )


def _speaks(hop: Any, person: Person) -> bool:
    return hop.speaker is not None and hop.speaker.kept_id == person.pk


def _against(pairs: Sequence[Relation], person: Person, user: Any) -> list[Against]:
    """The two claims of each pair, with the earliest place where the person says them."""
    ids = {(one.merged_into_id or one.pk) for pair in pairs for one in (pair.source, pair.target)}
    firsts = {line.claim.pk: line for line in _first_places(sorted(ids), person, user)}
    found = []
    for pair in pairs:
        ends = [_end(one, firsts) for one in (pair.source, pair.target)]
        ends.sort(key=lambda end: (_about(end.claim), end.claim.pk))
        found.append(Against((ends[0], ends[1]), pair.reason))
    return found


def _end(claim: Claim, firsts: dict[int, Line]) -> End:
    kept = claim.merged_into or claim
    return End(kept, firsts.get(kept.pk))


def _time(claim: Claim) -> tuple[str, int]:
    """The date a claim speaks of, and how many of its letters are known; none where none is."""
    lengths = {"year": 4, "month": 7}
    return _about(claim), lengths.get(claim.about_precision, 10) if claim.about else 0


def _about(claim: Claim) -> str:
    return claim.about.isoformat() if claim.about else "9999"


def _first_places(ids: list[int], person: Person, user: Any) -> list[Line]:
    """The earliest place of each of these claims where the person speaks. Four queries."""
    counted = Coalesce("claim__merged_into", "claim")
    rows = places_of(person, user).annotate(counted=counted).filter(counted__in=ids)
    rows = rows.select_related("claim__merged_into").with_texts()
    firsts = rows.order_by("counted", OUT_BY, "pk").distinct("counted")
    return _lines(list(firsts) if ids else [], person)
