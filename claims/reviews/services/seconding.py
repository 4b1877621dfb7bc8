"""The second person's answer, blind or open, and the third person's where two differ."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, Stale, require

from .. import rules
from ..models import Check, Rating, Review
from ..workflow import State
from .taking import allowed, begun, hand_in, leave, take, write
from .taking import note as noted

BLIND = "This check is blind: give a rating and a reason of your own."


@transaction.atomic
def begin_second(check: Check, *, version: int | None = None, by: User) -> Review:
    """Take on the second check, to answer later."""
    check = Check.objects.locked(check.pk, version)
    _take_on(check, by=by)
    return begun(check, by, Review.Role.SECOND)


@transaction.atomic
def draft_second(
    check: Check,
    *,
    rating: Rating | None = None,
    summary: str = "",
    confidence: str | None = None,
    by: User,
) -> Review:
    """Keep what the second person wrote so far; whoever does so has taken the second check on."""
    check = Check.objects.locked(check.pk)
    _settle(check, own=True, by=by)
    review = begun(check, by, Review.Role.SECOND)
    write(review, rating, summary, confidence)
    review.touch()
    noted("review.drafted", review, by=by)
    return review


@transaction.atomic
def second(
    review: Review,
    *,
    agree: bool | None = None,
    note: str = "",
    rating: Rating | None = None,
    summary: str = "",
    confidence: str | None = None,
    version: int | None = None,
    by: User,
) -> Review:
    """A second person answers the first review, which is given back.

    With a rating and a reason of their own, which a blind check needs; where it is open they may
    also agree, or return the review with a note that says what is missing.
    """
    check = Check.objects.locked(review.round_id)
    require(rules.may_see_check(by, check), "A second review needs a second person.")
    first = _first(check, review, version)
    if check.state == State.EDITOR and agree is False:
        return _send_back(check, first, note, by=by)
    own = rating is not None or bool(summary.strip()) or agree is None
    _settle(check, own=own, by=by)
    if own:
        answer = begun(check, by, Review.Role.SECOND)
        write(answer, rating or answer.rating, summary or answer.summary, confidence)
        answer_second(check, answer, by=by)
    elif agree:
        check.second_note = note.strip()
        leave(check, Review.Role.SECOND)
        take(check, "agree", by=by, **({"note": note.strip()} if note.strip() else {}))
    else:
        return _send_back(check, first, note, by=by)
    return _again(first, check)


@transaction.atomic
def adjudicate(
    check: Check,
    *,
    rating: Rating,
    summary: str,
    reason: str,
    confidence: str | None = None,
    version: int | None = None,
    by: User,
) -> Review:
    """A third person, neither of the two, sees both answers and decides; their answer goes out."""
    check = Check.objects.locked(check.pk, version)
    allowed(check, "adjudicate", by=by)
    review = begun(check, by, Review.Role.ADJUDICATOR)
    write(review, rating, summary, confidence)
    check.adjudicator, check.decision = by, reason.strip()
    check.tells_disagreement = check.workspace.tells_disagreement
    take(check, "adjudicate", by=by, reason=reason)
    check.reason = ""
    check.save(update_fields=["reason"])
    hand_in(review, by=by)
    return review


def answer_second(check: Check, answer: Review, *, by: User) -> Review:
    """Hand in the second person's own answer and compare it with the first.

    Both are in from here on: the seal is taken off, and what each said by themselves is kept.
    """
    allowed(check, "differ", by=by)
    hand_in(answer, by=by)
    first = check.reviews.standing().get(role=Review.Role.FIRST)
    if check.is_sealed:
        check.unsealed_at = timezone.now()
        check.reviews.standing().update(independent_rating=F("rating"))
        answer.independent_rating = answer.rating
    agree = first.rating_id == answer.rating_id
    take(check, "agree" if agree else "differ", by=by)
    return answer


def _settle(check: Check, *, own: bool, by: User) -> None:
    """Have `by` be the second person of a check, or say why they cannot be."""
    if check.state == State.SUBMITTED:
        _take_on(check, by=by)
    elif check.second and by.pk not in (check.assignee_id, check.second_id):
        raise NotNow(f"{check.second} was quicker, and is the second person of this check.")
    allowed(check, "agree", by=by)
    if check.is_sealed and not own:
        raise ValidationError({"agree": BLIND})


def _take_on(check: Check, *, by: User) -> None:
    allowed(check, "second", by=by)
    check.second = by
    take(check, "second", by=by)


def _first(check: Check, review: Review, version: int | None) -> Review:
    """The first review of a check, locked; which version it is says nothing under the seal."""
    first: Review = Review.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if first.role != Review.Role.FIRST or first.left_at is not None:
        raise NotNow("This is not the review that waits for a second person.")
    if not check.is_sealed and version is not None and first.version != version:
        raise Stale("The review was changed in the meantime; read it again.")
    return _again(first, check)


def _send_back(check: Check, first: Review, note: str, *, by: User) -> Review:
    """Return it to whoever wrote it; other answers stand no longer, and are kept."""
    if check.is_sealed:
        raise ValidationError({"agree": BLIND})
    take(check, "return", by=by, reason=note)
    leave(check, Review.Role.SECOND, Review.Role.ADJUDICATOR)
    check.second, check.adjudicator, check.second_note, check.decision = None, None, "", ""
    check.tells_disagreement = False
    check.save()
    first.submitted_at = None
    first.touch()
    return first


def _again(first: Review, check: Check) -> Review:
    first.round = check
    return first
