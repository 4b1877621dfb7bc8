"""Whatever people do to a check, in whichever order: the table holds, and the seal does."""

from typing import Any, ClassVar

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run

from claims.records.models import Claim
from claims.reviews import rules, services
from claims.reviews.models import Check, Rating, Review
from claims.reviews.workflow import CLOSED, STEPS, State
from provenance.accounts.models import Workspace
from provenance.accounts.rules import NotNow
from provenance.audit.models import AuditEvent
from tests.people import Cast

pytestmark = pytest.mark.django_db

PEOPLE = st.sampled_from(["ann", "bea", "eve", "tom", "max", "sam", "olga"])
SLUGS = st.sampled_from(["true", "mixed", "false"])
WORDS = st.sampled_from(["", "So it is."])
REFUSED = (PermissionDenied, NotNow, ValidationError)


def rating(slug: str) -> Rating:
    return Rating.objects.get(scale__workspace=None, scale__slug="truth", slug=slug)


class AnyOrder(RuleBasedStateMachine):
    """Everyone tries everything; what is refused changes nothing. One claim a run."""

    cast: ClassVar[Cast]

    @initialize(blind=st.booleans())
    def begin(self, blind: bool) -> None:
        Workspace.objects.filter(pk=self.cast.desk.pk).update(seconds_blind=blind)
        self.claim = Claim.objects.create(
            workspace=self.cast.desk, statement="The pier was closed.", created_by=self.cast.ann
        )
        self.check = services.request_check(self.claim, by=self.cast.bea)
        self.unseen: dict[str, int] = {}

    def attempt(self, name: str, service: Any, *args: Any, **given: Any) -> None:
        before = Check.objects.values("state", "version").get(pk=self.check.pk)
        try:
            service(*args, **given, by=getattr(self.cast, name))
        except REFUSED:
            assert Check.objects.values("state", "version").get(pk=self.check.pk) == before
        self.check = Check.objects.with_people().get(pk=self.check.pk)
        moved = before["state"], self.check.state
        steps = {step.after for step in STEPS[State(moved[0])]}
        ways = steps | {after.after for one in steps for after in STEPS[one]}
        assert moved[0] == moved[1] or moved[1] in ways

    def standing(self, role: str) -> Review | None:
        row: Review | None = self.check.reviews.standing().filter(role=role).first()
        return row

    @rule(name=PEOPLE)
    def triage(self, name: str) -> None:
        self.attempt(name, services.triage, self.check)

    @rule(name=PEOPLE, to=PEOPLE)
    def assign(self, name: str, to: str) -> None:
        self.attempt(name, services.assign, self.check, to=getattr(self.cast, to))

    @rule(name=PEOPLE)
    def take_on(self, name: str) -> None:
        self.attempt(name, services.take_on, self.check)

    @rule(name=PEOPLE)
    def release(self, name: str) -> None:
        self.attempt(name, services.release, self.check)

    @rule(name=PEOPLE, slug=SLUGS, words=WORDS, role=st.sampled_from(["first", "second"]))
    def submit(self, name: str, slug: str, words: str, role: str) -> None:
        if review := self.standing(role):
            given = {"rating": rating(slug), "summary": words}
            self.attempt(name, services.submit, review, **given)

    @rule(name=PEOPLE)
    def take_back(self, name: str) -> None:
        if review := self.standing("first"):
            self.attempt(name, services.withdraw, review)

    @rule(name=PEOPLE, slug=SLUGS, words=WORDS)
    def draft_second(self, name: str, slug: str, words: str) -> None:
        given = {"rating": rating(slug), "summary": words}
        self.attempt(name, services.draft_second, self.check, **given)

    @rule(name=PEOPLE, slug=SLUGS, words=WORDS, agree=st.sampled_from([True, False, None]))
    def second(self, name: str, slug: str, words: str, agree: bool | None) -> None:
        if review := self.standing("first"):
            own = {"rating": rating(slug), "summary": words} if agree is None else {}
            self.attempt(name, services.second, review, agree=agree, note=words, **own)

    @rule(name=PEOPLE, slug=SLUGS, words=WORDS)
    def adjudicate(self, name: str, slug: str, words: str) -> None:
        given = {"rating": rating(slug), "summary": "Decided.", "reason": words}
        self.attempt(name, services.adjudicate, self.check, **given)

    @rule(name=PEOPLE, words=WORDS)
    def withdraw(self, name: str, words: str) -> None:
        if name == "max":  # Seldom, for it ends the round.
            self.attempt(name, services.withdraw_check, self.check, reason=words)

    @invariant()
    def what_is_sealed_is_read_by_its_author_alone(self) -> None:
        if not hasattr(self, "check") or not isinstance(self.check, Check):
            return
        for review in self.check.reviews.select_related("round__claim", "claim"):
            for user in self.cast.everyone().values():
                listed = Review.objects.visible_to(user).filter(pk=review.pk).exists()
                assert listed == rules.may_see(user, review)
                assert not (listed and self.check.is_sealed and user != review.reviewer)

    @invariant()
    def what_both_said_unseen_never_changes(self) -> None:
        if not hasattr(self, "unseen"):
            return
        rows = self.check.reviews.filter(independent_rating__isnull=False)
        now = dict(rows.values_list("role", "independent_rating"))
        assert self.unseen.items() <= now.items()
        assert len(now) in {0, 2}
        assert bool(now) == (self.check.is_blind and not self.check.is_sealed)
        self.unseen = now

    @invariant()
    def the_state_is_true(self) -> None:
        if not isinstance(self.check, Check):
            return
        check = self.check
        assert (check.closed_at is None) == (check.state not in CLOSED)
        first = self.standing("first")
        handed_in = first is not None and first.submitted_at is not None
        late = {State.SUBMITTED, State.SECOND_CHECK, State.ADJUDICATION, State.EDITOR}
        assert check.state not in late or handed_in
        assert check.state != State.EDITOR or check.second_id
        events = AuditEvent.objects.filter(target=f"reviews.check:{check.pk}")
        assert events.order_by("-number")[0].detail.get("after") in {check.state, None}


def test_any_order(cast: Cast) -> None:
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run(
        type("AnyOrderOfCast", (AnyOrder,), {"cast": cast}),
        settings=settings(
            max_examples=12,
            stateful_step_count=18,
            deadline=None,
            suppress_health_check=quiet,
            derandomize=True,
        ),
    )
