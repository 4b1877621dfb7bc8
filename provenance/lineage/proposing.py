"""What is proposed where two articles share text: that the later one has it from the earlier."""

from dataclasses import dataclass, replace

from provenance.sources.knowing import Known
from provenance.sources.models import Article, Citation
from provenance.sources.proposing import Place, Proposal, Reason

from .judging import Judgement, Text, longest

SURE, SUREST, EACH = 0.55, 0.97, 0.07
OF_A_PART = 0.9  # how sure we are that a shared part means more than a shared source


@dataclass(frozen=True, slots=True)
class Compared:
    """Two articles, the one we knew first before the other, and what came out."""

    one: Article
    other: Article
    ours: Text
    theirs: Text
    judgement: Judgement


def proposal_of(pair: Compared) -> Proposal | None:
    """The later article republishes or quotes the earlier; nothing where that is undecided."""
    found = pair.judgement
    if found.kind == "coincidence" or not found.direction:
        return None
    one_is_first = found.direction == "one"
    here, there = _places(pair)
    if not one_is_first:
        here, there = there, here
    # `here` stands in the later text, `there` in the earlier one.
    return Proposal(
        source=pair.other if one_is_first else pair.one,
        target=pair.one if one_is_first else pair.other,
        kind=Citation.Kind.QUOTES if found.kind == "quotation" else Citation.Kind.REPUBLISHES,
        reasons=[_shared(pair), *_for(found)],
        known=Known.INFERRED,
        confidence=_confidence(found),
        here=here,
        there=there,
        uncredited=not found.credited,
    )


def _places(pair: Compared) -> tuple[Place | None, Place | None]:
    """Where most words in a row agree: in the other article, and in the one."""
    if pair.one.latest is None or pair.other.latest is None:
        return None, None
    ours, theirs = longest(pair.ours, pair.theirs, pair.judgement.sharing)
    return Place(pair.other.latest, *theirs), Place(pair.one.latest, *ours)


def _shared(pair: Compared) -> Reason:
    sharing = pair.judgement.sharing
    share = sharing.other_share if pair.judgement.direction == "one" else sharing.one_share
    says = f"{sharing.words} words stand in both word for word, {share:.0%} of this piece."
    return Reason(f"shared_{pair.judgement.kind}", says, round(1 + 4 * share, 2))


def _for(found: Judgement) -> list[Reason]:
    """The reasons, above 0 where they speak for the direction that came out."""
    sign = 1 if found.direction == "one" else -1
    return [replace(one, weight=sign * one.weight) for one in found.reasons]


def _confidence(found: Judgement) -> float:
    sure = min(SUREST, SURE + EACH * found.score)
    return round(sure * (1 if found.kind == "copy" else OF_A_PART), 3)
