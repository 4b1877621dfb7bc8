"""Who may read what was done, and how much of it."""

import pytest

from provenance.accounts import services
from provenance.accounts.history import may_read_history, named, visible_events, withheld
from provenance.audit.models import AuditEvent
from provenance.audit.services import Happening, record_many
from provenance.sources.models import Outlet

READERS = {"eve", "max"}


@pytest.fixture
def events(cast):
    services.edit_workspace(cast.desk, name="Eastbank News", by=cast.max)
    services.edit_workspace(cast.elsewhere, name="Westhill News", by=cast.olga)
    services.make_token(name="script", by=cast.ann)
    return AuditEvent.objects.all()


def test_owners_and_editors_read_the_history_of_their_own_workspace(cast, events):
    for name, user in cast.everyone().items():
        seen = {event.chain for event in visible_events(user)}
        expected = {cast.desk.pk} if name in READERS else set()
        if name == "olga":
            expected = {cast.elsewhere.pk}
        assert seen == expected, name


def test_the_rule_agrees_with_the_list(cast, events):
    for user in cast.everyone().values():
        for workspace in (cast.desk, cast.elsewhere):
            listed = visible_events(user).filter(chain=workspace.pk).exists()
            assert may_read_history(user, workspace) == listed


def test_someone_shut_out_reads_nothing(cast, events):
    cast.max.is_active = False
    assert not visible_events(cast.max).exists()
    assert not may_read_history(cast.max, cast.desk)


def outlet(cast, visibility, by):
    return Outlet.objects.create(
        workspace=cast.desk, name=visibility, key=visibility, visibility=visibility, created_by=by
    )


def noted(cast, *rows):
    happenings = [
        Happening("outlet.recorded", f"sources.outlet:{row.pk}", {"name": row.name}) for row in rows
    ]
    record_many(cast.desk.pk, happenings, by=cast.ann)
    return AuditEvent.objects.filter(target__startswith="sources.outlet")


def test_details_of_a_row_only_its_maker_may_see_are_withheld(cast):
    hers, shared = outlet(cast, "me", cast.ann), outlet(cast, "workspace", cast.ann)
    events = noted(cast, hers, shared)
    assert withheld(events, cast.eve) == {f"sources.outlet:{hers.pk}"}
    assert withheld(events, cast.ann) == set()


def test_details_about_the_workspace_itself_are_never_withheld(cast, events):
    assert withheld(visible_events(cast.max), cast.max) == set()


def test_a_kind_of_row_that_is_gone_is_withheld(cast):
    record_many(cast.desk.pk, [Happening("x.y", "gone.thing:1", {})], by=cast.max)
    assert withheld(AuditEvent.objects.all(), cast.max) == {"gone.thing:1"}


def test_people_are_named_in_one_query(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        names = named([cast.ann.pk, None, "x", cast.ann.pk, 10**6])
    assert names == {cast.ann.pk: "Ann"}
    with django_assert_num_queries(0):
        assert named([None]) == {}


def test_a_page_of_events_asks_once_for_each_kind(cast, django_assert_num_queries):
    events = list(noted(cast, *(outlet(cast, name, cast.ann) for name in ("me", "public"))))
    assert cast.eve.roles
    with django_assert_num_queries(1):
        withheld(events, cast.eve)
