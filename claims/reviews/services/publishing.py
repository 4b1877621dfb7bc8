"""The making of verdicts: what was found goes out, with the claim and what it rests on.

A verdict is never edited. Whatever changes it is a new one, which says what kind of change it is
and why, in public.
"""

from dataclasses import dataclass
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
from ..grounds import refuse_other_grounds
from ..inspecting import inspect
from ..models import Check, Review, Verdict
from ..rolling import as_published
from .taking import allowed, take

Kind = Verdict.Kind
NEEDS_REASON = "Readers saw another verdict before; tell them why it changed."
NOT_FIRST = "There was a verdict before: say what this one does to it."
WITHDRAWN = "Withdrawn"


@dataclass(frozen=True)
class Said:
    """What is said with a verdict, beside rating and reason.

    `kind` may be empty: then it is the first one, or corrects the one before.
    """

    as_of: date
    kind: str
    confidence: str
    would_change: str
    reason_for_change: str


@transaction.atomic
def publish(
    review: Review,
    *,
    as_of: date | None = None,
    kind: str = "",
    confidence: str = "",
    would_change: str = "",
    reason_for_change: str = "",
    seen: str = "",
    version: int | None = None,
    by: User,
) -> Verdict:
    """Make the verdict, and with it the claim, public. A change says in public why.

    `seen` is what the editor saw it go out with (`grounds.grounds_of`); GroundsChanged is raised
    where that is no longer so, and says what changed. Rooms above may refuse (`inspecting`); what
    they find odd is recorded.
    """
    claim = Claim.objects.locked(review.claim_id)
    check = Check.objects.locked(review.round_id)
    allowed(check, "publish", by=by)
    review = Review.objects.locked(review.pk, version)
    if not Review.objects.leading().filter(pk=review.pk).exists():
        raise NotNow("Another review of this check is the one that goes out.")
    _refuse_hidden(claim)
    _refuse_unseen(claim, seen)
    said = Said(
        as_of or timezone.localdate(), kind, confidence, would_change.strip(), reason_for_change
    )
    previous = Verdict.objects.filter(claim=claim).order_by("-number").first()
    said = _checked(said, review, previous)
    take(check, "publish", by=by)
    odd = inspect(review, said.as_of, by=by)
    verdict = _verdict(review, previous, said, by)
    publish_claim(claim, by=by)
    publish_evidence(claim, by=by)
    publish_groundwork(claim, by=by)
    told = {"claim": claim.pk, "rating": verdict.rating_label, "kind": verdict.kind}
    told |= {"warnings": odd} if odd else {}
    record("verdict.published", verdict, by=by, **told)
    return verdict


@transaction.atomic
def withdraw_verdict(verdict: Verdict, *, reason: str, by: User) -> Verdict:
    """Take a published verdict back, in the open: the claim stays public and says so.

    What was said stays readable. Raises NotNow for one that another replaced meanwhile.
    """
    claim = Claim.objects.locked(verdict.claim_id)
    require(rules.may_withdraw(by, verdict), "Only an editor withdraws a verdict.")
    current = Verdict.objects.current().get(claim=claim)
    if current.is_withdrawal:
        raise NotNow("This verdict is withdrawn already.")
    if current.pk != verdict.pk:
        raise NotNow(f"Another verdict is out by now: {current.rating_label}.")
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": "Tell readers why the verdict is withdrawn."})
    withdrawal = Verdict.objects.create(
        workspace_id=current.workspace_id,
        claim=claim,
        review_id=current.review_id,
        number=current.number + 1,
        kind=Kind.WITHDRAW,
        rating_id=current.rating_id,
        rating_label=WITHDRAWN,
        neutral=Verdict.WITHDRAWN,
        summary=reason,
        as_of=timezone.localdate(),
        reason_for_change=reason,
        published_by=by,
        supersedes=current,
    )
    told = {"claim": claim.pk, "rating": WITHDRAWN, "reason": reason}
    record("verdict.withdrawn", withdrawal, by=by, **told)
    return withdrawal


def _refuse_hidden(claim: Claim) -> None:
    if claim.visibility == Visibility.ME:
        raise NotNow("Show the claim to the workspace before its verdict goes to everyone.")
    if claim.merged_into_id:
        raise NotNow("This claim was merged into another; publish a verdict on that one.")


def _refuse_unseen(claim: Claim, seen: str) -> None:
    """Readers get what the editor saw; whoever changes what it rests on waits for the lock."""
    if not seen.strip():
        return
    try:
        refuse_other_grounds(claim.pk, seen)
    except ValueError as error:
        raise ValidationError({"seen": str(error)}) from error


def _checked(said: Said, review: Review, previous: Verdict | None) -> Said:
    """What is said, in order. Raises ValidationError, naming the fields."""
    kind = said.kind or (Kind.CORRECT if previous else Kind.FIRST)
    reason = said.reason_for_change.strip()
    wrong = {}
    if said.as_of > timezone.localdate():
        wrong["as_of"] = "A verdict cannot hold as of a day that is still to come."
    if previous and not reason:
        wrong["reason_for_change"] = NEEDS_REASON
    if said.confidence not in {"", *Verdict.Confidence.values}:
        wrong["confidence"] = "Say high, medium or low, or nothing."
    if complaint := _wrong_kind(kind, review, previous):
        wrong["kind"] = complaint
    if wrong:
        raise ValidationError(wrong)
    return Said(said.as_of, kind, said.confidence, said.would_change, reason if previous else "")


def _wrong_kind(kind: str, review: Review, previous: Verdict | None) -> str:
    """What is wrong with calling the change that; empty where nothing is."""
    if kind not in Kind.values or kind == Kind.WITHDRAW:
        return "A verdict that is published corrects, clarifies or updates the one before it."
    if (kind == Kind.FIRST) != (previous is None):
        return NOT_FIRST if previous else "This is the first verdict on the claim."
    if kind == Kind.CLARIFY and previous and not _says_the_same(review, previous):
        return "Another rating is no clarification: say that it is corrected or updated."
    return ""


def _says_the_same(review: Review, previous: Verdict) -> bool:
    return review.rating_id == previous.rating_id and not previous.is_withdrawal


def _verdict(review: Review, previous: Verdict | None, said: Said, by: User) -> Verdict:
    assert review.rating is not None
    return Verdict.objects.create(
        workspace_id=review.workspace_id,
        claim_id=review.claim_id,
        review=review,
        number=previous.number + 1 if previous else 1,
        kind=said.kind,
        rating=review.rating,
        rating_label=review.rating.label_in(review.claim.language),
        neutral=review.rating.neutral,
        colour=review.rating.colour,
        summary=review.summary,
        as_of=said.as_of,
        confidence=said.confidence,
        would_change=said.would_change,
        reason_for_change=said.reason_for_change,
        rolled=as_published(review.claim),
        published_by=by,
        supersedes=previous,
    )
