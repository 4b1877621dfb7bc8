"""Which claims of a case speak against each other, and which only seem to. Pure.

What a person decided stands. Of the rest, pairs are proposed that speak of one thing in nearly the
same words, where one denies the other or names another number; two that speak of different times
are told apart and never called a contradiction. English first: in other languages little is found.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from claims.records.drift import Drift, drift
from claims.records.drift_numbers import MONTHS
from claims.records.drift_words import content, words_of
from provenance.lineage.network import period

ALIKE = 0.35  # Share of all words that both have, from which one claim may answer the other.
SAME_SUBJECT = 0.5  # The same for two that speak of different times, which is said of more pairs.
FEWEST = 3  # Words in common, at the least; two if there is hardly another word.
HARDLY_ANOTHER = 0.6
RELATED = 2  # The same where a person has said already that two belong together.
COMMON = 60  # A word that so many claims have ties no two of them together.
MOST_LOOKED_AT = 3_000  # Pairs that are compared word for word, the likeliest first.
MOST_PROPOSED = 60
MONTH = {name: number for number, name in enumerate(MONTHS.split(), 1)}
WHEN = re.compile(
    rf"(?:\b(?P<month>{'|'.join(MONTH)})\s+)?\b(?P<year>1[89]\d\d|20\d\d)\b", re.IGNORECASE
)
NUMERALS = re.compile(r"\d[\d.,:]*")


class Verdict(StrEnum):
    """What two claims are to each other."""

    AGAINST = "against"
    APART = "apart"
    BOTH_TRUE = "both_true"


@dataclass(frozen=True)
class Said:
    """A claim as far as it is compared. `texts` are the articles in which it stands, if known."""

    id: int
    statement: str
    about: date | None = None
    precision: str = ""
    language: str = "en"
    texts: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Related:
    """What is recorded of two claims: a person's word (`confirmed`), or a proposal or refusal."""

    one: int
    other: int
    kind: str
    reason: str = ""
    state: str = "confirmed"
    id: int | None = None


@dataclass(frozen=True)
class Pair:
    """Two claims (ids), the one about the earlier time first, and why they stand together.

    `decided` by a person; else proposed, by the relation of that id or by this module. `times` says
    that they speak of different times, where both say of which; `across` whether they stand in
    different texts.
    """

    one: int
    other: int
    verdict: Verdict
    reason: str
    decided: bool
    times: str = ""
    across: bool = True
    relation: int | None = None


@dataclass(frozen=True)
class Found:
    """Pairs that speak against each other, those at different times, those that are both true."""

    against: list[Pair] = field(default_factory=list)
    apart: list[Pair] = field(default_factory=list)
    both_true: list[Pair] = field(default_factory=list)


def contradictions(
    said: Sequence[Said], related: Iterable[Related], *, propose: bool = True
) -> Found:
    """Sort what is recorded of these claims, and `propose` what nobody has looked at yet.

    Decided pairs come first, then those that stand in different texts.
    """
    claims = {one.id: one for one in said}
    known = [one for one in related if one.one in claims and one.other in claims]
    pairs = [pair for one in known if (pair := _told(one, claims))]
    if propose:
        settled = {frozenset((one.one, one.other)) for one in known}
        pairs += _proposed(said, settled)
    ordered = sorted(_once(pairs), key=lambda one: (not one.decided, not one.across))
    by = {verdict: [one for one in ordered if one.verdict == verdict] for verdict in Verdict}
    return Found(by[Verdict.AGAINST], by[Verdict.APART], by[Verdict.BOTH_TRUE])


def _once(pairs: Iterable[Pair]) -> list[Pair]:
    """One pair of the same two claims: what a person decided, before what is proposed."""
    found: dict[tuple[int, int], Pair] = {}
    for pair in sorted(pairs, key=lambda one: (not one.decided, one.verdict != Verdict.AGAINST)):
        found.setdefault((pair.one, pair.other), pair)
    return list(found.values())


# --- times ----------------------------------------------------------------------------------


def times_of(said: Said) -> list[tuple[date, date]]:
    """The first and last day of every time that a claim speaks of; none where it names none."""
    found = {period(said.about, said.precision)} if said.about else set()
    for hit in WHEN.finditer(said.statement):
        month = MONTH[hit["month"].lower()] if hit["month"] else 0
        day = date(int(hit["year"]), month or 1, 1)
        found.add(period(day, "month" if month else "year"))
    return sorted(found)


def different_times(one: Said, other: Said) -> str:
    """`They speak of different times: March 2016; December 2017.`; empty where they may not."""
    ours, theirs = times_of(one), times_of(other)
    if not ours or not theirs:
        return ""
    if any(a[0] <= b[1] and b[0] <= a[1] for a in ours for b in theirs):
        return ""
    return f"They speak of different times: {_spelled(ours)}; {_spelled(theirs)}."


