"""What two articles have in common, of which kind it is, and who had it first. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from provenance.sources.proposing import Reason

from .direction import Direction, Pair, Side, directed
from .kinds import Kind, kind_of
from .sharing import Sharing, compare
from .words import Span, Wording

LONGEST_QUOTE = 120  # words of what a proposal points at


@dataclass(frozen=True, slots=True)
class Text:
    """One article as it is compared: what is known of it, who signs it, its words."""

    side: Side
    signed: frozenset[str]
    wording: Wording


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came out of comparing two articles."""

    kind: Kind
    sharing: Sharing
    direction: Direction
    reasons: Sequence[Reason]
    credited: bool

    @property
    def score(self) -> float:
        """How much speaks for the direction, whichever it is."""
        return abs(sum(reason.weight for reason in self.reasons))


def judge(one: Text, other: Text) -> Judgement:
    """Compare two articles."""
    sharing = compare(one.wording, other.wording)
    pair = Pair(one.side, other.side, one.wording, other.wording, sharing)
    credited = pair.credited
    kind = kind_of(sharing, one_by=one.signed, other_by=other.signed, credited=credited)
    if kind == "coincidence":
        return Judgement(kind, sharing, "", [], credited)
    way, reasons = directed(pair, quotes=kind == "quotation")
    return Judgement(kind, sharing, way, reasons, credited)


def longest(one: Text, other: Text, sharing: Sharing) -> tuple[Span, Span]:
    """Where most words in a row agree, cut to what a reader takes in, on both sides."""
    run = max((run for chain in sharing.chains for run in chain), key=lambda run: run.length)
    length = min(run.length, LONGEST_QUOTE)
    here = one.wording.span(run.one, run.one + length)
    return here, other.wording.span(run.other, run.other + length)
