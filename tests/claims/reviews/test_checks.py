"""A check from the request to the verdict, open and blind: two who agree and two who differ."""

import threading
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from claims.records.models import Claim
from claims.reviews import services
from claims.reviews.models import Check, Rating, Review, Verdict
from claims.reviews.workflow import State
from provenance.accounts.models import User, Workspace
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from provenance.audit.services import verify
from tests.people import Cast

pytestmark = pytest.mark.django_db


def rating(slug: str) -> Rating:
    return Rating.objects.get(scale__workspace=None, scale__slug="truth", slug=slug)


@pytest.fixture
def claim(cast: Cast) -> Claim:
    return Claim.objects.create(
        workspace=cast.desk, statement="The pier was closed on 3 May.", created_by=cast.ann
    )


@pytest.fixture
def blind(cast: Cast, claim: Claim) -> Claim:
    Workspace.objects.filter(pk=cast.desk.pk).update(seconds_blind=True)
    return Claim.objects.get(pk=claim.pk)


def submitted(claim: Claim, cast: Cast, slug: str = "false") -> Review:
    review = services.open_review(claim, by=cast.ann)
    return services.submit(review, rating=rating(slug), summary="No entry.", by=cast.ann)


def answered(review: Review, slug: str, by: User, **given: Any) -> Check:
    services.second(review, rating=rating(slug), summary="I looked.", by=by, **given)
    return Check.objects.get(pk=review.round_id)


# --- on the way to whoever writes -----------------------------------------------------------


def test_a_request_is_accepted_given_and_begun(cast: Cast, claim: Claim) -> None:
    check = services.request_check(claim, reason="Many ask.", by=cast.bea)
    assert (check.state, check.asked_by, check.reason) == ("requested", cast.bea, "Many ask.")
    check = services.triage(check, by=cast.tom)
    check = services.assign(check, to=cast.ann, by=cast.eve)
    assert (check.state, check.assignee) == ("assigned", cast.ann)
    with pytest.raises(PermissionDenied):
        services.take_on(check, by=cast.bea)
    review = services.take_on(check, by=cast.ann)
    assert (review.role, review.reviewer, review.round.state) == ("first", cast.ann, "in_progress")
    actions = AuditEvent.objects.filter(target=f"reviews.check:{check.pk}").order_by("number")
    assert list(actions.values_list("action", flat=True)) == [
        "check.requested",
        "check.triage",
        "check.assign",
        "check.take",
    ]


def test_beginning_a_review_takes_on_what_was_asked_for(cast: Cast, claim: Claim) -> None:
    check = services.request_check(claim, by=cast.bea)
    review = services.open_review(claim, by=cast.ann)
    assert review.round == check
    assert Check.objects.count() == 1


def test_a_request_is_declined_with_a_reason(cast: Cast, claim: Claim) -> None:
    check = services.request_check(claim, by=cast.bea)
    with pytest.raises(ValidationError) as refused:
        services.decline(check, reason=" ", by=cast.eve)
    assert "reason" in refused.value.message_dict
    with pytest.raises(PermissionDenied):
        services.decline(check, reason="No time.", by=cast.ann)
    check = services.decline(check, reason="No time.", by=cast.eve)
    assert (check.state, check.reason, check.is_open) == ("declined", "No time.", False)
    services.request_check(claim, by=cast.bea)  # It may be asked for again.


def test_only_those_who_check_are_given_a_check(cast: Cast, claim: Claim) -> None:
    check = services.request_check(claim, by=cast.bea)
    for name in ("sam", "ron", "olga"):
        with pytest.raises(ValidationError) as refused:
            services.assign(check, to=getattr(cast, name), by=cast.eve)
        assert "to" in refused.value.message_dict


def test_nobody_is_given_a_check_of_a_claim_they_do_not_see(cast: Cast, claim: Claim) -> None:
    check = services.request_check(claim, by=cast.ann)
    Claim.objects.filter(pk=claim.pk).update(visibility="me", created_by=cast.eve)
    with pytest.raises(ValidationError, match="do not see this claim"):
        services.assign(check, to=cast.bea, by=cast.eve)


def test_a_check_goes_to_someone_else_and_the_draft_stays_with_its_author(
    cast: Cast, claim: Claim
) -> None:
    review = services.open_review(claim, by=cast.ann)
    services.save_draft(review, summary="Half a thought.", by=cast.ann)
    check = services.assign(review.round, to=cast.tom, by=cast.eve)
    theirs = services.take_on(check, by=cast.tom)
    assert theirs.summary == ""
    with pytest.raises(PermissionDenied):
        services.submit(review, rating=rating("true"), summary="x", by=cast.ann)
    assert review in Review.objects.visible_to(cast.ann)
    assert review not in Review.objects.visible_to(cast.tom)


