"""Deciding about requests: a new claim, one that is there, declined with a reason, or spam.

What is decided about a request is decided about all that ask the same.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from claims.records.models import Claim
from claims.records.places import Place
from claims.records.services import record_claim
from claims.reviews.models import Check
from claims.reviews.services import request_check
from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, Stale, require
from provenance.audit.services import record
from provenance.capture.failures import CaptureFailed
from provenance.capture.material import from_paste
from provenance.capture.models import CaptureRequest
from provenance.capture.pipeline import bring_in
from provenance.capture.services import Given, request_capture

from .. import rules
from ..grouping import locked_group, take_out
from ..models import ReaderRequest
from ..workflow import REQUESTS, after

MAY_NOT = "Those who check here decide about requests; moderators decline and reopen them."
LONGEST_REASON, LONGEST_WORDING = 2_000, 1_000
BECAUSE = "A reader asked for it."
AS_SENT = "As a reader sent it to us."


@transaction.atomic
def accept_request(
    row: ReaderRequest,
    *,
    statement: str,
    place: Place | None = None,
    language: str = "en",
    fetch: bool = False,
    version: int | None = None,
    by: User,
) -> ReaderRequest:
    """Record a claim in our own words, to be checked for whoever asked.

    The claim stands at `place`, else in the reader's own text, which is kept as one that was
    pasted. `fetch` also brings in the page where it was seen.
    """
    rows, fresh = _locked(row, "accept", version, by)
    claim = record_claim(
        fresh.workspace,
        statement,
        appearance=place if place is not None else _as_text(fresh, by),
        language=language,
        visibility="workspace",
        note="" if place is not None else AS_SENT,
        by=by,
    )
    if fetch and fresh.seen_at:
        given = Given(CaptureRequest.Origin.ADDRESS, fresh.seen_at)
        request_capture(given, workspace=fresh.workspace, by=by)
    request_check(claim, reason=BECAUSE, by=by)
    return _decide(rows, fresh, "accept", by=by, claim=claim)


@transaction.atomic
def join_request(
    row: ReaderRequest, claim: Claim, *, version: int | None = None, by: User
) -> ReaderRequest:
    """Say that a claim that is there is what was asked for. One that was merged leads on."""
    rows, fresh = _locked(row, "join", version, by)
    seen = Claim.objects.visible_to(by).filter(workspace=fresh.workspace_id)
    found = seen.filter(pk=claim.merged_into_id or claim.pk).first()
    if found is None:
        raise ValidationError({"claim": "Choose a claim of this workspace that you see."})
    if not Check.objects.filter(claim=found).exists():
        request_check(found, reason=BECAUSE, by=by)
    return _decide(rows, fresh, "join", by=by, claim=found)


@transaction.atomic
def decline_request(
    row: ReaderRequest,
    *,
    reason: str,
    wording: str = "",
    is_listed: bool = True,
    version: int | None = None,
    by: User,
) -> ReaderRequest:
    """Say no, with a reason that the sender reads and, where it is listed, everyone.

    `wording` is what was asked, as the public list says it in our own words.
    """
    rows, fresh = _locked(row, "decline", version, by)
    reason, wording = reason.strip(), " ".join(wording.split())
    if not reason:
        raise ValidationError({"reason": "Say why; whoever asked reads it."})
    if len(reason) > LONGEST_REASON:
        raise ValidationError({"reason": f"Say it in at most {LONGEST_REASON} characters."})
    if is_listed and not wording:
        raise ValidationError({"wording": "Say in your own words what was asked."})
    if len(wording) > LONGEST_WORDING:
        raise ValidationError({"wording": f"Say it in at most {LONGEST_WORDING} characters."})
    for one in rows:
        one.reason, one.wording, one.is_listed = reason, wording, is_listed
    return _decide(rows, fresh, "decline", by=by, reason=reason, listed=is_listed)


@transaction.atomic
def mark_spam(row: ReaderRequest, *, version: int | None = None, by: User) -> ReaderRequest:
    """Put a request aside as spam: it alone, whatever hangs together with it."""
    rows, fresh = _locked(row, "spam", version, by)
    take_out(fresh, rows)
    return _decide([fresh], fresh, "spam", by=by)


@transaction.atomic
def reopen_request(row: ReaderRequest, *, version: int | None = None, by: User) -> ReaderRequest:
    """Take a decision back; a claim that was made for it stays."""
    rows, fresh = _locked(row, "reopen", version, by)
    before, claim = fresh.state, fresh.claim_id
    for one in rows:
        one.claim, one.reason, one.wording = None, "", ""
    return _decide(rows, fresh, "reopen", by=by, before=before, was=claim)


def _locked(
    row: ReaderRequest, step: str, version: int | None, by: User
) -> tuple[list[ReaderRequest], ReaderRequest]:
    """The group of a request and the request itself, locked for a step that `by` may take."""
    rows = locked_group(row.same_as_id or row.pk)
    fresh = next((one for one in rows if one.pk == row.pk), None)
    if fresh is None:  # It was put together with others since it was read.
        raise NotNow("This request was just put together with another. Look at it again.")
    require(rules.may_step(by, fresh, step), MAY_NOT)
    after(REQUESTS, fresh.state, step)
    if version is not None and fresh.version != version:
        raise Stale("Someone changed this request in the meantime. Look at it again.")
    return rows, fresh


def _decide(
    rows: list[ReaderRequest],
    fresh: ReaderRequest,
    step: str,
    *,
    by: User,
    claim: Claim | None = None,
    **detail: Any,
) -> ReaderRequest:
    now, state = timezone.now(), after(REQUESTS, fresh.state, step)
    for one in [one for one in rows if one.state == fresh.state]:
        one.state, one.claim, one.decided_by, one.decided_at = state, claim, by, now
        one.touch()
    together = [one.pk for one in rows if one.pk != fresh.pk]
    done = DONE[step]
    about = {"claim": claim.pk} if claim else {}
    record(f"request.{done}", fresh, by=by, together=together, **about, **detail)
    return fresh


DONE = {
    "accept": "accepted",
    "join": "joined",
    "decline": "declined",
    "spam": "set_aside",
    "reopen": "reopened",
}


def _as_text(row: ReaderRequest, by: User) -> Place:
    """The reader's own words as a text of the workspace, and the whole of it as the place."""
    title = f"A reader's request of {row.created_at:%-d %B %Y}"
    try:
        kept = bring_in(from_paste(row.text, title), workspace=row.workspace, by=by)
    except CaptureFailed as failure:
        raise ValidationError({"statement": f"The request could not be kept: {failure}"}) from None
    text = kept.snapshot.text
    start = len(text) - len(text.lstrip())
    return kept.snapshot, start, len(text.rstrip())
