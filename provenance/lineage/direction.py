"""Which of two texts with words in common had them first, and what speaks for it. Pure.

Every rule that has something to say gives a reason with a weight: above 0 for the first text, below
0 for the second. The sum decides where it is large enough; otherwise it stays undecided, and a
person looks. What contradicts the outcome (a copy dated before its source) is named, not hidden.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from rapidfuzz.distance import DamerauLevenshtein

from provenance.sources.proposing import Reason

if TYPE_CHECKING:  # What they bring along is large, and the pages need only ENOUGH.
    from .sharing import Sharing
    from .words import Wording

Direction = Literal["one", "other", ""]

ENOUGH = 1.5
CREDIT, AGENCY, DATED, GUESSED, CUT, INSIDE, UNQUOTED, FIXED = (
    5.0,
    1.5,
    2.0,
    1.0,
    1.0,
    0.7,
    1.5,
    0.5,
)
NEARLY_ALL = 0.9
TAIL = 25  # words one goes on with where the other ends
ENDS = 8  # words after the last shared one that are still an end: a name, a date
LONG_WORD = 4


@dataclass(frozen=True, slots=True)
class Side:
    """What is known of one of the two articles. Names are folded."""

    called: str  # how a sentence names it
    published: date | None = None
    precision: str = ""
    guessed: bool = False  # the date is inferred
    credits: frozenset[str] = frozenset()  # whom it names as its source
    names: frozenset[str] = frozenset()  # what its outlet and its site are called
    is_agency: bool = False
    article: int = 0
    confirmed: frozenset[int] = frozenset()  # articles it comes from, as a person confirmed


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles, their words, and what they share."""

    one: Side
    other: Side
    ours: Wording
    theirs: Wording
    sharing: Sharing

    @property
    def credited(self) -> bool:
        """Whether one of them says that it has its text from the other."""
        return any(reason.weight for reason in _credits(self))


def directed(pair: Pair, *, quotes: bool = False) -> tuple[Direction, list[Reason]]:
    """Which one had it first, and all that speaks for and against it, weightiest first.

    `quotes` where only words in quotation marks are shared: then where the text is cut off says
    nothing, and who has the words without marks said or printed them first.
    """
    rules = (_unquoted,) if quotes else (_cut, _inside, _fixed)
    third = list(_third(pair))
    if third:
        return "", third
    reasons = [reason for rule in (_credits, _agency, _dates, *rules) for reason in rule(pair)]
    score = sum(reason.weight for reason in reasons)
    way: Direction = "" if abs(score) < ENOUGH else "one" if score > 0 else "other"
    reasons += _conflicts(pair, way)
    return way, sorted(reasons, key=lambda reason: -abs(reason.weight))


def _credits(pair: Pair) -> Iterator[Reason]:
    one, other = pair.one, pair.other
    for ours, theirs, sign in ((one, other, -1), (other, one, 1)):
        if theirs.article in ours.confirmed:
            says = f"A person confirmed that {ours.called} has it from {theirs.called}."
            yield Reason("confirmed", says, sign * 2 * CREDIT)
        elif ours.credits & theirs.names:
            yield Reason(
                "credit", f"{ours.called} names {theirs.called} as its source.", sign * CREDIT
            )


def _third(pair: Pair) -> Iterator[Reason]:
    """Two copies of a third piece: neither has it from the other."""
    linked = pair.one.article in pair.other.confirmed or pair.other.article in pair.one.confirmed
    if pair.one.confirmed & pair.other.confirmed and not linked:
        says = "Both have it from a third piece, as a person confirmed."
        yield Reason("third", says, 0.0)


def _agency(pair: Pair) -> Iterator[Reason]:
    if pair.one.is_agency != pair.other.is_agency:
        agency, sign = (pair.one, 1) if pair.one.is_agency else (pair.other, -1)
        yield Reason("agency", f"{agency.called} is an agency's own text.", sign * AGENCY)


def _dates(pair: Pair) -> Iterator[Reason]:
    one, other = _days(pair.one), _days(pair.other)
    if one is None or other is None:
        return
    if one == other and pair.one.precision == "day":
        yield Reason("same_day", "Both are dated the same day.", 0.0)
        return
    if not (one[1] < other[0] or other[1] < one[0]):
        return
    (first, last), sign = (
        ((pair.one, pair.other), 1) if one < other else ((pair.other, pair.one), -1)
    )
    weight = GUESSED if first.guessed or last.guessed else DATED
    says = f"{first.called} is dated {_dated(first)}, {last.called} {_dated(last)}."
    yield Reason("earlier", says, sign * weight)


def _days(side: Side) -> tuple[date, date] | None:
    """The first and last day that a date may mean."""
    if side.published is None:
        return None
    day = side.published
    if side.precision == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if side.precision == "month":
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    return day, day


