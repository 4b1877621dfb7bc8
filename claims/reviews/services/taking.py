"""Taking a step of the table: locked, allowed, remembered. Used by the services beside it."""

from secrets import token_hex
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import record

from .. import rules
from ..models import Check, Rating, Review, Scale
from ..workflow import CLOSED, Step, step_from, who_takes

REFUSED = {
    "submit": "Only its reviewer submits a review.",
    "take_back": "Only its reviewer takes a review back.",
    "second": "A second review needs a second person.",
    "agree": "A second review needs a second person.",
    "return": "A second review needs a second person.",
    "adjudicate": "Two differ: a third person decides, neither of the two.",
    "publish": "Only an editor publishes.",
    "reopen": "Only an editor reopens a published review.",
}
WHY = {
    "return": ("note", "Say what is missing, so that it can be mended."),
    "reopen": ("reason", "Say why the verdict is looked at again."),
    "adjudicate": ("reason", "Say why you decide so; both checkers read it."),
    "decline": ("reason", "Say why it is declined; whoever asked may be told."),
    "withdraw": ("reason", "Say why the check is withdrawn."),
}


def allowed(check: Check, name: str, *, by: Any) -> Step:
    """The step, if `by` may take it now.

    Whoever never takes such a step hears that first, whatever the state (PermissionDenied); then
    comes the table (NotNow).
    """
    refusal = REFUSED.get(name) or _refusal(name)
    require(rules.may_ever_take(by, check, name), refusal)
    step = step_from(check.state, name)
    require(rules.may_take(by, check, step), refusal)
    return step


def because(step: Step, reason: str) -> str:
    """The reason; ValidationError where the step needs one and there is none."""
    if step.says_why and not reason.strip():
        field, said = WHY[step.name]
        raise ValidationError({field: said})
    return reason.strip()


def take(check: Check, name: str, *, by: Any, reason: str = "", **detail: Any) -> Check:
    """Move a locked check along the table and remember it. `reason` where the step needs one."""
    step = allowed(check, name, by=by)
    reason = because(step, reason)
    before, check.state = check.state, step.after
    check.closed_at = timezone.now() if step.after in CLOSED else None
    if reason or name in {"agree", "differ"}:
        check.reason = reason
    check.touch()
    told: dict[str, Any] = {"reason": reason} if reason else {}
    record(
        f"check.{name}",
        check,
        by=by,
        claim=check.claim_id,
        before=before,
        after=check.state,
        **told,
        **detail,
    )
    return check


def opened(check: Check, *, by: Any, action: str, **detail: Any) -> Check:
    """Keep a new check; NotNow where the claim has another that is open."""
    try:
        with transaction.atomic():
            check.save()
    except IntegrityError as error:
        raise NotNow("Another check of this claim was opened in the meantime.") from error
    told: dict[str, Any] = {"reason": check.reason} if check.reason else {}
    record(action, check, by=by, claim=check.claim_id, after=check.state, **told, **detail)
    return check


def begun(check: Check, reviewer: User, role: str, **given: Any) -> Review:
    """The review of this person in this role: the one that stands, or a new one."""
    standing = check.reviews.standing().filter(role=role, reviewer=reviewer)
    review: Review | None = standing.select_for_update().first()
    if review is not None:
        review.round = check
        return review
    return Review.objects.create(
        workspace_id=check.workspace_id,
        claim_id=check.claim_id,
        claim=check.claim,
        round=check,
        reviewer=reviewer,
        role=role,
        **given,
    )


def write(
    review: Review, rating: Rating | None, summary: str, confidence: str | None = None
) -> None:
    """Put an answer into a locked review, without saving it."""
    if rating is not None and not _usable(rating, review):
        raise ValidationError({"rating": "This rating belongs to a scale this desk does not use."})
    if confidence and confidence not in Review.Confidence.values:
        raise ValidationError({"confidence": "Say high, medium or low, or nothing."})
    review.rating, review.summary = rating, summary.strip()
    review.confidence = review.confidence if confidence is None else confidence


def hand_in(review: Review, *, by: Any) -> None:
    """Save an answer as handed in; rating and reason must be there."""
    missing = {}
    if review.rating is None:
        missing["rating"] = "Choose a rating before you submit."
    if not review.summary:
        missing["summary"] = "Say why, in words a reader understands."
    if missing:
        raise ValidationError(missing)
    review.submitted_at = timezone.now()
    review.touch()
    note("review.answered", review, by=by)


def note(action: str, review: Review, *, by: Any) -> None:
    """Remember what someone wrote.

    Under the seal the event carries a random value: its hash is told to editors, and the few
    ratings that there are could be tried one after the other.
    """
    detail: dict[str, Any] = {"rating": review.rating and review.rating.slug}
    if review.round.is_sealed:
        detail["seal"] = token_hex(16)
    record(action, review, by=by, claim=review.claim_id, role=review.role, **detail)


def leave(check: Check, *roles: str) -> None:
    """Have the reviews in these roles stand no longer: others will write, or write anew."""
    now = timezone.now()
    check.reviews.standing().filter(role__in=roles).update(left_at=now, updated_at=now)


def _usable(rating: Rating, review: Review) -> bool:
    return Scale.objects.usable_in(review.workspace_id).filter(pk=rating.scale_id).exists()


def _refusal(name: str) -> str:
    who = " or ".join(sorted(one.label for one in who_takes(name)))
    return f"Only {who} may {name.replace('_', ' ')} a check."
