"""The life of a review: who may take which step, when, and what it leaves behind."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from claims.records.models import Claim
from claims.reviews import rules, services
from claims.reviews.models import Check, Rating, Review, Scale, Verdict
from claims.reviews.workflow import State
from provenance.accounts.models import Visibility
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from provenance.audit.services import verify
from tests.people import Cast

pytestmark = pytest.mark.django_db

REASON = "The log has no entry of that day."


def rating(slug: str) -> Rating:
    """A rating of the scale that every workspace starts with."""
    return Rating.objects.get(scale__workspace=None, scale__slug="truth", slug=slug)


@pytest.fixture
def claim(cast: Cast) -> Claim:
    return Claim.objects.create(
        workspace=cast.desk, statement="The pier was closed on 3 May.", created_by=cast.ann
    )


@pytest.fixture
def review(cast: Cast, claim: Claim) -> Review:
    return services.open_review(claim, by=cast.ann)


@pytest.fixture
def submitted(cast: Cast, review: Review) -> Review:
    return services.submit(review, rating=rating("false"), summary=REASON, by=cast.ann)


@pytest.fixture
def seconded(cast: Cast, submitted: Review) -> Review:
    return services.second(submitted, agree=True, by=cast.bea)


def test_a_claim_reaches_a_published_verdict(cast: Cast, claim: Claim, seconded: Review) -> None:
    verdict = services.publish(seconded, by=cast.eve)

    assert (verdict.number, verdict.rating_label, verdict.neutral) == (1, "False", "false")
    claim.refresh_from_db()
    assert claim.visibility == Visibility.PUBLIC
    actions = AuditEvent.objects.filter(chain=cast.desk.pk).values_list("action", flat=True)
    assert list(actions) == [
        "verdict.published",
        "claim.shown",
        "check.publish",
        "check.agree",
        "check.second",
        "check.submit",
        "review.answered",
        "check.opened",
    ]
    assert verify(cast.desk.pk).ok


def test_nobody_seconds_their_own_review(cast: Cast, submitted: Review) -> None:
    with pytest.raises(PermissionDenied, match="second person"):
        services.second(submitted, agree=True, by=cast.ann)


def test_the_database_too_refuses_a_second_by_the_same_person(
    cast: Cast, submitted: Review
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Check.objects.filter(pk=submitted.round_id).update(second=cast.ann)


def test_a_returned_review_needs_a_note_and_goes_back_to_its_writer(
    cast: Cast, submitted: Review
) -> None:
    with pytest.raises(ValidationError) as refused:
        services.second(submitted, agree=False, note="  ", by=cast.bea)
    assert "note" in refused.value.message_dict

    returned = services.second(submitted, agree=False, note="Where is the log?", by=cast.bea)
    check = returned.round
    assert (check.state, check.reason) == (State.IN_PROGRESS, "Where is the log?")
    assert check.second is None


def test_a_submission_without_rating_and_reason_names_both_fields(
    cast: Cast, review: Review
) -> None:
    with pytest.raises(ValidationError) as refused:
        services.submit(review, by=cast.ann)
    assert set(refused.value.message_dict) == {"rating", "summary"}


def test_a_changed_verdict_is_a_new_one_with_a_public_reason(cast: Cast, seconded: Review) -> None:
    first = services.publish(seconded, by=cast.eve)
    review = services.reopen(seconded, reason="A new log turned up.", by=cast.eve)
    review = services.submit(review, rating=rating("true"), summary="It is there.", by=cast.ann)
    review = services.second(review, agree=True, by=cast.bea)
    with pytest.raises(ValidationError) as refused:
        services.publish(review, by=cast.eve)
    assert "reason_for_change" in refused.value.message_dict

    second = services.publish(review, reason_for_change="The missing log was found.", by=cast.eve)
    assert (second.number, second.supersedes) == (2, first)
    assert list(Verdict.objects.current()) == [second]


def test_a_verdict_is_written_once(cast: Cast, seconded: Review) -> None:
    verdict = services.publish(seconded, by=cast.eve)
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        Verdict.objects.filter(pk=verdict.pk).update(summary="Something kinder.")
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        verdict.delete()


def test_a_claim_has_one_open_review(cast: Cast, claim: Claim, review: Review) -> None:
    with pytest.raises(NotNow, match="already has an open review"):
        services.open_review(claim, by=cast.bea)


def test_a_published_claim_is_reopened_not_reviewed_anew(
    cast: Cast, claim: Claim, seconded: Review
) -> None:
    services.publish(seconded, by=cast.eve)
    with pytest.raises(NotNow, match="reopen"):
        services.open_review(claim, by=cast.bea)


def test_a_stale_write_changes_nothing(cast: Cast, review: Review) -> None:
    services.save_draft(review, summary="First thoughts.", version=review.version, by=cast.ann)
    with pytest.raises(Stale):
        services.save_draft(review, summary="Lost thoughts.", version=review.version, by=cast.ann)
    review.refresh_from_db()
    assert review.summary == "First thoughts."


def test_a_private_claim_is_not_published(cast: Cast, claim: Claim, seconded: Review) -> None:
    Claim.objects.filter(pk=claim.pk).update(visibility=Visibility.ME)
    with pytest.raises((NotNow, PermissionDenied)):
        services.publish(seconded, by=cast.eve)
    claim.refresh_from_db()
    assert claim.visibility == Visibility.ME
    assert not Verdict.objects.exists()


def test_a_rating_of_another_desk_is_refused(cast: Cast, review: Review) -> None:
    theirs = Scale.objects.create(workspace=cast.elsewhere, slug="own", name="Own")
    foreign = Rating.objects.create(
        scale=theirs, slug="x", value=1, label="X", meaning="x", neutral="false"
    )
    with pytest.raises(ValidationError) as refused:
        services.submit(review, rating=foreign, summary=REASON, by=cast.ann)
    assert "rating" in refused.value.message_dict


Step = Callable[[Any, Review], object]
MAY: dict[str, tuple[str, Step, set[str]]] = {
    # step: (fixture it starts from, the call, who may take it)
    "submit": (
        "review",
        lambda who, r: services.submit(r, rating=rating("false"), summary=REASON, by=who),
        {"ann"},
    ),
    "second": (
        "submitted",
        lambda who, r: services.second(r, agree=True, by=who),
        {"bea", "eve", "tom", "max"},
    ),
    "withdraw": ("submitted", lambda who, r: services.withdraw(r, by=who), {"ann"}),
    "publish": ("seconded", lambda who, r: services.publish(r, by=who), {"eve", "max"}),
}


@pytest.mark.parametrize(
    "name", ["ann", "bea", "eve", "tom", "sam", "ron", "max", "olga", "nobody"]
)
@pytest.mark.parametrize("step", MAY)
def test_who_may_take_which_step(
    cast: Cast, request: pytest.FixtureRequest, step: str, name: str
) -> None:
    start, call, allowed = MAY[step]
    review = request.getfixturevalue(start)
    who = cast.everyone()[name]
    if name in allowed:
        call(who, review)
    else:
        with pytest.raises(PermissionDenied):
            call(who, review)
        before = review.round.state
        review.round.refresh_from_db()
        assert review.round.state == before


@pytest.mark.parametrize("visibility", Visibility.values)
def test_the_list_and_the_rule_agree_on_who_sees_a_review(
    cast: Cast, review: Review, visibility: str
) -> None:
    Claim.objects.filter(pk=review.claim_id).update(visibility=visibility)
    review = Review.objects.select_related("claim").get(pk=review.pk)
    for name, who in cast.everyone().items():
        listed = review in Review.objects.visible_to(who)
        assert listed == rules.may_see(who, review), name
