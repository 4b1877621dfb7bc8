"""The table of a check: who may take which step from which state, for the whole cast."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.records.models import Claim
from claims.reviews import rules
from claims.reviews.models import Check
from claims.reviews.services.taking import WHY, allowed
from claims.reviews.workflow import (
    CLOSED,
    FIRST_WRITES,
    SECOND_WRITES,
    STEPS,
    State,
    Who,
    after,
    every_step,
)
from provenance.accounts.models import Visibility
from provenance.accounts.rules import NotNow
from tests.people import Cast

NAMES = sorted({step.name for _, step in every_step()})
CHECKS = {"ann", "bea", "eve", "tom", "max"}
# How everyone stands to a check of which Ann is the first and Bea the second checker.
STANDS = {
    "ann": {Who.CHECKER, Who.FIRST},
    "bea": {Who.CHECKER, Who.SECOND, Who.OTHER},
    "eve": {Who.CHECKER, Who.THIRD, Who.EDITOR},
    "tom": {Who.CHECKER, Who.THIRD},
    "max": {Who.CHECKER, Who.THIRD, Who.EDITOR},
}


@pytest.fixture
def claim(cast: Cast) -> Claim:
    return Claim.objects.create(
        workspace=cast.desk, statement="The pier was closed on 3 May.", created_by=cast.ann
    )


def check_in(state: str, claim: Claim, cast: Cast) -> Check:
    return Check.objects.create(
        workspace=cast.desk,
        claim=claim,
        state=state,
        assignee=cast.ann,
        second=cast.bea,
        closed_at=timezone.now() if state in CLOSED else None,
    )


@pytest.mark.parametrize("state", State)
def test_who_may_take_which_step_from_which_state(cast: Cast, claim: Claim, state: State) -> None:
    check = check_in(state, claim, cast)
    table = {step.name: step for step in STEPS[state]}
    ever = {name: {w for _, s in every_step() if s.name == name for w in s.who} for name in NAMES}
    for who, user in cast.everyone().items():
        for name in NAMES:
            stands = STANDS.get(who, set())
            if not stands & ever[name]:
                expected: Any = PermissionDenied
            elif name not in table:
                expected = NotNow
            else:
                expected = None if stands & set(table[name].who) else PermissionDenied
            try:
                allowed(check, name, by=user)
                got: Any = None
            except (PermissionDenied, NotNow) as refused:
                got = type(refused)
            assert got == expected, (who, name)


@pytest.mark.parametrize("state", State)
def test_the_list_of_what_waits_and_the_table_agree(cast: Cast, claim: Claim, state: State) -> None:
    check = check_in(state, claim, cast)
    for who, user in cast.everyone().items():
        waits = any(step.is_next and rules.may_take(user, check, step) for step in STEPS[state])
        visible = Check.objects.visible_to(user)
        listed = visible.waiting_for(user).exists() if who in CHECKS else visible.exists()
        assert listed == (waits and state not in CLOSED), who


@pytest.mark.parametrize("visibility", Visibility.values)
def test_the_list_and_the_rule_agree_on_who_knows_of_a_check(
    cast: Cast, claim: Claim, visibility: str
) -> None:
    Claim.objects.filter(pk=claim.pk).update(visibility=visibility)
    claim.refresh_from_db()
    check = check_in(State.SUBMITTED, claim, cast)
    for who, user in cast.everyone().items():
        listed = check in Check.objects.visible_to(user)
        assert listed == rules.may_see_check(user, check), who


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("name", NAMES)
def test_only_the_steps_in_the_table_can_be_taken(state: State, name: str) -> None:
    table = {step.name: step.after for step in STEPS[state]}
    if name in table:
        assert after(state, name) == table[name]
    else:
        with pytest.raises(NotNow, match="You cannot"):
            after(state, name)


def test_every_open_state_has_a_next_step_and_a_way_out() -> None:
    for state in set(State) - set(CLOSED):
        assert any(step.is_next for step in STEPS[state]), state
        assert "withdraw" in {step.name for step in STEPS[state]}, state
    assert [step.name for state in CLOSED for step in STEPS[state]] == ["reopen"]


def test_every_state_is_reached_from_a_request_or_a_verdict() -> None:
    reached, waiting = set(), [State.REQUESTED]
    while waiting:
        state = waiting.pop()
        if state not in reached:
            reached.add(state)
            waiting += [step.after for step in STEPS[state]]
    assert reached == set(State)


def test_whoever_writes_can_hand_in() -> None:
    for state in (*FIRST_WRITES, *SECOND_WRITES):
        assert {"submit", "agree"} & {step.name for step in STEPS[state]}, state


def test_every_step_that_needs_a_reason_says_what_is_missing() -> None:
    assert {step.name for _, step in every_step() if step.says_why} == set(WHY)


def test_a_claim_has_one_open_check(cast: Cast, claim: Claim) -> None:
    check_in(State.PUBLISHED, claim, cast)
    check_in(State.RE_REVIEW, claim, cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        check_in(State.REQUESTED, claim, cast)


@pytest.mark.parametrize(
    "change", [{"second": "ann"}, {"adjudicator": "ann"}, {"adjudicator": "bea"}]
)
def test_the_database_refuses_one_person_in_two_parts(
    cast: Cast, claim: Claim, change: dict[str, str]
) -> None:
    check = check_in(State.SECOND_CHECK, claim, cast)
    people = {part: getattr(cast, name) for part, name in change.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Check.objects.filter(pk=check.pk).update(**people)
