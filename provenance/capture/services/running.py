"""Doing what was asked for, by the worker, and noting what became of it."""

import logging
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError, transaction
from django.utils import timezone

from provenance.audit.services import record, record_many
from provenance.sources.models import Snapshot

from .. import after, inputs, pipeline
from ..failures import CaptureFailed, broken
from ..inputs import Input
from ..material import Material, from_file, from_paste, from_reader
from ..models import CaptureRequest, Proof
from ..pipeline import Outcome
from .asking import STUCK_AFTER, Origin, State, enqueue, happening
from .proving import prove

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 3
AT_ONCE = 100  # pages of an archive kept in one transaction


class TryAgainLater(Exception):  # noqa: N818 - it is a request to the queue
    """The capture may succeed later; the queue runs it again."""


def run_capture(pk: int) -> None:
    """Bring in what was asked for. Doing it again when it is done changes nothing.

    Raises TryAgainLater where waiting may help and attempts are left; whatever else goes wrong
    is kept on the request as its reason.
    """
    capture = _begin(pk)
    if capture is None:
        return
    try:
        if inputs.is_archive(*_packed(capture)):
            _unpack(capture)
        else:
            after.tell([_take(capture)], by=capture.created_by)
    except CaptureFailed as failure:
        _stop(capture, failure)
    except (PermissionDenied, ValidationError) as refusal:
        said = refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
        _stop(capture, CaptureFailed("refused", " ".join(said)))
    except OperationalError:
        raise  # The database is away; the queue tries again.
    except Exception:  # Whatever breaks, the person is told and nothing hangs.
        log.exception("Capture %s broke", pk)
        _stop(capture, broken())


@transaction.atomic
def requeue_stuck(*, by: Any = None) -> int:
    """Put back what a killed worker left half done; give how many. What was tried enough fails."""
    long_ago = timezone.now() - STUCK_AFTER
    left = CaptureRequest.objects.filter(state=State.RUNNING, updated_at__lt=long_ago)
    rows = list(left.select_for_update(of=("self",), skip_locked=True))
    for row in rows:
        if row.attempts < MOST_ATTEMPTS:
            row.state = State.QUEUED
            enqueue(row)
        else:
            row.state = State.FAILED
            row.reason_code, row.reason = "interrupted", "It was interrupted each time."
        row.touch()
        record("capture.requeued", row, by=by, state=row.state)
    return len(rows)


@transaction.atomic
def _begin(pk: int) -> CaptureRequest | None:
    row: CaptureRequest = CaptureRequest.objects.select_related("workspace").locked(pk)
    if row.is_over:
        return None
    row.state = State.RUNNING
    row.attempts += 1
    row.touch()
    return row


def _packed(capture: CaptureRequest) -> tuple[bytes, str]:
    file = capture.origin == Origin.FILE and capture.payload is not None
    return (bytes(capture.payload or b""), capture.name) if file else (b"", "")


def _take(capture: CaptureRequest) -> Snapshot:
    kept = pipeline.bring_in(
        _given(capture),
        workspace=capture.workspace,
        by=capture.created_by,
        visibility=capture.visibility,
    )
    doubted = next((one for one in prove([kept], by=capture.created_by) if one.code), None)
    with transaction.atomic():
        row: CaptureRequest = CaptureRequest.objects.locked(capture.pk)
        row.article, row.snapshot = kept.article, kept.snapshot
        _done(row, kept.status, doubted)
    return kept.snapshot


def _given(capture: CaptureRequest) -> str | Material:
    if capture.origin == Origin.ADDRESS:
        return pipeline.opened(capture.address) if capture.in_browser else capture.address
    raw = bytes(capture.payload or b"")
    if capture.origin == Origin.PASTED:
        return from_paste(raw.decode("utf-8", errors="replace"), capture.name)
    if capture.origin == Origin.BOOKMARKLET:
        return from_reader(raw, capture.address)
    return from_file(raw, capture.name, media_type=capture.media_type, address=capture.address)


def _unpack(capture: CaptureRequest) -> None:
    """Bring in the pages of an archive, each with a request of its own in the same batch.

    An archive that breaks off fails; the pages before that stay.
    """
    for pages in inputs.together(inputs.unpack(*_packed(capture)), AT_ONCE):
        after.tell(_take_pages(capture, pages), by=capture.created_by)
    with transaction.atomic():
        row: CaptureRequest = CaptureRequest.objects.locked(capture.pk)
        _done(row, CaptureRequest.Outcome.UNPACKED)


def _take_pages(capture: CaptureRequest, pages: Sequence[Input]) -> list[Snapshot]:
    outcomes = pipeline.bring_in_many(
        [page.given for page in pages],
        workspace=capture.workspace,
        by=capture.created_by,
        visibility=capture.visibility,
    )
    kept = [outcome.kept for outcome in outcomes if outcome.kept]
    doubted = {one.snapshot_id: one for one in prove(kept, by=capture.created_by) if one.code}
    rows = [_page_row(capture, page, out) for page, out in zip(pages, outcomes, strict=True)]
    for row in rows:
        _doubt(row, doubted.get(row.snapshot_id or 0))
    failed = [row for row in rows if row.state == State.FAILED]
    with transaction.atomic():
        CaptureRequest.objects.bulk_create(rows)
        if failed:
            told = [happening(row, "failed") for row in failed]
            record_many(capture.workspace_id, told, by=capture.created_by)
    return [one.snapshot for one in kept]


def _page_row(capture: CaptureRequest, page: Input, outcome: Outcome) -> CaptureRequest:
    material = page.given if isinstance(page.given, Material) else None
    row = CaptureRequest(
        workspace=capture.workspace,
        visibility=capture.visibility,
        created_by=capture.created_by,
        batch=capture.batch,
        origin=Origin.FILE,
        name=f"{capture.name}: {page.label}"[:500],
        address=material.final_address[:2000] if material else "",
        media_type=(material.media_type or "")[:100] if material else "",
        attempts=1,
    )
    if outcome.kept:
        row.state, row.outcome = State.DONE, outcome.kept.status
        row.article, row.snapshot = outcome.kept.article, outcome.kept.snapshot
    elif outcome.failure:
        row.state = State.FAILED
        row.reason_code, row.reason = outcome.failure.code, outcome.failure.message
        row.payload = material.raw if material and outcome.failure.code != "too_large" else None
    return row


def _doubt(row: CaptureRequest, doubted: Proof | None) -> None:
    """A capture that is kept is not always a good one; what speaks against it stands on it."""
    if doubted is not None:
        row.reason_code, row.reason = doubted.code, doubted.reason


def _done(row: CaptureRequest, outcome: str, doubted: Proof | None = None) -> None:
    row.state, row.outcome = State.DONE, outcome
    row.reason, row.reason_code, row.payload = "", "", None
    _doubt(row, doubted)
    row.touch()
    record("capture.done", row, by=row.created_by, outcome=outcome, snapshot=row.snapshot_id)


def _stop(capture: CaptureRequest, failure: CaptureFailed) -> None:
    """Note the failure; put the request back in the queue where waiting may help."""
    wait = failure.transient and capture.attempts < MOST_ATTEMPTS
    with transaction.atomic():
        row: CaptureRequest = CaptureRequest.objects.locked(capture.pk)
        row.state = State.QUEUED if wait else State.FAILED
        row.reason_code, row.reason = failure.code, failure.message
        row.touch()
        record_many(row.workspace_id, [happening(row, "failed")], by=row.created_by)
    if wait:
        raise TryAgainLater(failure.message)
