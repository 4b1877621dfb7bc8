"""How one claim may stand to another, from their wordings and dates. Pure; English first.

It would rather say nothing than something wrong: a person decides about each proposal, and what
they must refuse costs them time. What two claims say of different times never contradicts.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from claims.records.drift import Drift, Finding, drift
from claims.records.drift_numbers import MONTHS
from claims.records.drift_words import content, words_of

NEAR = 0.25  # Cosine of the weighted words, from which two claims speak of one thing.
FEWEST = 3  # Words in common, at the least; fewer say nothing, however rare they are.
ALIKE = 0.6  # Share of all words that both have, from which their numbers are of one thing,
ALMOST = 0.7  # Share of all words that both have, from which they say the same.
HALF = 0.35  # and from which the one may answer the other.
MOST = 5  # Proposals for one claim.
MONTH = {name: number for number, name in enumerate(MONTHS.split(), 1)}
WHEN = re.compile(
    rf"(?:\b(?P<month>{'|'.join(MONTH)})\s+)?\b(?P<year>1[89]\d\d|20\d\d)\b", re.IGNORECASE
)
# Words that say when, which two claims about different times may have in common.
TIMELESS = frozenset(MONTH)


@dataclass(frozen=True)
class Said:
    """A claim as far as it is compared: its wording, the day it speaks of, who says it."""

    id: int
    statement: str
    about: date | None = None
    about_precision: str = ""
    language: str = "en"


@dataclass(frozen=True)
class Guess:
    """How `source` may stand to `target` (ids), how sure (0 to 1), and the signs of it."""

    source: int
    target: int
    kind: str
    confidence: float
    signs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Pair:
    one: Said
    other: Said
    near: float
    shared: frozenset[str]
    alone: frozenset[str]
    other_alone: frozenset[str]
    found: tuple[Finding, ...]

    @property
    def alike(self) -> float:
        """Share of all words that both have."""
        return len(self.shared) / max(1, len(self.shared | self.alone | self.other_alone))

    def has(self, *kinds: Drift) -> Finding | None:
        """The first change of one of these kinds."""
        return next((one for one in self.found if one.kind in kinds), None)


def guesses(claim: Said, others: Sequence[Said]) -> list[Guess]:
    """What a claim may be to others, the surest first, at most MOST.

    A word weighs the more the fewer of the others have it: what all speak of ties no two of them.
    """
    others = [one for one in others if one.id != claim.id and one.language == claim.language]
    counted = Counter(word for one in [claim, *others] for word in _content(one.statement))
    weights = {word: math.log((len(others) + 2) / number) for word, number in counted.items()}
    found = [one for one in (_guess_of(claim, other, weights) for other in others) if one]
    return sorted(found, key=lambda one: (-one.confidence, one.target))[:MOST]


def _guess_of(one: Said, other: Said, weights: Mapping[str, float]) -> Guess | None:
    ours, theirs = _content(one.statement), _content(other.statement)
    shared = ours & theirs
    near = _cosine(ours, theirs, weights)
    if len(shared) < FEWEST or near < NEAR:
        return None
    found = tuple(drift(one.statement, other.statement, attributed=True))
    pair = _Pair(one, other, near, shared, ours - theirs, theirs - ours, found)
    rules = (_apart, _denied, _counted, _widened, _part, _same, _context)
    return next((guess for guess in (rule(pair) for rule in rules) if guess), None)


def _cosine(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    def weight(words: frozenset[str]) -> float:
        return sum(weights[word] ** 2 for word in words)

    return weight(one & other) / (math.sqrt(weight(one) * weight(other)) or 1.0)


def _apart(pair: _Pair) -> Guess | None:
    """What is said of other times never contradicts."""
    ours, theirs = _times(pair.one), _times(pair.other)
    if (
        pair.alike < HALF
        or not ours
        or not theirs
        or any(_meet(a, b) for a in ours for b in theirs)
    ):
        return None
    says = f"They speak of different times: {_named(ours)}; {_named(theirs)}."
    return _guess(pair, "context", 0.5, ("times", says))


def _denied(pair: _Pair) -> Guess | None:
    denial = pair.has(Drift.NEGATION)
    if denial is None or pair.alike < HALF:
        return None
    return _guess(pair, "contradicts", 0.8, ("negation", f"One denies it: {_quoted(denial)}"))


def _counted(pair: _Pair) -> Guess | None:
    """Other numbers: of the same thing they contradict, of more or less of it both may be true."""
    number = pair.has(Drift.NUMBER)
    if number is None:
        return None
    if pair.alone and pair.other_alone and pair.alike < ALIKE:
        says = f"The numbers differ, perhaps of different things: {_quoted(number)}"
        return _guess(pair, "context", 0.4, ("number", says))
    if more := _more(pair):
        says = f"The numbers differ: {_quoted(number)} One of them also says: {more}."
        return _guess(pair, "both_true", 0.6, ("number", says))
    return _guess(pair, "contradicts", 0.7, ("number", f"The numbers differ: {_quoted(number)}"))


def _widened(pair: _Pair) -> Guess | None:
    change = pair.has(Drift.WIDENED, Drift.NARROWED)
    if change is None:
        return None
    # Drift is told from the first to the second: what was widened is broader there.
    kind = "narrower" if change.kind == Drift.WIDENED else "broader"
    return _guess(
        pair, kind, 0.7, ("subject", f"One speaks of more than the other: {_quoted(change)}")
    )


def _part(pair: _Pair) -> Guess | None:
    """All that one says the other says too, with something more: it says less."""
    more = _more(pair)
    if not more:
        return None
    kind = "narrower" if pair.alone else "broader"
    return _guess(pair, kind, 0.6, ("words", f"One says more exactly: {more}."))


def _more(pair: _Pair) -> str:
    """What one says beyond the other, where the other says nothing beyond it; else empty."""
    if pair.alone and pair.other_alone:
        return ""
    return _words(pair.alone, pair.one) or _words(pair.other_alone, pair.other)


def _same(pair: _Pair) -> Guess | None:
    if pair.alike < ALMOST:
        return None
    doubt = pair.has(Drift.HEDGE_LOST, Drift.HEDGE_ADDED, Drift.SURER)
    signs = [("words", "They say the same in nearly the same words.")]
    signs += [("hedge", f"One is surer than the other: {_quoted(doubt)}")] if doubt else []
    return _guess(pair, "same", 0.7, *signs)


def _context(pair: _Pair) -> Guess | None:
    says = f"Both speak of {_words(pair.shared, pair.one)}."
    return _guess(pair, "context", round(min(0.5, pair.near / 2), 2), ("words", says))


def _content(statement: str) -> frozenset[str]:
    return frozenset(content(words_of(statement))) - TIMELESS


def _times(said: Said) -> list[tuple[int, int]]:
    """(year, month) of every time a claim names; month 0 where only the year is said."""
    found = {
        (int(hit["year"]), MONTH[hit["month"].lower()] if hit["month"] else 0)
        for hit in WHEN.finditer(said.statement)
    }
    if said.about:
        found.add((said.about.year, 0 if said.about_precision == "year" else said.about.month))
    return sorted(found)


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] == other[0] and (one[1] == other[1] or 0 in (one[1], other[1]))


def _named(times: list[tuple[int, int]]) -> str:
    names = MONTHS.split()
    return ", ".join(
        f"{names[month - 1].capitalize()} {year}" if month else str(year) for year, month in times
    )


def _guess(pair: _Pair, kind: str, confidence: float, *signs: tuple[str, str]) -> Guess:
    return Guess(pair.one.id, pair.other.id, kind, confidence, signs)


def _quoted(finding: Finding) -> str:
    return finding.says[0].upper() + finding.says[1:]


def _words(stems: frozenset[str], said: Said) -> str:
    """The words of a claim that have these stems, as they stand there."""
    words = words_of(said.statement)
    given = [word.given for word in words if content([word]) & stems]
    return ", ".join(dict.fromkeys(given[:8]))
