"""Asking for something to be brought in, and asking again."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from provenance.accounts.models import Workspace
from provenance.accounts.roles import Visibility
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import Happening, label, record, record_many
from provenance.sources.addresses import AddressError, spell
from provenance.sources.rules import may_add, may_change

from .. import browser
from ..failures import CaptureFailed, too_large
from ..models import CaptureRequest

STUCK_AFTER = timedelta(minutes=10)
LONGEST_ADDRESS = 2000
TASK = "provenance.capture.run"
State, Origin = CaptureRequest.State, CaptureRequest.Origin


@dataclass(frozen=True, slots=True)
class Given:
    """One thing that someone wants brought in: an address, or bytes and what they are called.

    A file over the limit is named with its `size` in bytes and no payload. `in_browser` has an
    address opened in a browser, for pages that scripts build.
    """

    origin: str
    address: str = ""
    name: str = ""
    media_type: str = ""
    payload: bytes | None = None
    size: int = 0
    in_browser: bool = False


def request_capture(
    given: Given, *, workspace: Workspace, by: Any, visibility: str = Visibility.WORKSPACE
) -> CaptureRequest:
    """Ask for one thing to be brought in, soon, by the worker. See `request_captures`."""
    return request_captures([given], workspace=workspace, by=by, visibility=visibility)[0]


@transaction.atomic
def request_captures(
    given: Iterable[Given],
    *,
    workspace: Workspace,
    by: Any,
    visibility: str = Visibility.WORKSPACE,
) -> list[CaptureRequest]:
    """Ask for several things at once; they share one batch. Raises ValidationError.

    What is too large is kept as a failed request without its bytes; the others go ahead. `given`
    may read its files as it goes, so that no more than one is held at a time.
    """
    require(may_add(by, workspace.pk, visibility), "You may not bring in articles here.")
    if visibility not in Visibility.values:
        raise ValidationError({"visibility": f"Choose one of {', '.join(Visibility.values)}."})
    batch = uuid.uuid4()
    asked = [_ask(one, batch, workspace, by, visibility) for one in given]
    if not asked:
        raise ValidationError({"file": "Choose a file, or give an address or a text."})
    rows = list(CaptureRequest.objects.light().in_batch(batch))
    record_many(workspace.pk, [happening(row, "requested") for row in rows], by=by)
    return rows


@transaction.atomic
def retry_capture(
    capture: CaptureRequest, *, by: Any, version: int | None = None
) -> CaptureRequest:
    """Try a failed capture again, or one that has been under way suspiciously long."""
    row: CaptureRequest = CaptureRequest.objects.locked(capture.pk, version)
    require(may_change(by, row), "You may not try this again.")
    stuck = not row.is_over and timezone.now() - row.updated_at > STUCK_AFTER
    if row.state != State.FAILED and not stuck:
        raise NotNow("Only a capture that failed can be tried again.")
    if row.origin != Origin.ADDRESS and row.payload is None:
        raise NotNow("Its bytes were not kept, because it was too large. Bring it in anew.")
    row.state, row.reason, row.reason_code, row.attempts = State.QUEUED, "", "", 0
    row.touch()
    enqueue(row)
    record("capture.retried", row, by=by)
    return row


@transaction.atomic
def keep_failures(
    failed: Iterable[tuple[Given, CaptureFailed]], *, workspace: Workspace, by: Any
) -> list[CaptureRequest]:
    """Keep what the import command could not bring in, so that it is seen and can be retried."""
    require(may_add(by, workspace.pk), "Only members who record bring in articles.")
    batch = uuid.uuid4()
    rows = []
    for given, failure in failed:
        row = _row(given, batch, workspace, by, Visibility.WORKSPACE)
        row.state, row.attempts = State.FAILED, 1
        row.reason_code, row.reason = failure.code, failure.message
        rows.append(row)
    CaptureRequest.objects.bulk_create(rows)
    if rows:
        record_many(workspace.pk, [happening(row, "failed") for row in rows], by=by)
    return rows


def happening(row: CaptureRequest, what: str) -> Happening:
    """What the audit remembers of a capture; never its bytes."""
    detail = {"origin": row.origin, "input": str(row)[:300]}
    if row.reason:
        detail["reason"] = row.reason
    return Happening(f"capture.{what}", label(row), detail)


def _check(given: Given) -> None:
    if given.origin in (Origin.ADDRESS, Origin.BOOKMARKLET):
        try:
            spell(given.address)
        except AddressError as error:
            raise ValidationError({"address": error.message}) from None
    if given.in_browser and (reason := browser.why_not()):
        raise ValidationError({"in_browser": reason})
    if len(given.address) > LONGEST_ADDRESS:
        raise ValidationError({"address": f"Use at most {LONGEST_ADDRESS} characters."})
    if given.origin == Origin.PASTED and not (given.payload or b"").strip():
        raise ValidationError({"text": "Paste the text of the article."})


def _ask(given: Given, batch: uuid.UUID, workspace: Workspace, by: Any, visibility: str) -> int:
    _check(given)
    row = _row(given, batch, workspace, by, visibility)
    row.save()
    if row.state == State.QUEUED:
        enqueue(row)
    return row.pk


def _row(
    given: Given, batch: uuid.UUID, workspace: Workspace, by: Any, visibility: str
) -> CaptureRequest:
    row = CaptureRequest(
        workspace=workspace,
        visibility=visibility,
        created_by=by,
        batch=batch,
        origin=given.origin,
        address=given.address.strip(),
        name=given.name.replace("\0", "")[:500],
        media_type=given.media_type.replace("\0", "")[:100],
        payload=given.payload,
        in_browser=given.in_browser,
    )
    if max(given.size, len(given.payload or b"")) > settings.CAPTURE_MAX_BYTES:
        row.payload, row.state = None, State.FAILED
        row.reason_code, row.reason = too_large().code, too_large().message
    return row


def enqueue(row: CaptureRequest) -> None:
    """Put the work in the queue, in the transaction that asks for it."""
    app.configure_task(TASK, queue="capture").defer(capture=row.pk)
