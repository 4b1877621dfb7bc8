"""What the history says of a claim, with the seals that lead from there to its newest event.

Those who may read the history get the events of the claim and every seal of the chain since the
first of them. Everyone else gets the seals under which verdicts were published and nothing beside:
they tell nothing and never change, and can be compared with the history by those who have it.
"""

from typing import Any

from claims.evidence.models import Evidence
from claims.records.models import Appearance, Claim
from claims.reviews.models import Check, Review, Verdict
from provenance.accounts.history import may_read_history, visible_events, withheld
from provenance.audit.models import AuditEvent, AuditHead

from .telling import event

PUBLISHED = ("verdict.published", "verdict.withdrawn")


def history_of(claim: Claim, user: Any) -> dict[str, Any]:
    """The proof, as plain values. A constant number of queries, seals not counted."""
    told = {"workspace": None, "head": None, "hashes": [], "events": [], "verdicts": _seals(claim)}
    if not may_read_history(user, claim.workspace):
        return told
    # The end is read first, so that what happens meanwhile is not half told.
    head = AuditHead.objects.get(chain=claim.workspace_id)
    rows = visible_events(user).filter(chain=claim.workspace_id, number__lte=head.number)
    events = list(rows.filter(target__in=_labels(claim)).order_by("number"))
    if not events:
        return told
    hidden = withheld(events, user)
    return told | {
        "workspace": claim.workspace_id,
        "head": {"number": head.number, "hash": head.hash},
        "hashes": [events[0].previous, *_hashes(events[0], head)],
        "events": [event(one, hidden) for one in events],
    }


def _seals(claim: Claim) -> list[dict[str, Any]]:
    """Under which seal each verdict on the claim was published."""
    numbers = Verdict.objects.filter(claim=claim).order_by("number").values_list("pk", flat=True)
    labels = {f"reviews.verdict:{pk}": pk for pk in numbers}
    events = AuditEvent.objects.filter(target__in=list(labels), action__in=PUBLISHED)
    found = dict(events.values_list("target", "hash"))
    return [{"verdict": pk, "hash": found[name]} for name, pk in labels.items() if name in found]


def _hashes(first: AuditEvent, head: AuditHead) -> list[str]:
    chain = AuditEvent.objects.filter(
        chain=head.chain, number__gte=first.number, number__lte=head.number
    )
    return list(chain.order_by("number").values_list("hash", flat=True))


def _labels(claim: Claim) -> list[str]:
    """How the history calls the claim and all that hangs on it, what was withdrawn included."""
    claims = Claim.objects.family(claim.pk)
    rows: list[Any] = [
        claims,
        Appearance.objects.filter(claim__in=claims),
        Evidence.objects.filter(claim__in=claims),
        Check.objects.filter(claim__in=claims),
        Review.objects.filter(claim__in=claims),
        Verdict.objects.filter(claim__in=claims),
    ]
    return [
        f"{query.model._meta.label_lower}:{pk}"
        for query in rows
        for pk in query.order_by().values_list("pk", flat=True)
    ]
