"""What became of a wording on its way: hedges, negations, numbers, subjects, times. Pure.

Compares the words of one hop with those of the next and says what is not the same in substance.
It goes by word lists and a few rules, in English only, and would rather overlook a change than
call a mere rewording one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from . import drift_subjects
from .drift_numbers import APPROX, ROUNDED, Quantity, quantities
from .drift_times import came_true, lengthened, shifted
from .drift_words import (
    BOOSTERS,
    HEARSAY,
    HEDGES,
    NEGATORS,
    NO_NEGATION,
    SAYING,
    STOP,
    Hit,
    Word,
    content,
    hits,
    stem,
    words_of,
)

LONGEST = 2_000  # Characters of a wording that are looked at.
NEAR = 7  # Words around a hedge that it belongs to.


class Drift(StrEnum):
    """What kind of change a wording went through."""

    HEDGE_LOST = "hedge_lost"
    HEDGE_ADDED = "hedge_added"
    SURER = "surer"
    NEGATION = "negation"
    NUMBER = "number"
    WIDENED = "widened"
    NARROWED = "narrowed"
    TIME = "time"
    SAID_AS_FACT = "said_as_fact"


LABELS = {
    Drift.HEDGE_LOST: "hedge lost",
    Drift.HEDGE_ADDED: "hedge added",
    Drift.SURER: "surer",
    Drift.NEGATION: "negation changed",
    Drift.NUMBER: "number changed",
    Drift.WIDENED: "widened",
    Drift.NARROWED: "narrowed",
    Drift.TIME: "time shifted",
    Drift.SAID_AS_FACT: "told as fact",
}


@dataclass(frozen=True)
class Span:
    """Words of one side and where they stand in it, in code points, half open."""

    words: str
    start: int
    end: int


@dataclass(frozen=True)
class Finding:
    """One change. A side is None where nothing there answers to the other."""

    kind: Drift
    says: str
    before: Span | None
    after: Span | None

    @property
    def label(self) -> str:
        """The change in one or two words."""
        return LABELS[self.kind]


@dataclass(frozen=True)
class _Pair:
    """Two wordings, read."""

    then: str
    now: str
    before: list[Word]
    after: list[Word]

    def old(self, hit: Hit | None) -> Span | None:
        return _span(self.then, self.before, hit)

    def new(self, hit: Hit | None) -> Span | None:
        return _span(self.now, self.after, hit)

    def found(self, kind: Drift, says: str, old: Hit | None, new: Hit | None) -> Finding:
        before, after = self.old(old), self.new(new)
        said = says.format(
            old=f"“{before.words}”" if before else "", new=f"“{after.words}”" if after else ""
        )
        return Finding(kind, said, before, after)


def drift(before: str, after: str, *, attributed: bool = False) -> list[Finding]:
    """What changed in substance from one wording to the next, in the order of the later one.

    `attributed`: the later text says who said it outside these words, so that it isn't told as a
    fact though they don't.
    """
    before, after = before[:LONGEST], after[:LONGEST]
    pair = _Pair(before, after, words_of(before), words_of(after))
    if [one.text for one in pair.before] == [one.text for one in pair.after]:
        return []
    shared = content(pair.before) & content(pair.after)
    hedges = list(_hedges(pair))
    if not shared:
        return [one for one in hedges if one.kind == Drift.HEDGE_LOST and one.after]
    looks: list[Callable[[_Pair], Iterator[Finding]]] = [_negations, _numbers, _subjects, _times]
    found = [*hedges, *(one for look in looks for one in look(pair))]
    if not attributed and not any(one.kind == Drift.HEDGE_LOST for one in found):
        found += _told_as_fact(pair)
    return sorted(_once(found), key=_place)


def _hedges(pair: _Pair) -> Iterator[Finding]:
    old, new = _hedged(pair.before), _hedged(pair.after)
    sure = hits(pair.after, BOOSTERS)
    surer = sure[0] if sure and not hits(pair.before, BOOSTERS) else None
    if old and not new:
        near = [one for one in old if _is_about(pair.before, one, content(pair.after))]
        if surer is not None:
            yield pair.found(Drift.HEDGE_LOST, "{old} became {new}.", old[0], surer)
        elif near:
            says = "{old} is gone: what was uncertain is told without a doubt."
            yield pair.found(Drift.HEDGE_LOST, says, near[0], None)
    elif new and not old:
        near = [one for one in new if _is_about(pair.after, one, content(pair.before))]
        if near:
            says = "{new} was not said before: it is told with a doubt now."
            yield pair.found(Drift.HEDGE_ADDED, says, None, near[0])
    elif surer is not None and not new:
        says = "{new} makes it surer than it was said before."
        yield pair.found(Drift.SURER, says, None, surer)


def _hedged(words: list[Word]) -> list[Hit]:
    return [one for one in hits(words, HEDGES) if not _is_no_hedge(words, one)]


def _is_no_hedge(words: list[Word], hit: Hit) -> bool:
    """`May 2024`, `could not`, `as likely as`."""
    word, following = words[hit.first], _text(words, hit.last + 1)
    if word.text == "may":
        previous = _text(words, hit.first - 1)
        is_date = following.isdigit() or previous.isdigit() or previous in ("in", "since", "of")
        return word.given == "May" and (hit.first > 0 or is_date)
    return word.text == "could" and following == "not"


def _is_about(words: list[Word], hit: Hit, others: set[str]) -> bool:
    """Whether something a hedge stands beside is said on the other side too."""
    around = [*words[max(0, hit.first - NEAR) : hit.first], *words[hit.last + 1 :][:NEAR]]
    return bool(content(around) & others)


def _negations(pair: _Pair) -> Iterator[Finding]:
    old, new = _negated(pair.before), _negated(pair.after)
    if len(old) == len(new):
        return
    lost = len(old) > len(new)
    there, here = (old, new) if lost else (new, old)
    others = pair.after if lost else pair.before
    still = {what for _, what in here}
    plain = {stem(one.text): at for at, one in enumerate(others)}
    for hit, what in there:
        if what and what in plain and what not in still:
            says = (
                "{old} became {new}: the negation is gone."
                if lost
                else ("{old} became {new}: it is denied now.")
            )
            other = Hit(plain[what], plain[what])
            yield pair.found(Drift.NEGATION, says, *((hit, other) if lost else (other, hit)))
            return


def _negated(words: list[Word]) -> list[tuple[Hit, str]]:
    """Each negating word up to what it negates, and that word's stem, if it is told."""
    harmless = {at for one in hits(words, NO_NEGATION) for at in range(one.first, one.last + 1)}
    found = []
    short = [Hit(at, at) for at, one in enumerate(words) if one.text.endswith("n't")]
    for hit in sorted([*hits(words, NEGATORS), *short], key=lambda one: one.first):
        at = hit.first
        if at in harmless:
            continue
        following = range(hit.last + 1, min(len(words), hit.last + 5))
        what = next((there for there in following if words[there].text not in STOP), None)
        if what is None or not words[what].text[0].isalpha():
            found.append((Hit(at, at), ""))
        else:
            found.append((Hit(at, what), stem(words[what].text)))
    return found


