"""Asking outlets and speakers for a correction, and keeping what came of it."""

from datetime import date
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from claims.records.models import Claim
from claims.records.services.appearances import refuse_merged
from claims.reviews.models import Verdict
from provenance.accounts.models import User
from provenance.accounts.rules import may_see, require
from provenance.audit.services import record
from provenance.sources.addresses import AddressError, parse
from provenance.sources.models import Article, Outlet, Person, Revision

from .. import rules
from ..models import CorrectionRequest, Outcome
from ..proving import refuse_unproved
from ..workflow import CORRECTIONS, after

MAY_NOT = "Those who check here ask for corrections; what readers are told, editors change."
MAY_NOT_TELL = "Editors and owners decide what readers are told."
MISSING = {
    "party": "Say who was asked, or choose the article.",
    "asked": "Say what they were asked to correct.",
    "sent_on": "Say on which day they were asked.",
    "answer_by": "Say by when they were to answer.",
}
STILL_TO_COME = "This day is still to come."
PROVED = "Two versions of this article prove what came of it. Take the outcome back first."
LONGEST, LONGEST_NAME = 10_000, 200


class Asking(TypedDict, total=False):
    """What is kept of a request for a correction; what is left out stays as it is."""

    article: Article | None
    outlet: Outlet | None
    person: Person | None
    party: str
    asked: str
    sent_on: date
    answer_by: date
    is_told: bool


@transaction.atomic
def ask_for_correction(claim: Claim, *, by: User, **given: Unpack[Asking]) -> CorrectionRequest:
    """Keep that someone was asked for a correction. Nothing is sent to anyone.

    An article names its outlet, and that who was asked, where nothing else is given.
    """
    claim = Claim.objects.locked(claim.pk)
    require(rules.may_ask(by, claim), MAY_NOT)
    refuse_merged(claim)
    row = CorrectionRequest(claim=claim, created_by=by)
    row.verdict = Verdict.objects.current().filter(claim=claim).order_by("-number").first()
    _set(row, dict(given), by=by)
    row.save()
    record("correction_request.sent", row, by=by, **_told(row))
    return row


@transaction.atomic
def edit_correction_request(
    row: CorrectionRequest, *, version: int | None = None, by: User, **changes: Unpack[Asking]
) -> CorrectionRequest:
    """Correct what is kept of it, or tell readers of it."""
    row = _locked(row, "", version, by)
    before = _told(row)
    _set(row, dict(changes), by=by)
    after_ = _told(row)
    if before != after_:
        row.touch()
        record("correction_request.edited", row, by=by, before=before, after=after_)
    return row


@transaction.atomic
def settle_correction_request(
    row: CorrectionRequest,
    outcome: str,
    *,
    settled_on: date | None = None,
    answer: str = "",
    notice: str = "",
    revision: Revision | None = None,
    version: int | None = None,
    by: User,
) -> CorrectionRequest:
    """Keep what came of it: answered, corrected, silent or refused.

    A silent correction is proved by two versions (`revision`) of the article; a correction with
    a notice by two versions or by the address of the notice. Raises ValidationError naming what
    is missing or does not prove it.
    """
    if outcome not in OUTCOMES:
        raise ValidationError({"outcome": f"Choose one of {', '.join(OUTCOMES)}."})
    row = _locked(row, outcome, version, by)
    row.answer, row.notice = answer.strip(), notice.strip()
    row.before, row.after = (revision.before, revision.after) if revision else (None, None)
    if outcome == Outcome.SILENT or revision is not None:
        refuse_unproved(row, outcome, revision, by=by)
    seen_on = revision.after.captured_at.date() if revision else None
    row.settled_on = settled_on or seen_on or timezone.localdate()
    _check_outcome(row, outcome)
    return _take(row, outcome, by=by)


@transaction.atomic
def reopen_correction_request(
    row: CorrectionRequest, *, version: int | None = None, by: User
) -> CorrectionRequest:
    """Take the outcome back; what was asked stays."""
    row = _locked(row, "reopen", version, by)
    row.settled_on, row.answer, row.notice, row.before, row.after = None, "", "", None, None
    return _take(row, "reopen", by=by)


@transaction.atomic
def withdraw_correction_request(
    row: CorrectionRequest, *, version: int | None = None, by: User
) -> CorrectionRequest:
    """Take it out of sight and out of all counts; it can be put back."""
    row = _locked(row, "", version, by)
    if row.deleted_at is None:
        row.deleted_at = timezone.now()
        row.touch()
        record("correction_request.withdrawn", row, by=by, claim=row.claim_id)
    return row


