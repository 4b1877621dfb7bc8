"""What each role may do: one table of cast and action."""

import pytest
from django.core.exceptions import PermissionDenied

from provenance.accounts import rules
from provenance.accounts.models import Role
from provenance.accounts.roles import MAY

ACTIONS = {
    rules.is_member: {"ann", "bea", "eve", "tom", "sam", "sue", "ron", "max"},
    rules.may_record: {"ann", "bea", "eve", "tom", "sam", "sue", "max"},
    rules.may_check: {"ann", "bea", "eve", "tom", "max"},
    rules.may_publish: {"eve", "max"},
    rules.may_manage: {"max"},
}


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.__name__)
def test_who_may_do_what_at_the_desk(cast, action):
    may = {name for name, user in cast.everyone().items() if action(user, cast.desk.pk)}
    assert may == ACTIONS[action]


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.__name__)
def test_a_role_counts_only_where_it_was_given(cast, action):
    may = {name for name, user in cast.everyone().items() if action(user, cast.elsewhere.pk)}
    assert may == {"olga"}


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.__name__)
def test_someone_shut_out_may_do_nothing(cast, action):
    cast.max.is_active = False
    assert not action(cast.max, cast.desk.pk)


def test_roles_are_read_once_a_request(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        for action in ACTIONS:
            action(cast.ann, cast.desk.pk)


def test_every_role_is_explained():
    assert set(MAY) == set(Role)


def test_a_refusal_says_why():
    rules.require(allowed=True, because="never said")
    with pytest.raises(PermissionDenied, match="Only owls"):
        rules.require(allowed=False, because="Only owls.")
