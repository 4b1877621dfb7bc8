"""What a person says about themselves."""

import pytest

from provenance.accounts.models import User


@pytest.fixture
def as_ann(client, cast):
    client.force_login(cast.ann)
    return client


def test_a_new_name_is_kept(as_ann, cast):
    answer = as_ann.post("/settings/profile/", {"name": "Ann Ash"}, follow=True)
    assert "Saved." in answer.content.decode()
    assert User.objects.get(pk=cast.ann.pk).name == "Ann Ash"


def test_a_name_that_is_too_long_is_told_and_kept_in_the_form(as_ann):
    answer = as_ann.post("/settings/profile/", {"name": "x" * 151})
    assert "x" * 151 in answer.content.decode()
    assert "Not saved yet" in answer.content.decode()


def test_the_history_is_a_tab_only_for_those_who_may_read_it(client, cast):
    for user, has in ((cast.eve, True), (cast.max, True), (cast.ann, False), (cast.sam, False)):
        client.force_login(user)
        page = client.get("/settings/profile/").content.decode()
        assert ("/settings/audit/" in page) == has


def test_it_lists_where_one_belongs(as_ann):
    page = as_ann.get("/settings/profile/").content.decode()
    assert "Eastbank Desk" in page
    assert "Westhill Times" not in page
    assert "/account/password/change/" in page