@transaction.atomic
def restore_correction_request(row: CorrectionRequest, *, by: User) -> CorrectionRequest:
    """Put it back."""
    row = _locked(row, "", None, by)
    if row.deleted_at is not None:
        row.deleted_at = None
        row.touch()
        record("correction_request.restored", row, by=by, claim=row.claim_id)
    return row


OUTCOMES = [str(one) for one in Outcome if one != Outcome.SENT]


def _locked(row: CorrectionRequest, step: str, version: int | None, by: User) -> CorrectionRequest:
    """The row, locked for a change that `by` may make; its claim is locked before it."""
    claim = Claim.objects.locked(row.claim_id)
    fresh: CorrectionRequest = CorrectionRequest.objects.locked(row.pk, version)
    fresh.claim = claim
    require(rules.may_change(by, fresh, step), MAY_NOT)
    if step:
        after(CORRECTIONS, fresh.state, step)
    return fresh


def _take(row: CorrectionRequest, step: str, *, by: User) -> CorrectionRequest:
    before, row.state = row.state, after(CORRECTIONS, row.state, step)
    row.touch()
    detail: dict[str, Any] = {"before": before, "after": row.state, "claim": row.claim_id}
    record("correction_request.settled", row, by=by, **detail)
    return row


def _set(row: CorrectionRequest, given: dict[str, Any], *, by: User) -> None:
    """Take in what was sent. Raises ValidationError naming the field."""
    told = given.get("is_told", row.is_told)
    require(told == row.is_told or rules.may_tell(by, row.claim), MAY_NOT_TELL)
    for name in ("article", "outlet", "person"):
        _refuse_foreign(row, name, given.get(name), by)
    _refuse_other_than_proved(row, given)
    for name, value in given.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if row.article is not None and row.outlet is None and row.person is None:
        row.outlet = row.article.outlet
    row.party = row.party or str(row.person or row.outlet or "")
    missing = {name: said for name, said in MISSING.items() if not getattr(row, name)}
    if missing:
        raise ValidationError(missing)
    if row.sent_on > timezone.localdate():
        raise ValidationError({"sent_on": STILL_TO_COME})
    if row.answer_by < row.sent_on:
        raise ValidationError({"answer_by": "This day lies before the day they were asked."})
    if row.settled_on is not None and row.settled_on < row.sent_on:
        raise ValidationError({"sent_on": "Something came of it before this day."})
    _refuse_long(row, "asked")
    _refuse_long(row, "party", LONGEST_NAME)


def _refuse_foreign(row: CorrectionRequest, name: str, chosen: Any, by: User) -> None:
    if chosen is None:
        return
    if chosen.workspace_id != row.workspace_id or not may_see(by, chosen):
        raise ValidationError({name: "Choose one of this workspace that you see."})


def _refuse_other_than_proved(row: CorrectionRequest, given: dict[str, Any]) -> None:
    """Two versions prove what came of this article since this day, and of no other."""
    if row.after is None:
        return
    if given.get("article", row.article) != row.article:
        raise ValidationError({"article": PROVED})
    if given.get("sent_on", row.sent_on) > row.after.captured_at.date():
        raise ValidationError(
            {"sent_on": "The change that proves it was captured before this day."}
        )


def _refuse_long(row: CorrectionRequest, name: str, most: int = LONGEST) -> None:
    if len(getattr(row, name)) > most:
        raise ValidationError({name: f"Say it in at most {most} characters."})


def _check_outcome(row: CorrectionRequest, outcome: str) -> None:
    """Raise ValidationError naming what an outcome lacks."""
    assert row.settled_on is not None
    _refuse_long(row, "answer")
    if outcome in {Outcome.ANSWERED, Outcome.REFUSED} and not row.answer:
        raise ValidationError({"answer": "Give their answer, or say what they said instead."})
    if outcome == Outcome.CORRECTED and not row.notice and row.after is None:
        raise ValidationError({"notice": "Give the address of the notice, or the two versions."})
    if row.settled_on > timezone.localdate():
        raise ValidationError({"settled_on": STILL_TO_COME})
    if row.settled_on < row.sent_on:
        raise ValidationError({"settled_on": "This day lies before the day they were asked."})
    if row.notice:
        try:
            parse(row.notice)
        except AddressError as error:
            raise ValidationError({"notice": error.message}) from error


def _told(row: CorrectionRequest) -> dict[str, Any]:
    """All that the row says of the asking, for the audit."""
    names = ("claim_id", "verdict_id", "article_id", "outlet_id", "person_id")
    said = {name.removesuffix("_id"): getattr(row, name) for name in names}
    rest = ("party", "asked", "sent_on", "answer_by", "is_told")
    return said | {name: getattr(row, name) for name in rest}
