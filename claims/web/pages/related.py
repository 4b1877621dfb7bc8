"""What a claim has to do with others: the whole, the merged, the related."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from claims.records.models import Claim, Merge, Relation
from claims.reviews.models import Verdict
from provenance.accounts.models import User
from provenance.written import written_once

from ..words import day

MOST_PROPOSED = 5
# How a relation reads from its source, and from its target.
WORDS = {
    "same": ("Is the same claim as", "Is the same claim as"),
    "narrower": ("Is narrower than", "Is broader than"),
    "broader": ("Is broader than", "Is narrower than"),
    "contradicts": ("Contradicts", "Contradicts"),
    "supports": ("Supports", "Is supported by"),
    "context": ("Gives context to", "Gets context from"),
    "both_true": ("Both true, by different measures:", "Both true, by different measures:"),
}


@dataclass(frozen=True)
class Neighbour:
    """Another claim, how it stands to this one, and its verdict if it has one."""

    claim: Claim
    words: str
    verdict: Verdict | None
    reason: str = ""
    relation: Relation | None = None

    @property
    def when(self) -> str:
        """From when until when it holds, where that is said."""
        return term(self.relation) if self.relation else ""


@dataclass(frozen=True)
class Related:
    """All neighbours of a claim that a person may see; for its parts see `parts`."""

    whole: Neighbour | None
    others: list[Neighbour]
    merged: list[Merge]
    proposed: list[Neighbour]

    def __bool__(self) -> bool:
        near = self.whole or self.others or self.merged
        return bool(near or self.proposed)


def term(relation: Relation) -> str:
    """From when until when a relation holds, in words; empty where nothing is said."""
    begins = day(relation.holds_from, relation.holds_from_precision)
    ends = day(relation.holds_until, relation.holds_until_precision)
    if begins and ends:
        return f"from {begins} until {ends}"
    return f"from {begins}" if begins else f"until {ends}" if ends else ""


def related_to(claim: Claim, user: User) -> Related:
    """Read them in five queries, four where the claim is no part of another."""
    kin: list[Claim] = _kin(claim.parent_id, user) if claim.parent_id else []
    relations: list[Relation] = _relations(claim.pk, user)
    proposals: list[Relation] = _proposals(claim.pk, user)
    others = [
        one.target if one.source_id == claim.pk else one.source for one in [*relations, *proposals]
    ]
    current = _verdicts([one.pk for one in [*kin, *others]])
    verdicts = {verdict.claim_id: verdict for verdict in current}
    return Related(
        whole=next((Neighbour(one, "", verdicts.get(one.pk)) for one in kin), None),
        others=[_other(one, claim, verdicts) for one in relations],
        merged=_merges(claim.pk),
        proposed=[_other(one, claim, verdicts) for one in proposals],
    )


@written_once
def _kin(parent_id: int, user: User) -> Any:
    return Claim.objects.visible_to(user).filter(pk=parent_id)


@written_once
def _relations(claim_id: int, user: User) -> Any:
    ends = Q(source=claim_id) | Q(target=claim_id)
    return Relation.objects.visible_to(user).filter(ends).select_related("source", "target")


@written_once
def _proposals(claim_id: int, user: User) -> Any:
    rows = Relation.objects.proposed_to(user).of_claim(claim_id)
    return rows.select_related("source", "target").order_by("-confidence", "pk")[:MOST_PROPOSED]


@written_once
def _verdicts(claim_ids: list[int]) -> Any:
    return Verdict.objects.filter(claim__in=claim_ids).current()


@written_once
def _merges(claim_id: int) -> Any:
    return Merge.objects.filter(kept=claim_id, undone_at=None).select_related("merged")


def _other(relation: Relation, claim: Claim, verdicts: dict[int, Verdict]) -> Neighbour:
    from_here = relation.source_id == claim.pk
    other = relation.target if from_here else relation.source
    words = WORDS[relation.kind][0 if from_here else 1]
    return Neighbour(other, words, verdicts.get(other.pk), relation.reason, relation)
