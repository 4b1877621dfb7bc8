"""The making of verdicts: what was found goes out, with the claim and what it rests on."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from claims.evidence.services import publish_evidence
from claims.groundwork.services import publish_groundwork
from claims.records.models import Claim
from claims.records.services import publish_claim
from provenance.accounts.models import User, Visibility
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import record

from .. import rules
from ..models import Review, Verdict
from .reviewing import take


@transaction.atomic
def publish(
    review: Review,
    *,
    as_of: date | None = None,
    reason_for_change: str = "",
    version: int | None = None,
    by: User,
) -> Verdict:
    """Make the verdict, and with it the claim, public. A change says in public why."""
    claim = Claim.objects.locked(review.claim_id)
    review = Review.objects.locked(review.pk, version)
    require(rules.may_release(by, review), "Only an editor publishes.")
    if claim.visibility == Visibility.ME:
        raise NotNow("Show the claim to the workspace before its verdict goes to everyone.")
    if claim.merged_into_id:
        raise NotNow("This claim was merged into another; publish a verdict on that one.")
    previous = Verdict.objects.filter(claim=claim).order_by("-number").first()
    if previous and not reason_for_change.strip():
        raise ValidationError(
            {"reason_for_change": "Readers saw another verdict before; tell them why it changed."}
        )
    take(review, "publish", by=by)
    verdict = _verdict(
        review, previous, as_of or timezone.localdate(), reason_for_change.strip(), by
    )
    publish_claim(claim, by=by)
    publish_evidence(claim, by=by)
    publish_groundwork(claim, by=by)
    record("verdict.published", verdict, by=by, claim=claim.pk, rating=verdict.rating_label)
    return verdict


def _verdict(
    review: Review, previous: Verdict | None, as_of: date, reason: str, by: User
) -> Verdict:
    assert review.rating is not None
    return Verdict.objects.create(
        workspace_id=review.workspace_id,
        claim_id=review.claim_id,
        review=review,
        number=previous.number + 1 if previous else 1,
        rating=review.rating,
        rating_label=review.rating.label,
        neutral=review.rating.neutral,
        summary=review.summary,
        as_of=as_of,
        reason_for_change=reason if previous else "",
        published_by=by,
        supersedes=previous,
    )
