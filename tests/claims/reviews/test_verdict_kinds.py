"""What a verdict may do to the one before it: correct, clarify, update or withdraw it, openly."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from claims.records.models import Claim
from claims.reviews import rules, services
from claims.reviews.dates import warning_about
from claims.reviews.models import Rating, Review, Verdict
from provenance.accounts.models import Visibility
from provenance.accounts.rules import NotNow
from provenance.audit.models import AuditEvent
from tests.claims.scene import Scene, decide
from tests.people import Cast

pytestmark = pytest.mark.django_db
EDITORS = {"eve", "max"}


@pytest.fixture
def claim(scene: Scene) -> Claim:
    """A claim with a published verdict: false."""
    row = scene.claim(scene.cast.ann)
    decide(row, scene)
    return row


def newest(claim: Claim) -> Verdict:
    verdict: Verdict = Verdict.objects.current().get(claim=claim)
    return verdict


def seconded(cast: Cast, claim: Claim, slug: str = "false") -> Review:
    """The review, opened again and agreed on once more."""
    rating = Rating.objects.get(scale__workspace=None, scale__slug="truth", slug=slug)
    review = services.reopen(claim.reviews.order_by("-pk")[0], reason="Look again.", by=cast.eve)
    review = services.submit(review, rating=rating, summary="It is so.", by=cast.ann)
    return services.second(review, agree=True, by=cast.bea)


def again(cast: Cast, claim: Claim, slug: str = "false", **given: Any) -> Verdict:
    given.setdefault("reason_for_change", "We misread the log.")
    return services.publish(seconded(cast, claim, slug), **given, by=cast.eve)


@pytest.mark.parametrize("kind", ["correct", "clarify", "update"])
def test_a_change_says_what_it_is(cast: Cast, claim: Claim, kind: str) -> None:
    verdict = again(cast, claim, kind=kind)
    assert (verdict.kind, verdict.number) == (kind, 2)
    event = AuditEvent.objects.filter(action="verdict.published").latest("number")
    assert event.detail["kind"] == kind


def test_a_change_that_says_nothing_of_its_kind_is_a_correction(cast: Cast, claim: Claim) -> None:
    assert newest(claim).kind == "first"
    assert again(cast, claim).kind == "correct"


@pytest.mark.parametrize("kind", ["first", "withdraw", "whatever"])
def test_no_second_verdict_is_of_these_kinds(cast: Cast, claim: Claim, kind: str) -> None:
    with pytest.raises(ValidationError) as refused:
        again(cast, claim, kind=kind)
    assert set(refused.value.message_dict) == {"kind"}
    assert newest(claim).number == 1


def test_a_first_verdict_corrects_nothing(scene: Scene) -> None:
    cast, row = scene.cast, scene.claim(scene.cast.ann)
    rating = Rating.objects.get(scale__workspace=None, scale__slug="truth", slug="true")
    review = services.open_review(row, by=cast.ann)
    review = services.submit(review, rating=rating, summary="So it is.", by=cast.ann)
    review = services.second(review, agree=True, by=cast.bea)
    with pytest.raises(ValidationError, match="first verdict"):
        services.publish(review, kind="correct", by=cast.eve)


def test_another_rating_is_no_clarification(cast: Cast, claim: Claim) -> None:
    with pytest.raises(ValidationError, match="no clarification"):
        again(cast, claim, "true", kind="clarify")


def test_confidence_and_what_would_change_our_mind_go_out_as_said(cast: Cast, claim: Claim) -> None:
    verdict = again(cast, claim, confidence="low", would_change=" The <b>harbour log</b>. ")
    assert (verdict.confidence, verdict.would_change) == ("low", "The <b>harbour log</b>.")
    with pytest.raises(ValidationError) as refused:
        again(cast, claim, confidence="95 %")
    assert set(refused.value.message_dict) == {"confidence"}


def test_no_verdict_holds_as_of_a_day_to_come(cast: Cast, claim: Claim) -> None:
    with pytest.raises(ValidationError) as refused:
        again(cast, claim, as_of=timezone.localdate() + timedelta(days=1))
    assert set(refused.value.message_dict) == {"as_of"}


def test_a_verdict_older_than_its_claim_is_odd_and_said_so(cast: Cast, claim: Claim) -> None:
    claim.refresh_from_db()
    made = claim.first_appearance.passage.snapshot.article.published  # type: ignore[union-attr]
    assert made is not None
    assert warning_about(made, claim) == ""
    assert "4 May 2024" in warning_about(made - timedelta(days=1), claim)


def test_a_withdrawn_verdict_is_the_newest_one_and_says_why(cast: Cast, claim: Claim) -> None:
    before = newest(claim)
    verdict = services.withdraw_verdict(before, reason=" The witness lied. ", by=cast.eve)
    assert (verdict.number, verdict.kind, verdict.neutral) == (2, "withdraw", "withdrawn")
    assert verdict.rating_label == "Withdrawn"
    assert verdict.rating == before.rating
    assert verdict.summary == verdict.reason_for_change == "The witness lied."
    claim.refresh_from_db()
    assert claim.visibility == Visibility.PUBLIC
    assert newest(claim) == verdict
    assert not Verdict.objects.standing().filter(claim=claim)
    assert list(Verdict.objects.corrections()) == [verdict]
    event = AuditEvent.objects.latest("number")
    assert (event.action, event.detail["reason"]) == ("verdict.withdrawn", "The witness lied.")


def test_a_withdrawal_says_why(cast: Cast, claim: Claim) -> None:
    with pytest.raises(ValidationError) as refused:
        services.withdraw_verdict(newest(claim), reason=" \n", by=cast.eve)
    assert set(refused.value.message_dict) == {"reason"}


def test_what_is_withdrawn_or_replaced_is_not_withdrawn_again(cast: Cast, claim: Claim) -> None:
    first = newest(claim)
    second = again(cast, claim, "true")
    with pytest.raises(NotNow, match="Another verdict is out by now: True"):
        services.withdraw_verdict(first, reason="No.", by=cast.eve)
    services.withdraw_verdict(second, reason="No.", by=cast.eve)
    with pytest.raises(NotNow, match="withdrawn already"):
        services.withdraw_verdict(second, reason="No.", by=cast.eve)


def test_after_a_withdrawal_another_verdict_may_go_out(cast: Cast, claim: Claim) -> None:
    services.withdraw_verdict(newest(claim), reason="The witness lied.", by=cast.eve)
    with pytest.raises(ValidationError, match="no clarification"):
        again(cast, claim, kind="clarify")
    verdict = services.publish(
        claim.reviews.order_by("-pk")[0],
        kind="update",
        reason_for_change="Another witness.",
        by=cast.eve,
    )
    assert (verdict.number, verdict.rating_label) == (3, "False")
    assert list(Verdict.objects.standing()) == [verdict]


def test_who_may_withdraw_a_verdict(cast: Cast, claim: Claim) -> None:
    verdict = newest(claim)
    for name, user in cast.everyone().items():
        assert rules.may_withdraw(user, verdict) == (name in EDITORS), name
        if name not in EDITORS:
            with pytest.raises(PermissionDenied):
                services.withdraw_verdict(verdict, reason="No.", by=user)
    assert newest(claim) == verdict


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "withdraw"}, {"neutral": "withdrawn"}, {"kind": "first"}],
)
def test_the_database_holds_kind_number_and_rating_together(
    cast: Cast, claim: Claim, wrong: dict[str, str]
) -> None:
    before = newest(claim)
    row = {
        "workspace_id": before.workspace_id,
        "claim": claim,
        "review_id": before.review_id,
        "number": 2,
        "kind": "correct",
        "rating_id": before.rating_id,
        "rating_label": "False",
        "neutral": "false",
        "summary": "x",
        "as_of": before.as_of,
        "reason_for_change": "x",
        "published_by": cast.eve,
        "supersedes": before,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Verdict.objects.create(**row | wrong)


def test_a_withdrawal_too_is_written_once(cast: Cast, claim: Claim) -> None:
    verdict = services.withdraw_verdict(newest(claim), reason="No.", by=cast.eve)
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        Verdict.objects.filter(pk=verdict.pk).delete()
