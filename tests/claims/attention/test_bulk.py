"""The same step for many: each on its own, with an event of its own, failures told one by one."""

from datetime import date
from typing import Any

import pytest

from claims.attention import services
from claims.attention.models import Pick
from claims.attention.services.bulk import Chosen
from claims.records.models import Claim, Topic
from claims.reviews import services as reviews
from claims.reviews.models import Check
from provenance.audit.models import AuditEvent
from provenance.audit.services import verify
from tests.claims.scene import Scene

pytestmark = pytest.mark.django_db


def checks(scene: Scene, *statements: str) -> list[Check]:
    claims = [scene.claim(scene.cast.ann, one) for one in statements]
    return [reviews.request_check(one, by=scene.cast.ann) for one in claims]


def chosen(rows: list[Any]) -> list[Chosen]:
    return [Chosen(row) for row in rows]


def events(action: str) -> int:
    return AuditEvent.objects.filter(action=action).count()


def states(rows: list[Check]) -> list[str]:
    return [Check.objects.get(pk=row.pk).state for row in rows]


def test_each_leaves_an_event_of_its_own(scene: Scene) -> None:
    rows = checks(scene, "One.", "Two.", "Three.")
    outcomes = services.bulk_triage(chosen(rows), by=scene.cast.bea)
    assert [one.is_done for one in outcomes] == [True] * 3
    assert states(rows) == ["triaged"] * 3
    assert events("check.triage") == 3
    assert verify(scene.cast.desk.pk).ok


def test_what_cannot_be_done_stops_nothing_else(scene: Scene) -> None:
    rows = checks(scene, "One.", "Two.", "Three.")
    reviews.decline(rows[1], reason="An opinion.", by=scene.cast.eve)
    outcomes = services.bulk_triage(chosen(rows), by=scene.cast.bea)
    assert [one.is_done for one in outcomes] == [True, False, True]
    assert "declined" in outcomes[1].said
    assert states(rows) == ["triaged", "declined", "triaged"]


def test_what_changed_since_it_was_chosen_is_left(scene: Scene) -> None:
    rows = checks(scene, "One.", "Two.")
    reviews.triage(rows[0], by=scene.cast.ann)
    stale = [Chosen(row, 1) for row in rows]
    outcomes = services.bulk_decline(stale, reason="So.", by=scene.cast.eve)
    assert [one.is_done for one in outcomes] == [False, True]
    assert "changed by someone else" in outcomes[0].said
    assert states(rows) == ["triaged", "declined"]


def test_who_may_not_does_nothing(scene: Scene) -> None:
    rows = checks(scene, "One.", "Two.")
    for name in ("ann", "bea", "tom", "sam", "ron", "olga"):
        by = getattr(scene.cast, name)
        for outcomes in (
            services.bulk_assign(chosen(rows), to=scene.cast.bea, by=by),
            services.bulk_due(chosen(rows), due=date(2030, 1, 1), by=by),
            services.bulk_decline(chosen(rows), reason="So.", by=by),
        ):
            assert not any(one.is_done for one in outcomes), name
    assert states(rows) == ["requested"] * 2


def test_given_to_someone_with_a_day(scene: Scene) -> None:
    rows, cast = checks(scene, "One.", "Two."), scene.cast
    day = date(2030, 5, 4)
    services.bulk_assign(chosen(rows), to=cast.bea, due=day, by=cast.eve)
    found = Check.objects.filter(pk__in=[row.pk for row in rows])
    assert {(one.assignee, one.due, one.state) for one in found} == {(cast.bea, day, "assigned")}
    outcomes = services.bulk_assign(chosen(rows), to=cast.ron, by=cast.eve)
    assert not any(one.is_done for one in outcomes)


def test_a_day_is_set_and_taken_back_without_touching_the_second_person(scene: Scene) -> None:
    (row,), cast = checks(scene, "One."), scene.cast
    reviews.plan(row, second=cast.bea, by=cast.eve)
    services.bulk_due(chosen([row]), due=date(2030, 5, 4), by=cast.eve)
    row.refresh_from_db()
    assert (row.due, row.second) == (date(2030, 5, 4), cast.bea)
    services.bulk_due(chosen([row]), due=None, by=cast.eve)
    row.refresh_from_db()
    assert (row.due, row.second) == (None, cast.bea)


def test_claims_are_asked_for_filed_and_said_to_be_picked(scene: Scene) -> None:
    cast = scene.cast
    rows = [scene.claim(cast.ann, one) for one in ("One.", "Two.")]
    assert all(one.is_done for one in services.bulk_ask(chosen(rows), by=cast.ann))
    again = services.bulk_ask(chosen(rows), by=cast.ann)
    assert {one.said for one in again} == {"This claim already has an open review."}
    services.bulk_tag(
        chosen(rows), topics=["Harbour", "harbour ", "Pier"], workspace=cast.desk, by=cast.ann
    )
    assert set(Topic.objects.values_list("name", flat=True)) == {"Harbour", "Pier"}
    assert events("claim.tagged") == 2
    services.bulk_pick(chosen(rows), rule="harm", by=cast.bea)
    assert Pick.objects.filter(rule="harm").count() == 2


def test_a_student_files_only_their_own(scene: Scene) -> None:
    cast = scene.cast
    rows = [scene.claim(cast.ann, "One."), scene.claim(cast.sam, "Two.")]
    outcomes = services.bulk_tag(chosen(rows), topics=["Pier"], workspace=cast.desk, by=cast.sam)
    assert [one.is_done for one in outcomes] == [False, True]


def test_what_is_gone_is_told(scene: Scene) -> None:
    gone = Check(pk=10**9, workspace=scene.cast.desk, claim=Claim(pk=10**9))
    (outcome,) = services.bulk_triage(chosen([gone]), by=scene.cast.eve)
    assert outcome.said == "It is no longer there."
