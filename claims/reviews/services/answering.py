"""Answering the question that a changed source raised: it holds, it moved, or look again."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from claims.evidence.services import move_evidence
from claims.records.models import Claim
from claims.records.services import move_appearance
from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, Stale, require
from provenance.audit.services import record
from provenance.sources.models import Following
from provenance.sources.passages import Span

from .. import rules
from ..models import Check, Recheck, Review
from ..workflow import State
from . import reviewing

MAY_NOT = "You may not answer for this claim. Students answer only for their own."
NO_PLACE = "Say where the words stand now; the program could not find them."
PUBLISHED = (
    "A published verdict rests on these words. Say that it still holds, or reopen the review first."
)


@transaction.atomic
def hold(recheck: Recheck, *, reason: str, version: int | None = None, by: User) -> Recheck:
    """Say that what rests on the old words still holds, and why."""
    row = _open(recheck, version, by=by)
    if not reason.strip():
        raise ValidationError({"reason": "Say why it still holds."})
    return _answer(row, Recheck.State.HOLDS, reason, by=by)


@transaction.atomic
def move(
    recheck: Recheck,
    *,
    place: Span | None = None,
    reason: str = "",
    version: int | None = None,
    by: User,
) -> Recheck:
    """Have what rests on the old words rest on those that took their place.

    `place` (code points of the newest version) is needed where they are ambiguous or gone, and
    wins elsewhere. Raises ValidationError without one, NotNow for evidence of a verdict that is
    out and not being looked at again.
    """
    row = _open(recheck, version, by=by)
    there = place or row.following.span
    if there is None:
        raise ValidationError({"place": NO_PLACE})
    _move(row, (row.following.snapshot_id, *there), by=by)
    return _answer(row, Recheck.State.MOVED, reason, by=by, place=list(there))


@transaction.atomic
def look_again(recheck: Recheck, *, reason: str, version: int | None = None, by: User) -> Recheck:
    """Reopen the review of the published verdict because of what changed."""
    row = _open(recheck, version, by=by)
    if not reason.strip():
        raise ValidationError({"reason": "Say why the verdict is looked at again."})
    published = Review.objects.leading().filter(round__state=State.PUBLISHED)
    review = published.filter(claim=_kept(row)).order_by("-round").first()
    if review is None:
        raise NotNow("This claim has no published verdict to look at again.")
    reviewing.reopen(review, reason=reason, by=by)
    return _answer(row, Recheck.State.REOPENED, reason, by=by)


def _open(recheck: Recheck, version: int | None, *, by: User) -> Recheck:
    """The question, locked and still open, if `by` may answer it; its claim is locked before it.

    Whoever comes second hears that it was answered (NotNow), whatever version they had read.
    """
    family = {claim.pk: claim for claim in Claim.objects.locked_with_kept(recheck.claim_id)}
    row: Recheck = Recheck.objects.with_words().locked(recheck.pk)
    row.claim = family[recheck.claim_id]
    require(rules.may_answer(by, row), MAY_NOT)
    if row.state != Recheck.State.OPEN:
        who = f" by {row.answered_by}" if row.answered_by else ""
        raise NotNow(f"This was answered{who} in the meantime: {row.get_state_display()}.")
    if version is not None and row.version != version:
        raise Stale("The source has changed again in the meantime; look at the words once more.")
    return row


def _kept(row: Recheck) -> int:
    """The claim that is reviewed: the one that was kept, where a question's own was merged."""
    return row.claim.merged_into_id or row.claim_id


def _answer(row: Recheck, state: str, reason: str, *, by: User, **detail: Any) -> Recheck:
    row.state, row.reason = state, reason.strip()
    row.answered_by, row.answered_at = by, timezone.now()
    row.touch()
    record(f"recheck.{state}", row, by=by, claim=row.claim_id, reason=row.reason, **detail)
    return row


def _move(row: Recheck, place: tuple[int, int, int], *, by: User) -> None:
    if row.evidence is not None:
        _refuse_under_a_verdict(row)
        move_evidence(row.evidence, place, by=by)
    elif row.appearance is not None:
        move_appearance(row.appearance, place, by=by)
    elif row.hop is not None:
        _move_cue(row, place, by=by)


def _refuse_under_a_verdict(row: Recheck) -> None:
    """Evidence that went out with a verdict is not exchanged under it."""
    out = row.evidence is not None and row.evidence.shown_at is not None
    if out and not Check.objects.open().filter(claim=_kept(row)).exists():
        raise NotNow(PUBLISHED)


def _move_cue(row: Recheck, place: tuple[int, int, int], *, by: User) -> None:
    """A cue stands in the text of its appearance, so the appearance goes along."""
    assert row.hop is not None
    appearance = row.hop.appearance
    words = Following.objects.filter(passage=appearance.passage_id, snapshot=place[0]).first()
    if words is None or words.is_lost or words.span is None:
        raise NotNow("Answer first for the words of the claim: they changed as well.")
    there = (place[0], *words.span)
    move_appearance(appearance, there, cues={row.hop.pk: place[1:]}, by=by)
