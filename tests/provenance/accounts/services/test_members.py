"""Who belongs to a workspace; there is always an owner left."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from provenance.accounts import rules, services
from provenance.accounts.models import Membership
from provenance.audit.models import AuditEvent

NOT_OWNERS = ["ann", "bea", "eve", "tom", "sam", "sue", "ron", "olga"]


def membership(cast, name):
    return Membership.objects.get(user=getattr(cast, name), workspace=cast.desk)


def last_event():
    event = AuditEvent.objects.first()
    return event.action, event.actor, event.detail


@pytest.mark.parametrize("name", NOT_OWNERS)
def test_only_an_owner_changes_who_belongs(cast, name):
    by = getattr(cast, name)
    with pytest.raises(PermissionDenied):
        services.change_role(membership(cast, "ron"), "editor", by=by)
    with pytest.raises(PermissionDenied):
        services.remove_member(membership(cast, "ron"), by=by)
    with pytest.raises(PermissionDenied):
        services.add_member(cast.desk, cast.olga, "reader", by=by)
    assert not AuditEvent.objects.exists()


def test_a_new_role_counts_at_once_and_is_recorded(cast):
    assert not rules.may_publish(cast.ann, cast.desk.pk)
    member = membership(cast, "ann")
    member.user = cast.ann
    services.change_role(member, "editor", by=cast.max)
    cast.ann.forget_roles()
    assert rules.may_publish(cast.ann, cast.desk.pk)
    assert last_event() == (
        "member.role_changed",
        cast.max,
        {"user": cast.ann.pk, "before": "checker", "after": "editor"},
    )


def test_the_same_role_again_is_no_change(cast):
    services.change_role(membership(cast, "ann"), "checker", by=cast.max)
    assert not AuditEvent.objects.exists()


def test_an_unknown_role_is_refused_by_name(cast):
    with pytest.raises(ValidationError) as refused:
        services.change_role(membership(cast, "ann"), "boss", by=cast.max)
    assert list(refused.value.message_dict) == ["role"]


def test_a_new_member_is_recorded(cast):
    services.add_member(cast.desk, cast.olga, "reader", by=cast.max)
    assert cast.olga.roles[cast.desk.pk] == "reader"
    assert last_event()[0] == "member.added"


def test_a_set_up_command_may_add_members_without_a_person(cast):
    services.add_member(cast.desk, cast.olga, "reader", by=None)
    assert last_event() == ("member.added", None, {"user": cast.olga.pk, "role": "reader"})


def test_adding_a_member_again_changes_the_role(cast):
    services.add_member(cast.desk, cast.ron, "student", by=cast.max)
    assert membership(cast, "ron").role == "student"
    assert last_event()[0] == "member.role_changed"


def test_a_removed_member_sees_nothing_any_more(cast):
    services.remove_member(membership(cast, "ron"), by=cast.max)
    cast.ron.forget_roles()
    assert not rules.is_member(cast.ron, cast.desk.pk)
    assert last_event()[0] == "member.removed"


def test_removing_someone_twice_is_told(cast):
    gone = membership(cast, "ron")
    services.remove_member(gone, by=cast.max)
    with pytest.raises(rules.NotNow):
        services.remove_member(gone, by=cast.max)


@pytest.mark.parametrize("name", ["ann", "eve", "ron"])
def test_anyone_may_leave(cast, name):
    services.leave_workspace(cast.desk, by=getattr(cast, name))
    assert not rules.is_member(getattr(cast, name), cast.desk.pk)
    assert last_event()[0] == "member.left"


def test_a_stranger_has_nothing_to_leave(cast):
    with pytest.raises(rules.NotNow):
        services.leave_workspace(cast.desk, by=cast.olga)


def test_the_last_owner_stays_until_there_is_another(cast):
    with pytest.raises(rules.NotNow):
        services.leave_workspace(cast.desk, by=cast.max)
    with pytest.raises(rules.NotNow):
        services.change_role(membership(cast, "max"), "editor", by=cast.max)
    with pytest.raises(rules.NotNow):
        services.remove_member(membership(cast, "max"), by=cast.max)
    services.change_role(membership(cast, "eve"), "owner", by=cast.max)
    services.leave_workspace(cast.desk, by=cast.max)
    assert membership(cast, "eve").role == "owner"


@pytest.mark.django_db(transaction=True)
def test_two_owners_leaving_at_once_leave_one_behind(cast):
    services.change_role(membership(cast, "eve"), "owner", by=cast.max)
    start = threading.Barrier(2)
    refused = []

    def leave(user):
        start.wait()
        try:
            services.leave_workspace(cast.desk, by=user)
        except rules.NotNow as because:
            refused.append(because)
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=[user]) for user in (cast.max, cast.eve)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert cast.desk.memberships.filter(role="owner").count() == 1