def test_a_check_given_back_waits_for_anyone(cast: Cast, claim: Claim) -> None:
    review = services.open_review(claim, by=cast.ann)
    check = services.release(review.round, by=cast.ann)
    assert (check.state, check.assignee) == ("triaged", None)
    assert services.take_on(check, by=cast.bea).reviewer == cast.bea


def test_a_check_is_planned_by_editors(cast: Cast, claim: Claim) -> None:
    review = services.open_review(claim, by=cast.ann)
    with pytest.raises(PermissionDenied):
        services.plan(review.round, second=cast.bea, by=cast.ann)
    with pytest.raises(ValidationError) as refused:
        services.plan(review.round, second=cast.ann, by=cast.eve)
    assert "second" in refused.value.message_dict
    check = services.plan(review.round, second=cast.bea, by=cast.eve)
    services.submit(review, rating=rating("true"), summary="So.", by=cast.ann)
    with pytest.raises((NotNow, PermissionDenied)):
        services.second(review, agree=True, by=cast.tom)
    services.second(review, agree=True, by=cast.bea)
    check.refresh_from_db()
    assert check.state == State.EDITOR


# --- two who agree, two who differ ------------------------------------------------------------


def test_two_blind_answers_that_agree_go_to_the_editor(cast: Cast, blind: Claim) -> None:
    review = submitted(blind, cast)
    check = answered(review, "false", cast.bea)
    assert (check.state, check.is_sealed) == ("editor", False)
    assert check.unsealed_at is not None
    review.refresh_from_db()
    assert services.publish(review, by=cast.eve).rating_label == "False"


def test_two_who_differ_are_decided_by_a_third(cast: Cast, blind: Claim) -> None:
    review = submitted(blind, cast)
    check = answered(review, "mixed", cast.bea)
    assert check.state == State.ADJUDICATION
    given: Any = {"rating": rating("mixed"), "summary": "Half of it.", "reason": "Bea found more."}
    for name in ("ann", "bea"):
        with pytest.raises(PermissionDenied, match="third person"):
            services.adjudicate(check, **given, by=getattr(cast, name))
    with pytest.raises(ValidationError) as refused:
        services.adjudicate(check, **(given | {"reason": " "}), by=cast.tom)
    assert "reason" in refused.value.message_dict
    decided = services.adjudicate(check, **given, by=cast.tom)
    check.refresh_from_db()
    assert (check.state, check.adjudicator, check.decision) == (
        "editor",
        cast.tom,
        "Bea found more.",
    )
    with pytest.raises(NotNow, match="Another review"):
        services.publish(review, by=cast.eve)
    verdict = services.publish(decided, by=cast.eve)
    assert (verdict.rating_label, verdict.review) == ("Needs context", decided)
    slugs = {one.role: one.rating and one.rating.slug for one in check.reviews.all()}
    assert slugs == {"first": "false", "second": "mixed", "adjudicator": "mixed"}
    assert verify(cast.desk.pk).ok


def test_an_open_answer_of_ones_own_may_differ_too(cast: Cast, claim: Claim) -> None:
    check = answered(submitted(claim, cast), "true", cast.bea)
    assert check.state == State.ADJUDICATION


def test_a_blind_check_is_neither_agreed_nor_returned_unseen(cast: Cast, blind: Claim) -> None:
    review = submitted(blind, cast)
    for given in ({"agree": True}, {"agree": False, "note": "Why?"}):
        with pytest.raises(ValidationError) as refused:
            services.second(review, **given, by=cast.bea)
        assert "agree" in refused.value.message_dict
    check = Check.objects.get()
    assert (check.state, check.second) == (State.SUBMITTED, None)


def test_a_blind_answer_needs_rating_and_reason(cast: Cast, blind: Claim) -> None:
    review = submitted(blind, cast)
    with pytest.raises(ValidationError) as refused:
        services.second(review, rating=rating("true"), by=cast.bea)
    assert "summary" in refused.value.message_dict


def test_a_draft_of_the_second_takes_the_check_on(cast: Cast, blind: Claim) -> None:
    review = submitted(blind, cast)
    draft = services.draft_second(review.round, rating=rating("true"), by=cast.bea)
    with pytest.raises(NotNow, match="Bea was quicker"):
        services.second(review, rating=rating("true"), summary="Mine.", by=cast.tom)
    services.submit(draft, summary="It was.", by=cast.bea)
    assert Check.objects.get().state == State.ADJUDICATION


def test_whether_a_check_is_blind_is_settled_when_it_begins(cast: Cast, claim: Claim) -> None:
    check = services.request_check(claim, by=cast.bea)
    Workspace.objects.filter(pk=cast.desk.pk).update(seconds_blind=True)
    review = services.take_on(check, by=cast.ann)
    assert review.round.is_blind
    Workspace.objects.filter(pk=cast.desk.pk).update(seconds_blind=False)
    services.submit(review, rating=rating("true"), summary="So.", by=cast.ann)
    assert Check.objects.get().is_sealed


