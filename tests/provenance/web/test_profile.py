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


def test_it_lists_where_one_belongs(as_ann):
    page = as_ann.get("/settings/profile/").content.decode()
    assert "Eastbank Desk" in page
    assert "Westhill Times" not in page
    assert "/account/password/change/" in page
