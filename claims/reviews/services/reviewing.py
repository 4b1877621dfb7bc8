"""Everything that changes a review; `publishing` makes its verdict."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from claims.records.models import Claim
from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import record

from .. import rules
from ..models import Rating, Review, Scale
from ..workflow import State, after


@transaction.atomic
def open_review(claim: Claim, *, by: User) -> Review:
    """Begin a review. A claim has one open review at a time."""
    claim = Claim.objects.locked(claim.pk)
    require(rules.may_open(by, claim), "Only checkers, teachers and editors begin a review.")
    if claim.merged_into_id:
        raise NotNow("This claim was merged into another; review that one.")
    if claim.reviews.open().exists():
        raise NotNow("This claim already has an open review.")
    if claim.reviews.exists():
        raise NotNow("This claim has a published verdict; reopen its review instead.")
    review = Review.objects.create(workspace_id=claim.workspace_id, claim=claim, reviewer=by)
    record("review.opened", review, by=by, claim=claim.pk)
    return review


@transaction.atomic
def save_draft(
    review: Review,
    *,
    rating: Rating | None = None,
    summary: str = "",
    version: int | None = None,
    by: User,
) -> Review:
    """Keep what was written so far. Nothing is required yet."""
    review = Review.objects.locked(review.pk, version)
    require(rules.may_write(by, review), "Only its reviewer writes a review.")
    if review.state not in {State.DRAFT, State.REOPENED}:
        raise NotNow(f"A review that is {review.get_state_display()} cannot be rewritten.")
    _write(review, rating, summary)
    review.touch()
    record("review.drafted", review, by=by, rating=rating and rating.slug)
    return review


@transaction.atomic
def submit(
    review: Review,
    *,
    rating: Rating | None = None,
    summary: str | None = None,
    version: int | None = None,
    by: User,
) -> Review:
    """Hand the review to a second person. Rating and reason are needed now."""
    review = Review.objects.locked(review.pk, version)
    require(rules.may_write(by, review), "Only its reviewer submits a review.")
    _write(review, rating or review.rating, review.summary if summary is None else summary)
    _complete(review)
    return take(review, "submit", by=by, rating=review.rating and review.rating.slug)


@transaction.atomic
def second(
    review: Review, *, agree: bool, note: str = "", version: int | None = None, by: User
) -> Review:
    """A second person agrees, or returns the review with a note that says what is missing."""
    review = Review.objects.locked(review.pk, version)
    require(rules.may_second(by, review), "A second review needs a second person.")
    note = note.strip()
    if not agree and not note:
        raise ValidationError({"note": "Say what is missing, so that it can be mended."})
    review.seconded_by, review.second_note = (by, note) if agree else (None, "")
    review.reason = "" if agree else note
    return take(review, "agree" if agree else "return", by=by, note=note)


@transaction.atomic
def withdraw(review: Review, *, version: int | None = None, by: User) -> Review:
    """The reviewer takes a submitted review back before anyone seconded it."""
    review = Review.objects.locked(review.pk, version)
    require(rules.may_write(by, review), "Only its reviewer takes a review back.")
    return take(review, "withdraw", by=by)


@transaction.atomic
def reopen(review: Review, *, reason: str, version: int | None = None, by: User) -> Review:
    """Work on a published verdict again. It stays public until a new one replaces it."""
    review = Review.objects.locked(review.pk, version)
    require(rules.may_release(by, review), "Only an editor reopens a published review.")
    if not reason.strip():
        raise ValidationError({"reason": "Say why the verdict is looked at again."})
    review.reason, review.seconded_by, review.second_note = reason.strip(), None, ""
    return take(review, "reopen", by=by, reason=review.reason)


def _write(review: Review, rating: Rating | None, summary: str) -> None:
    if rating is not None and not _usable(rating, review):
        raise ValidationError({"rating": "This rating belongs to a scale this desk does not use."})
    review.rating, review.summary = rating, summary.strip()


def _usable(rating: Rating, review: Review) -> bool:
    return Scale.objects.usable_in(review.workspace_id).filter(pk=rating.scale_id).exists()


def _complete(review: Review) -> None:
    missing = {}
    if review.rating is None:
        missing["rating"] = "Choose a rating before you submit."
    if not review.summary:
        missing["summary"] = "Say why, in words a reader understands."
    if missing:
        raise ValidationError(missing)


def take(review: Review, step: str, *, by: User, **detail: Any) -> Review:
    """Take a step of the workflow with a locked review, and record it."""
    before, review.state = review.state, after(review.state, step)
    try:
        with transaction.atomic():
            review.touch()
    except IntegrityError as error:
        raise NotNow("Another review of this claim was opened in the meantime.") from error
    record(f"review.{step}", review, by=by, before=before, after=review.state, **detail)
    return review
