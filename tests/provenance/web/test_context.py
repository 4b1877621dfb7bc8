"""What every page knows."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from provenance.accounts import services
from provenance.web.context import SESSION_KEY, current_workspace, person, settings_tab, workspace


def request_of(user, **session):
    request = RequestFactory().get("/")
    request.user = user
    request.session = session
    return request


def test_without_a_choice_it_is_the_first_workspace(cast):
    assert current_workspace(request_of(cast.ann)) == cast.desk


def test_the_workspace_chosen_last_counts(cast):
    services.add_member(cast.elsewhere, cast.ann, "reader", by=cast.olga)
    request = request_of(cast.ann, **{SESSION_KEY: cast.elsewhere.pk})
    assert current_workspace(request) == cast.elsewhere


def test_a_choice_that_is_no_longer_mine_does_not_count(cast):
    request = request_of(cast.ann, **{SESSION_KEY: cast.elsewhere.pk})
    assert current_workspace(request) == cast.desk


def test_strangers_are_nowhere(db):
    request = request_of(AnonymousUser())
    assert workspace(request) == {
        "workspace": None,
        "workspaces": [],
        "teaches": False,
    }
    with pytest.raises(PermissionDenied):
        person(request)


def test_a_request_that_never_got_a_user_has_no_workspace():
    assert workspace(RequestFactory().get("/")) == {}


def test_workspaces_and_roles_are_read_once(cast, django_assert_num_queries):
    request = request_of(cast.ann)
    with django_assert_num_queries(2):
        current_workspace(request)
        workspace(request)
        workspace(request)


def test_teachers_and_owners_teach(cast):
    teaching = {
        name for name, user in cast.everyone().items() if workspace(request_of(user))["teaches"]
    }
    assert teaching == {"tom", "max", "olga"}


def test_the_history_is_for_owners_and_editors(cast):
    for user, reads in ((cast.max, True), (cast.eve, True), (cast.tom, False), (cast.ron, False)):
        assert settings_tab(request_of(user), "profile") == {
            "tab": "profile",
            "reads_history": reads,
            "manages_workspace": user == cast.max,
        }