def _numbers(pair: _Pair) -> Iterator[Finding]:
    then, now = quantities(pair.before), quantities(pair.after)
    alone = list(then)
    new: list[Quantity] = []
    for one in now:
        match = next((other for other in alone if other.equals(one)), None)
        if match is None:
            new.append(one)
            continue
        alone.remove(match)
        yield from _qualified(pair, match, one)
    for one in new:
        olds = [other for other in alone if _may_be(other, one)]
        if not olds or any(_is_rounded(other, one) for other in olds):
            continue
        first = olds[0]
        says = _sums(pair, olds) if len(olds) > 1 else "{old} became {new}."
        yield pair.found(Drift.NUMBER, says, _of(first), _of(one))
        alone = [other for other in alone if other not in olds]


def _is_rounded(one: Quantity, other: Quantity) -> bool:
    """`6,200` and `about 6,000`: one says of itself that it is not exact."""
    return APPROX in (one.qualifier, other.qualifier) and one.equals(other, ROUNDED)


def _sums(pair: _Pair, olds: Sequence[Quantity]) -> str:
    said = [span.words for one in olds if (span := pair.old(_of(one)))]
    return f"{' and '.join(f'“{one}”' for one in said)} became {{new}}."


def _may_be(old: Quantity, new: Quantity) -> bool:
    """Whether one number can have taken the place of the other."""
    if old.dimension and new.dimension:
        return old.dimension == new.dimension
    return old.dimension == new.dimension or old.noun == new.noun or bool(new.dimension)


