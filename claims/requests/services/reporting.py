"""Answering readers who found an error of ours: with a new verdict, or with an answer."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from claims.reviews.models import Verdict
from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import record

from .. import rules
from ..models import ErrorReport
from ..workflow import REPORTS, after

MAY_NOT = "Editors and owners answer for what was published; those who check set spam aside."
LONGEST_ANSWER = 5_000


@transaction.atomic
def answer_report(
    report: ErrorReport,
    *,
    answer: str,
    is_told: bool = True,
    version: int | None = None,
    by: User,
) -> ErrorReport:
    """Answer whoever reported an error; told, the answer stands on the public page too."""
    row = _locked(report, "answer", version, by)
    row.reason, row.is_told = _answer(answer), is_told
    return _settle(row, "answer", by=by, answer=row.reason, is_told=is_told)


@transaction.atomic
def correct_report(
    report: ErrorReport,
    *,
    answer: str,
    is_told: bool = True,
    version: int | None = None,
    by: User,
) -> ErrorReport:
    """Say that the verdict published since corrects what was reported.

    Raises NotNow while no verdict came out after the one that the reader had read.
    """
    row = _locked(report, "correct", version, by)
    newer = newer_verdict(row)
    if newer is None:
        raise NotNow("No verdict came out since. Reopen the review and publish the correction.")
    row.corrected_by, row.reason, row.is_told = newer, _answer(answer), is_told
    return _settle(row, "correct", by=by, answer=row.reason, is_told=is_told, verdict=newer.pk)


@transaction.atomic
def spam_report(report: ErrorReport, *, version: int | None = None, by: User) -> ErrorReport:
    """Put a report aside as spam."""
    return _settle(_locked(report, "spam", version, by), "spam", by=by)


@transaction.atomic
def reopen_report(report: ErrorReport, *, version: int | None = None, by: User) -> ErrorReport:
    """Take the answer back; it leaves the public page."""
    row = _locked(report, "reopen", version, by)
    before, row.reason, row.is_told, row.corrected_by = row.state, "", False, None
    return _settle(row, "reopen", by=by, before=before)


def newer_verdict(report: ErrorReport) -> Verdict | None:
    """The newest verdict on the claim, where it came out after the one that was reported."""
    claim = report.claim.merged_into_id or report.claim_id
    rows = Verdict.objects.filter(claim=claim).exclude(pk=report.verdict_id)
    later = rows.filter(published_at__gt=report.verdict.published_at)
    found: Verdict | None = later.order_by("-number").first()
    return found


def _locked(report: ErrorReport, step: str, version: int | None, by: User) -> ErrorReport:
    row: ErrorReport = ErrorReport.objects.locked(report.pk, version)
    require(rules.may_settle(by, row, step), MAY_NOT)
    after(REPORTS, row.state, step)
    return row


def _answer(answer: str) -> str:
    answer = answer.strip()
    if not answer:
        raise ValidationError({"answer": "Say what you answer; whoever reported it reads it."})
    if len(answer) > LONGEST_ANSWER:
        raise ValidationError({"answer": f"Say it in at most {LONGEST_ANSWER} characters."})
    return answer


DONE = {"answer": "answered", "correct": "corrected", "spam": "set_aside", "reopen": "reopened"}


def _settle(row: ErrorReport, step: str, *, by: User, **detail: Any) -> ErrorReport:
    row.state = after(REPORTS, row.state, step)
    row.decided_by, row.decided_at = by, timezone.now()
    row.touch()
    record(f"report.{DONE[step]}", row, by=by, claim=row.claim_id, **detail)
    return row
