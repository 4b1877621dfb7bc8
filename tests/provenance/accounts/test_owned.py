"""The list form of who may see what agrees with the rule, for everyone and everything."""

import itertools

import pytest
from django.apps import apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from provenance.accounts.models import Membership, Role, Visibility
from provenance.accounts.owned import Owned, OwnedQuerySet
from provenance.accounts.rules import Stale, is_member, may_edit, may_record, may_see
from provenance.sources.models import Outlet

MAKERS = ["ann", "eve", "tom", "sam", "olga", None]
SEEN_BY = {
    # visibility: who sees a row of the desk that Sam, a student, made
    "me": {"sam"},
    "workspace": {"ann", "bea", "eve", "tom", "sam", "sue", "ron", "max"},
    "public": {"ann", "bea", "eve", "tom", "sam", "sue", "ron", "max", "olga", "nobody"},
}
EDITED_BY = {
    "me": {"sam"},
    "workspace": {"ann", "bea", "eve", "tom", "sam", "max"},
    "public": {"ann", "bea", "eve", "tom", "sam", "max"},
}


def row(cast, visibility, maker, *, workspace=None, deleted_at=None, name="Post"):
    return Outlet.objects.create(
        workspace=workspace or cast.desk,
        name=name,
        key=name,
        visibility=visibility,
        created_by=getattr(cast, maker) if maker else None,
        deleted_at=deleted_at,
    )


@pytest.mark.parametrize("visibility", Visibility.values)
def test_who_sees_a_row_a_student_made(cast, visibility):
    thing = row(cast, visibility, "sam")
    seen = {name for name, user in cast.everyone().items() if may_see(user, thing)}
    assert seen == SEEN_BY[visibility]


@pytest.mark.parametrize("visibility", Visibility.values)
def test_who_edits_a_row_a_student_made(cast, visibility):
    thing = row(cast, visibility, "sam")
    edits = {name for name, user in cast.everyone().items() if may_edit(user, thing)}
    assert edits == EDITED_BY[visibility]


def test_the_list_agrees_with_the_rule_for_the_whole_cast(cast):
    cases = itertools.product(
        Visibility.values, MAKERS, (cast.desk, cast.elsewhere), (None, "2031-01-01T00:00Z")
    )
    things = [
        row(cast, visibility, maker, workspace=workspace, deleted_at=deleted, name=f"Outlet {n}")
        for n, (visibility, maker, workspace, deleted) in enumerate(cases)
    ]
    for thing in things:
        thing.refresh_from_db()
    for name, user in cast.everyone().items():
        listed = set(Outlet.objects.visible_to(user))
        assert listed == {thing for thing in things if may_see(user, thing)}, name


@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    roles=st.dictionaries(st.sampled_from(["desk", "elsewhere"]), st.sampled_from(Role.values)),
    active=st.booleans(),
    visibility=st.sampled_from(Visibility.values),
    mine=st.booleans(),
    where=st.sampled_from(["desk", "elsewhere"]),
)
def test_whatever_someone_is_where_the_two_agree(cast, roles, active, visibility, mine, where):
    Membership.objects.filter(user=cast.ron).delete()
    Outlet.objects.all().delete()
    for place, role in roles.items():
        Membership.objects.create(workspace=getattr(cast, place), user=cast.ron, role=role)
    cast.ron.forget_roles()
    cast.ron.is_active = active
    maker = "ron" if mine else "olga"
    thing = row(cast, visibility, maker, workspace=getattr(cast, where))
    assert Outlet.objects.visible_to(cast.ron).exists() == may_see(cast.ron, thing)
    assert may_see(cast.ron, thing) or not may_edit(cast.ron, thing)
    assert may_record(cast.ron, thing.workspace_id) or not may_edit(cast.ron, thing)
    if visibility == "me" and may_see(cast.ron, thing):
        assert mine
        assert is_member(cast.ron, thing.workspace_id)


def test_every_owned_table_asks_the_same_question():
    owned = [model for model in apps.get_models() if issubclass(model, Owned)]
    assert len(owned) > 5
    for model in owned:
        assert isinstance(model._default_manager.all(), OwnedQuerySet), model


def test_a_locked_row_is_the_one_in_the_database(cast):
    thing = row(cast, "workspace", "ann")
    Outlet.objects.update(name="Changed")
    assert Outlet.objects.locked(thing.pk).name == "Changed"


def test_a_stale_version_is_refused(cast):
    thing = row(cast, "workspace", "ann")
    Outlet.objects.locked(thing.pk).touch()
    assert Outlet.objects.locked(thing.pk, 2).version == 2
    with pytest.raises(Stale, match="you read version 1, it is now 2"):
        Outlet.objects.locked(thing.pk, 1)