def _qualified(pair: _Pair, old: Quantity, new: Quantity) -> Iterator[Finding]:
    if old.qualifier == new.qualifier:
        return
    if old.qualifier == APPROX and not new.qualifier:
        says = "{old} became {new}: an estimate is told as exact."
        yield pair.found(Drift.HEDGE_LOST, says, _of(old), _of(new))
    elif new.qualifier == APPROX and not old.qualifier:
        says = "{old} became {new}: told as an estimate now."
        yield pair.found(Drift.HEDGE_ADDED, says, _of(old), _of(new))
    else:
        yield pair.found(Drift.NUMBER, "{old} became {new}.", _of(old), _of(new))


def _subjects(pair: _Pair) -> Iterator[Finding]:
    for what, old, new in drift_subjects.changed(pair.before, pair.after):
        wider = what == "widened"
        says = (
            "{old} became {new}: it is said of more now."
            if wider
            else ("{old} became {new}: it is said of fewer now.")
        )
        yield pair.found(Drift.WIDENED if wider else Drift.NARROWED, says, old, new)


def _times(pair: _Pair) -> Iterator[Finding]:
    old, new = quantities(pair.before), quantities(pair.after)
    for then, now in shifted(pair.before, pair.after):
        yield pair.found(Drift.TIME, "{old} became {new}.", then, now)
    for then, now in lengthened(pair.before, pair.after, old, new):
        yield pair.found(Drift.TIME, "{old} became {new}.", then, now)
    for then, now in came_true(pair.before, pair.after):
        says = "{old} became {new}: what was to come is told as done."
        yield pair.found(Drift.TIME, says, then, now)


def _told_as_fact(pair: _Pair) -> Iterator[Finding]:
    said = hits(pair.before, SAYING)
    heard = {one.text for one in pair.after} & HEARSAY
    if said and not hits(pair.after, SAYING) and not heard:
        says = "{old} is gone: what someone said is told as a fact."
        yield pair.found(Drift.SAID_AS_FACT, says, said[0], None)


def _of(one: Quantity) -> Hit:
    return Hit(one.first, one.last)


def _text(words: Sequence[Word], at: int) -> str:
    return words[at].text if 0 <= at < len(words) else ""


def _span(text: str, words: Sequence[Word], hit: Hit | None) -> Span | None:
    if hit is None:
        return None
    start, end = words[hit.first].start, words[hit.last].end
    return Span(text[start:end], start, end)


def _once(found: Sequence[Finding]) -> list[Finding]:
    """Two rules may see the same change; the first to see it says so."""
    kept: list[Finding] = []
    for one in found:
        if not any(_overlap(one.before, other.before) and _overlap(one.after, other.after)
                   for other in kept):  # fmt: skip
            kept.append(one)
    return kept


def _overlap(one: Span | None, other: Span | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.start < other.end and other.start < one.end


def _place(finding: Finding) -> tuple[int, int]:
    before, after = finding.before, finding.after
    return (after.start if after else LONGEST, before.start if before else LONGEST)
