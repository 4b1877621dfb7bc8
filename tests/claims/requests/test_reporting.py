"""Reports of our errors: who answers, what readers are told, and what a correction needs."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.records.models import Claim
from claims.requests import rules, services
from claims.requests.models import ErrorReport
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from tests.claims.requests.letters import reported
from tests.claims.scene import Scene, decide, decide_again

pytestmark = pytest.mark.django_db
EVERYONE = ["ann", "bea", "eve", "tom", "sam", "ron", "max", "olga", "nobody"]
ANSWER = "The log of April is another one."


@pytest.fixture
def report(scene: Scene) -> ErrorReport:
    claim = scene.claim(scene.cast.ann)
    decide(claim, scene)
    row: ErrorReport = reported(claim).row
    return row


def answer(row: ErrorReport, by: Any) -> ErrorReport:
    return services.answer_report(row, answer=ANSWER, by=by)


def spam(row: ErrorReport, by: Any) -> ErrorReport:
    return services.spam_report(row, by=by)


def correct(row: ErrorReport, by: Any) -> ErrorReport:
    return services.correct_report(row, answer="You were right.", by=by)


STEPS: dict[str, tuple[Any, set[str], str]] = {
    "answer": (answer, {"eve", "max"}, "answered"),
    "correct": (correct, {"eve", "max"}, "corrected"),
    "spam": (spam, {"ann", "bea", "eve", "tom", "max"}, "spam"),
}


@pytest.mark.parametrize("name", EVERYONE)
@pytest.mark.parametrize("step", STEPS)
def test_who_takes_which_step(scene: Scene, report: ErrorReport, step: str, name: str) -> None:
    decide_again(Claim.objects.get(), scene)
    do, may, end = STEPS[step]
    by = scene.cast.everyone()[name]
    assert rules.may_settle(by, report, step) == (name in may)
    if name not in may:
        with pytest.raises(PermissionDenied):
            do(report, by)
        return
    assert do(report, by).state == end
    assert AuditEvent.objects.filter(actor=by, target=f"requests.errorreport:{report.pk}")
    with pytest.raises(NotNow):
        do(report, scene.cast.max)


def test_a_correction_needs_a_verdict_that_came_out_since(
    scene: Scene, report: ErrorReport
) -> None:
    with pytest.raises(NotNow, match="No verdict came out since"):
        correct(report, scene.cast.eve)
    decide_again(Claim.objects.get(), scene)
    row = correct(report, scene.cast.eve)
    assert row.corrected_by is not None
    assert row.corrected_by.number == 2


def test_what_is_told_and_what_is_not(scene: Scene, report: ErrorReport) -> None:
    quiet = services.answer_report(report, answer=ANSWER, is_told=False, by=scene.cast.eve)
    assert not ErrorReport.objects.told()
    services.reopen_report(quiet, by=scene.cast.eve)
    answer(report, scene.cast.eve)
    assert list(ErrorReport.objects.told().of_claim(report.claim_id)) == [report]
    again = services.reopen_report(report, by=scene.cast.eve)
    assert (again.reason, again.is_told, again.state) == ("", False, "waiting")
    assert not ErrorReport.objects.told()


@pytest.mark.parametrize("given", [" ", "x" * 5001])
def test_an_answer_says_something(scene: Scene, report: ErrorReport, given: str) -> None:
    with pytest.raises(ValidationError) as refused:
        services.answer_report(report, answer=given, by=scene.cast.eve)
    assert list(refused.value.message_dict) == ["answer"]


def test_whoever_is_slower_is_told(scene: Scene, report: ErrorReport) -> None:
    spam(report, scene.cast.ann)
    services.reopen_report(report, by=scene.cast.eve)
    with pytest.raises(Stale):
        services.answer_report(report, answer=ANSWER, version=1, by=scene.cast.max)


@pytest.mark.parametrize("name", EVERYONE)
def test_who_reads_reports(scene: Scene, report: ErrorReport, name: str) -> None:
    user = scene.cast.everyone()[name]
    sees = ErrorReport.objects.visible_to(user).exists()
    assert sees == rules.may_read_report(user, report) == (name in STEPS["spam"][1])