def test_what_both_said_unseen_is_kept_when_one_of_them_rewrites(cast: Cast, blind: Claim) -> None:
    review = submitted(blind, cast)
    check = answered(review, "false", cast.bea)
    services.second(review, agree=False, note="The log is missing.", by=cast.bea)
    services.submit(review, rating=rating("true"), summary="There it is.", by=cast.ann)
    services.second(review, agree=True, by=cast.tom)
    check.refresh_from_db()
    assert (check.state, check.second) == (State.EDITOR, cast.tom)
    (pair,) = Review.objects.visible_to(cast.eve).unsealed_pairs()
    false = rating("false").pk
    assert (pair["first"], pair["second"]) == (cast.ann.pk, cast.bea.pk)
    assert (pair["first_rating"], pair["second_rating"]) == (false, false)


def test_nothing_sealed_is_a_pair(cast: Cast, blind: Claim) -> None:
    review = submitted(blind, cast)
    services.draft_second(review.round, rating=rating("true"), summary="x", by=cast.bea)
    assert list(Review.objects.unsealed_pairs()) == []


def test_readers_are_told_of_a_difference_where_the_workspace_said_so_then(
    cast: Cast, blind: Claim
) -> None:
    check = answered(submitted(blind, cast), "true", cast.bea)
    given: Any = {"rating": rating("true"), "summary": "It was.", "reason": "The log."}
    services.adjudicate(check, **given, by=cast.tom)
    check.refresh_from_db()
    assert not check.tells_disagreement
    Workspace.objects.filter(pk=cast.desk.pk).update(tells_disagreement=True)
    check.refresh_from_db()
    assert not check.tells_disagreement, "what was written for two is not shown to all later on"


# --- looking again, and ending it ---------------------------------------------------------------


def test_looking_again_is_another_check(cast: Cast, claim: Claim) -> None:
    review = submitted(claim, cast)
    services.second(review, agree=True, by=cast.bea)
    verdict = services.publish(review, by=cast.eve)
    again = services.reopen(review, reason="A log was found.", by=cast.eve)
    assert again.round.state == State.RE_REVIEW
    assert (again.rating, again.summary) == (verdict.rating, verdict.summary)
    assert Check.objects.get(pk=review.round_id).state == State.PUBLISHED
    with pytest.raises(NotNow, match="already"):
        services.reopen(review, reason="Once more.", by=cast.eve)
    services.withdraw_check(again.round, reason="A false alarm.", by=cast.eve)
    assert Verdict.objects.current().get() == verdict
    assert services.reopen(review, reason="Once more.", by=cast.eve).round.is_open


def test_an_old_check_is_not_looked_at_again(cast: Cast, claim: Claim) -> None:
    review = submitted(claim, cast)
    services.second(review, agree=True, by=cast.bea)
    services.publish(review, by=cast.eve)
    again = services.reopen(review, reason="A log.", by=cast.eve)
    services.submit(again, by=cast.ann)
    services.second(again, agree=True, by=cast.bea)
    services.publish(again, reason_for_change="A log.", by=cast.eve)
    with pytest.raises(NotNow, match="newer check"):
        services.reopen(review, reason="Again.", by=cast.eve)


@pytest.mark.parametrize("name", ["ann", "bea", "tom", "sam", "ron", "olga", "nobody"])
def test_only_editors_withdraw_a_check(cast: Cast, claim: Claim, name: str) -> None:
    review = submitted(claim, cast)
    with pytest.raises(PermissionDenied):
        services.withdraw_check(review.round, reason="No.", by=cast.everyone()[name])
    assert Check.objects.get().state == State.SUBMITTED


def test_after_a_withdrawal_a_claim_may_be_checked_anew(cast: Cast, blind: Claim) -> None:
    review = submitted(blind, cast)
    services.withdraw_check(review.round, reason="Not ours.", by=cast.eve)
    assert Check.objects.get().is_sealed
    assert review not in Review.objects.visible_to(cast.eve)
    assert services.open_review(blind, by=cast.bea).reviewer == cast.bea


def test_a_stale_step_changes_nothing(cast: Cast, claim: Claim) -> None:
    check = services.request_check(claim, by=cast.bea)
    services.triage(check, version=1, by=cast.ann)
    with pytest.raises(Stale):
        services.decline(check, reason="No.", version=1, by=cast.eve)


@pytest.mark.django_db(transaction=True)
def test_of_two_seconders_at_once_one_wins_and_the_other_is_told(cast: Cast, claim: Claim) -> None:
    review = submitted(claim, cast)
    start, told = threading.Barrier(2), []

    def answer(by: User) -> None:
        try:
            start.wait()
            services.second(review, agree=True, by=by)
            told.append("kept")
        except NotNow as refused:
            told.append(str(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=[by]) for by in (cast.bea, cast.tom)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    check = Check.objects.get()
    assert sorted(told) == sorted(
        ["kept", f"{check.second} was quicker, and is the second person of this check."]
    )
    assert AuditEvent.objects.filter(action="check.agree").count() == 1