def _dated(side: Side) -> str:
    length = {"year": 4, "month": 7}.get(side.precision, 10)
    return str(side.published)[:length]


def _cut(pair: Pair) -> Iterator[Reason]:
    """A copy is cut from the end."""
    ours, theirs = _tails(pair)
    if ours <= ENDS and theirs >= TAIL:
        says = f"{pair.one.called} ends where {pair.other.called} goes on."
        yield Reason("cut", says, -CUT)
    elif theirs <= ENDS and ours >= TAIL:
        says = f"{pair.other.called} ends where {pair.one.called} goes on."
        yield Reason("cut", says, CUT)


def _tails(pair: Pair) -> tuple[int, int]:
    """How many words stand behind the last shared one of each text."""
    found = [run for chain in pair.sharing.chains for run in chain]
    ours = max((run.one + run.length for run in found), default=0)
    theirs = max((run.other + run.length for run in found), default=0)
    return len(pair.ours) - ours, len(pair.theirs) - theirs


def _inside(pair: Pair) -> Iterator[Reason]:
    """A piece that stands whole within a longer one was taken in by it: who copies adds."""
    one, other = pair.sharing.one_share, pair.sharing.other_share
    if _tails(pair)[0] >= TAIL and _tails(pair)[1] >= TAIL:
        return
    if one >= NEARLY_ALL > 2 * other:
        says = f"All of {pair.one.called} stands within {pair.other.called}, which adds to it."
        yield Reason("inside", says, INSIDE)
    elif other >= NEARLY_ALL > 2 * one:
        says = f"All of {pair.other.called} stands within {pair.one.called}, which adds to it."
        yield Reason("inside", says, -INSIDE)


def _unquoted(pair: Pair) -> Iterator[Reason]:
    one, other = pair.sharing.one_quoted, pair.sharing.other_quoted
    if one >= NEARLY_ALL and other <= 1 - NEARLY_ALL:
        says = f"{pair.one.called} has the words in quotation marks, {pair.other.called} does not."
        yield Reason("quoted", says, -UNQUOTED)
    elif other >= NEARLY_ALL and one <= 1 - NEARLY_ALL:
        says = f"{pair.other.called} has the words in quotation marks, {pair.one.called} does not."
        yield Reason("quoted", says, UNQUOTED)


def _fixed(pair: Pair) -> Iterator[Reason]:
    """Who copies mends slips of the pen, and rarely adds any."""
    wrong_here, wrong_there = _slips(pair)
    if wrong_here == wrong_there:
        return
    wrong, right, sign = (
        (pair.one, pair.other, 1) if wrong_here > wrong_there else (pair.other, pair.one, -1)
    )
    says = f"{right.called} mends slips that stand in {wrong.called}."
    yield Reason("mended", says, sign * min(2, abs(wrong_here - wrong_there)) * FIXED)


def _slips(pair: Pair) -> tuple[int, int]:
    """How many words of each text are slips: spelled so once, and otherwise everywhere else."""
    changed = [both for both in _replaced(pair) if _one_slip(*both)]
    if not changed:
        return 0, 0
    often = Counter([*_words(pair.ours), *_words(pair.theirs)])
    here = sum(often[ours] == 1 and often[theirs] > 1 for ours, theirs in changed)
    return here, sum(often[theirs] == 1 and often[ours] > 1 for ours, theirs in changed)


def _replaced(pair: Pair) -> Iterator[tuple[str, str]]:
    """The words that one word took the place of, within shared passages."""
    for chain in pair.sharing.chains:
        for before, after in pairwise(chain):
            ours, theirs = before.one + before.length, before.other + before.length
            if after.one - ours == 1 and after.other - theirs == 1:
                yield _word(pair.ours, ours), _word(pair.theirs, theirs)


def _one_slip(ours: str, theirs: str) -> bool:
    if min(len(ours), len(theirs)) < LONG_WORD or not (ours + theirs).isalpha():
        return False
    return DamerauLevenshtein.distance(ours, theirs, score_cutoff=2) <= 2


def _words(wording: Wording) -> Iterator[str]:
    return (_word(wording, number) for number in range(len(wording)))


def _word(wording: Wording, number: int) -> str:
    start, end = wording.span(number, number + 1)
    return wording.text[start:end].casefold()


def _conflicts(pair: Pair, way: Direction) -> Iterator[Reason]:
    """Dates that contradict the outcome."""
    for reason in _dates(pair):
        if way and reason.weight and (reason.weight > 0) != (way == "one"):
            first, last = (pair.one, pair.other) if way == "one" else (pair.other, pair.one)
            says = f"The dates contradict this: {last.called} is dated before {first.called}."
            yield Reason("dates_conflict", says, 0.0)
