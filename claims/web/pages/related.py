"""What a claim has to do with others: the whole, the parts, the merged, the related."""

from dataclasses import dataclass

from django.db.models import Q

from claims.records.models import Claim, Merge, Relation
from claims.reviews.models import Verdict
from provenance.accounts.models import User

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


@dataclass(frozen=True)
class Related:
    """All neighbours of a claim that a person may see."""

    whole: Neighbour | None
    parts: list[Neighbour]
    others: list[Neighbour]
    merged: list[Merge]

    def __bool__(self) -> bool:
        return bool(self.whole or self.parts or self.others or self.merged)


def related_to(claim: Claim, user: User) -> Related:
    """Read them in four queries."""
    family = Q(parent=claim) | Q(pk=claim.parent_id)
    kin = list(Claim.objects.visible_to(user).filter(family).order_by("pk"))
    relations = list(
        Relation.objects.visible_to(user)
        .filter(Q(source=claim) | Q(target=claim))
        .select_related("source", "target")
    )
    others = [one.target if one.source_id == claim.pk else one.source for one in relations]
    current = Verdict.objects.filter(claim__in=[one.pk for one in [*kin, *others]]).current()
    verdicts = {verdict.claim_id: verdict for verdict in current}
    near = [Neighbour(one, "", verdicts.get(one.pk)) for one in kin]
    return Related(
        whole=next((one for one in near if one.claim.pk == claim.parent_id), None),
        parts=[one for one in near if one.claim.parent_id == claim.pk],
        others=[_other(one, claim, verdicts) for one in relations],
        merged=list(claim.merges_in.filter(undone_at=None).select_related("merged")),
    )


def _other(relation: Relation, claim: Claim, verdicts: dict[int, Verdict]) -> Neighbour:
    from_here = relation.source_id == claim.pk
    other = relation.target if from_here else relation.source
    words = WORDS[relation.kind][0 if from_here else 1]
    return Neighbour(other, words, verdicts.get(other.pk), relation.reason, relation)
