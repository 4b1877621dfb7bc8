"""The first checker's work, and opening it again; `seconding` follows, `publishing` ends it."""

from django.db import transaction

from claims.records.models import Claim
from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, require

from .. import rules
from ..models import Check, Rating, Review
from ..workflow import FIRST_WRITES, SECOND_WRITES, State
from .checking import claim_to_check
from .seconding import answer_second
from .taking import allowed, because, begun, hand_in, note, opened, take, write

WRITES = {Review.Role.FIRST: FIRST_WRITES, Review.Role.SECOND: SECOND_WRITES}


@transaction.atomic
def open_review(claim: Claim, *, by: User) -> Review:
    """Begin a review: take on what was asked for, or begin without being asked."""
    waiting = claim.checks.open().filter(state__in=[State.REQUESTED, State.TRIAGED, State.ASSIGNED])
    for check in waiting:
        return take_on(check, by=by)
    claim = claim_to_check(claim, by=by)
    check = Check(
        workspace=claim.workspace,
        claim=claim,
        state=State.IN_PROGRESS,
        is_blind=claim.workspace.seconds_blind,
        asked_by=by,
        assignee=by,
    )
    opened(check, by=by, action="check.opened")
    return begun(check, by, Review.Role.FIRST)


@transaction.atomic
def take_on(check: Check, *, version: int | None = None, by: User) -> Review:
    """Begin to write as the first checker. Whether it is blind is settled now."""
    check = Check.objects.locked(check.pk, version)
    allowed(check, "take", by=by)
    if check.second_id == by.pk:
        raise NotNow("You were to look at this second; that takes another person first.")
    check.assignee, check.is_blind = by, check.workspace.seconds_blind
    take(check, "take", by=by)
    return begun(check, by, Review.Role.FIRST)


@transaction.atomic
def save_draft(
    review: Review,
    *,
    rating: Rating | None = None,
    summary: str = "",
    confidence: str | None = None,
    version: int | None = None,
    by: User,
) -> Review:
    """Keep what was written so far. Nothing is required yet."""
    review = _to_write(review, version, by=by)
    if review.round.state not in WRITES.get(Review.Role(review.role), ()):
        said = review.round.get_state_display()
        raise NotNow(f"A review that is {said} cannot be rewritten.")
    write(review, rating, summary, confidence)
    review.touch()
    note("review.drafted", review, by=by)
    return review


@transaction.atomic
def submit(
    review: Review,
    *,
    rating: Rating | None = None,
    summary: str | None = None,
    confidence: str | None = None,
    version: int | None = None,
    by: User,
) -> Review:
    """Hand a review in. Rating and reason are needed now.

    The first goes to a second person; the second is compared with the first.
    """
    review = _to_write(review, version, by=by)
    said = review.summary if summary is None else summary
    if review.role == Review.Role.SECOND:
        write(review, rating or review.rating, said, confidence)
        return answer_second(review.round, review, by=by)
    allowed(review.round, "submit", by=by)
    write(review, rating or review.rating, said, confidence)
    hand_in(review, by=by)
    take(review.round, "submit", by=by)
    return review


@transaction.atomic
def withdraw(review: Review, *, version: int | None = None, by: User) -> Review:
    """The reviewer takes a submitted review back before anyone looks at it second."""
    review = _to_write(review, version, by=by)
    take(review.round, "take_back", by=by)
    review.submitted_at = None
    review.touch()
    return review


@transaction.atomic
def reopen(review: Review, *, reason: str, version: int | None = None, by: User) -> Review:
    """Look at a published verdict again, in a new check. It stays public until a new one is out.

    What was published stands in the new review, for whoever wrote the last one.
    """
    claim = Claim.objects.locked(review.claim_id)
    last = Check.objects.locked(review.round_id)
    step = allowed(last, "reopen", by=by)
    review = Review.objects.locked(review.pk, version)
    reason = because(step, reason)
    if claim.checks.open().exists():
        raise NotNow("This claim is being checked again already.")
    if claim.checks.filter(state=State.PUBLISHED, pk__gt=last.pk).exists():
        raise NotNow("A newer check of this claim was published; look at that one again.")
    check = Check(
        workspace=claim.workspace,
        claim=claim,
        state=step.after,
        is_blind=claim.workspace.seconds_blind,
        asked_by=by,
        assignee=last.assignee,
        reason=reason,
    )
    opened(check, by=by, action="check.reopen", before=last.state, previous=last.pk)
    out = last.reviews.leading().select_related("rating").get()
    given = {"rating": out.rating, "summary": out.summary}
    writer = last.assignee or review.reviewer
    return begun(check, writer, Review.Role.FIRST, **given)


def _to_write(review: Review, version: int | None, *, by: User) -> Review:
    """A review and its check, locked, if it is this person's to write."""
    check = Check.objects.locked(review.round_id)
    review = Review.objects.locked(review.pk, version)
    review.round = check
    require(rules.may_write(by, review), "Only its reviewer writes a review.")
    return review