def _spelled(times: Iterable[tuple[date, date]]) -> str:
    """No more than is needed: `21 May 2025` says May and 2025 too."""
    given = list(times)
    inner = [one for one in given if not any(_holds(one, other) for other in given)]
    return ", ".join(_time(first, last) for first, last in inner)


def _holds(outer: tuple[date, date], inner: tuple[date, date]) -> bool:
    return outer != inner and outer[0] <= inner[0] and inner[1] <= outer[1]


def _time(first: date, last: date) -> str:
    if first == last:
        return f"{first.day} {first:%B} {first.year}"
    return f"{first:%B} {first.year}" if first.month == last.month else str(first.year)


# --- what is recorded -----------------------------------------------------------------------


def _told(related: Related, claims: Mapping[int, Said]) -> Pair | None:
    """A relation as a pair; None for those that say nothing for or against."""
    one, other = claims[related.one], claims[related.other]
    times = different_times(one, other)
    verdict = _verdict(related, times, one, other)
    if verdict is None:
        return None
    decided = related.state == "confirmed"
    return _pair(
        one, other, verdict, related.reason, decided=decided, times=times, relation=related.id
    )


def _verdict(related: Related, times: str, one: Said, other: Said) -> Verdict | None:
    """A person may find that two contradict each other although their times differ; we may not."""
    decided = related.state == "confirmed"
    if related.state == "refused":
        return None
    if related.kind == "contradicts":
        return Verdict.AGAINST if decided or not times else Verdict.APART
    if related.kind == "both_true" and decided:
        return Verdict.BOTH_TRUE
    # Two things of one sort, which a hasty reader takes for one: say so before anyone asks.
    shared = _stems(one.statement) & _stems(other.statement)
    is_context = related.kind == "context" and decided
    return Verdict.APART if is_context and times and len(shared) >= RELATED else None


def _pair(
    one: Said,
    other: Said,
    verdict: Verdict,
    reason: str,
    *,
    decided: bool = False,
    times: str = "",
    relation: int | None = None,
) -> Pair:
    first, last = sorted((one, other), key=lambda said: (_begins(said), said.id))
    across = not one.texts or not other.texts or not one.texts & other.texts
    return Pair(first.id, last.id, verdict, reason, decided, times, across, relation)


def _begins(said: Said) -> date:
    return next((first for first, _ in times_of(said)), date.max)


# --- what is proposed -----------------------------------------------------------------------


def _proposed(said: Sequence[Said], settled: set[frozenset[int]]) -> list[Pair]:
    stems = {one.id: _stems(one.statement) for one in said}
    claims = {one.id: one for one in said}
    found: list[Pair] = []
    for one, other in _likely(stems, settled):
        pair = _compared(claims[one], claims[other], stems)
        found += [pair] if pair else []
        if len(found) == MOST_PROPOSED:
            break
    return found


def _likely(
    stems: Mapping[int, frozenset[str]], settled: set[frozenset[int]]
) -> Iterator[tuple[int, int]]:
    """Pairs with rare words in common, the rarest and most first; never all against all."""
    having: dict[str, list[int]] = defaultdict(list)
    for pk, words in stems.items():
        for word in words:
            having[word].append(pk)
    near: Counter[tuple[int, int]] = Counter()
    for ids in having.values():
        if len(ids) <= COMMON:
            weight = round(100 * math.log(len(stems) / len(ids) + 1))
            near.update({(a, b): weight for at, a in enumerate(ids) for b in ids[at + 1 :]})
    for (one, other), _ in near.most_common(MOST_LOOKED_AT):
        if frozenset((one, other)) not in settled:
            yield one, other


def _compared(one: Said, other: Said, stems: Mapping[int, frozenset[str]]) -> Pair | None:
    ours, theirs = stems[one.id], stems[other.id]
    shared = len(ours & theirs)
    alike = shared / max(1, len(ours | theirs))
    enough = shared >= FEWEST or (shared == FEWEST - 1 and alike >= HARDLY_ANOTHER)
    if one.language != other.language or not enough or alike < ALIKE:
        return None
    if times := different_times(one, other):
        if alike < SAME_SUBJECT:
            return None
        return _pair(one, other, Verdict.APART, "", times=times)
    changed = {
        found.kind: found for found in drift(one.statement, other.statement, attributed=True)
    }
    if Drift.NEGATION in changed:
        reason = f"One denies it: {changed[Drift.NEGATION].says}"
        return _pair(one, other, Verdict.AGAINST, reason)
    # Of more or of less than the other both numbers may be right.
    if Drift.NUMBER in changed and ours == theirs:
        reason = f"The numbers differ: {changed[Drift.NUMBER].says}"
        return _pair(one, other, Verdict.AGAINST, reason)
    return None


def _stems(statement: str) -> frozenset[str]:
    """The words that say what it is about: no numbers, no months."""
    words = [one for one in words_of(statement) if not NUMERALS.fullmatch(one.text)]
    return frozenset(content(words)) - MONTH.keys()
