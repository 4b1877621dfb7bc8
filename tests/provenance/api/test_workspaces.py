"""Workspaces, members and invitations through REST."""

import pytest
from django.core import mail
from rest_framework.test import APIClient

from provenance.accounts import services
from provenance.accounts.models import Invitation, Membership

OTHERS = ["ann", "bea", "eve", "tom", "sam", "sue", "ron"]


def client_of(user):
    client = APIClient()
    client.force_authenticate(user)
    return client


def at(workspace, action=""):
    return f"/api/v1/workspaces/{workspace.pk}/" + (f"{action}/" if action else "")


def test_one_sees_the_workspaces_one_belongs_to(cast):
    for name, user in cast.everyone().items():
        if name == "nobody":
            assert APIClient().get("/api/v1/workspaces/").status_code == 401
            continue
        mine = "elsewhere" if name == "olga" else "desk"
        found = client_of(user).get("/api/v1/workspaces/").json()["results"]
        assert [one["slug"] for one in found] == [mine]
        assert found[0]["role"] == user.roles[found[0]["id"]]


def test_the_workspace_of_others_is_not_there(cast):
    olga = client_of(cast.olga)
    for address in (at(cast.desk), at(cast.desk, "members")):
        assert olga.get(address).status_code == 404
    for action in ("leave", "invite", "change-role", "remove-member"):
        given = {"user": cast.ann.pk, "role": "reader"}
        assert olga.post(at(cast.desk, action), given, format="json").status_code == 404


def test_a_row_has_its_etag_and_what_stands_around_it_is_never_old(cast):
    ann = client_of(cast.ann)
    first = ann.get(at(cast.desk))
    assert first["ETag"] == f'"workspace-{cast.desk.pk}-1"'
    assert first["Cache-Control"] == "private, no-cache"
    services.add_member(cast.desk, cast.ann, "reader", by=cast.max)
    cast.ann.forget_roles()
    again = ann.get(at(cast.desk), headers={"If-None-Match": first["ETag"]})
    assert again.json()["role"] == "reader"


def test_an_owner_renames_it_and_a_stale_one_is_told(cast):
    owner = client_of(cast.max)
    read = owner.get(at(cast.desk))["ETag"]
    changed = owner.patch(
        at(cast.desk), {"name": "News"}, format="json", headers={"If-Match": read}
    )
    assert (changed.status_code, changed.json()["name"]) == (200, "News")
    assert changed["ETag"] != read
    stale = owner.patch(at(cast.desk), {"name": "X"}, format="json", headers={"If-Match": read})
    assert stale.status_code == 412


@pytest.mark.parametrize("name", OTHERS)
def test_others_may_not(cast, name):
    client = client_of(getattr(cast, name))
    ron = {"user": cast.ron.pk, "role": "owner"}
    assert client.patch(at(cast.desk), {"name": "X"}, format="json").status_code == 403
    assert client.post(at(cast.desk, "invite"), {"role": "owner"}, format="json").status_code == 403
    assert client.post(at(cast.desk, "change-role"), ron, format="json").status_code == 403
    assert client.post(at(cast.desk, "remove-member"), ron, format="json").status_code == 403


def test_members_are_listed_to_members(cast, django_assert_num_queries):
    ron = client_of(cast.ron)
    assert cast.ron.roles
    with django_assert_num_queries(2):  # the workspace; its members
        members = ron.get(at(cast.desk, "members")).json()
    assert len(members) == 8
    assert {"user", "username", "name", "role", "joined_at"} == set(members[0])


def test_an_owner_changes_a_role_and_takes_someone_out(cast):
    owner = client_of(cast.max)
    given = {"user": cast.ron.pk, "role": "checker"}
    assert (
        owner.post(at(cast.desk, "change-role"), given, format="json").json()["role"] == "checker"
    )
    answer = owner.post(at(cast.desk, "remove-member"), {"user": cast.ron.pk}, format="json")
    assert answer.status_code == 204
    assert not Membership.objects.filter(user=cast.ron).exists()


def test_someone_who_is_no_member_is_not_found(cast):
    given = {"user": cast.olga.pk, "role": "reader"}
    answer = client_of(cast.max).post(at(cast.desk, "change-role"), given, format="json")
    assert answer.status_code == 404


def test_the_last_owner_stays(cast):
    assert client_of(cast.max).post(at(cast.desk, "leave")).status_code == 409
    assert client_of(cast.ann).post(at(cast.desk, "leave")).status_code == 204


def test_an_invitation_answers_its_link_and_sends_it(cast, django_capture_on_commit_callbacks):
    given = {"role": "student", "email": "nia@example.org"}
    with django_capture_on_commit_callbacks(execute=True):
        made = client_of(cast.max).post(at(cast.desk, "invite"), given, format="json")
    assert made.status_code == 201
    assert made.json()["link"].startswith("http://testserver/invitation/")
    assert made.json()["link"] in mail.outbox[0].body


def test_an_unknown_role_names_its_field(cast):
    answer = client_of(cast.max).post(at(cast.desk, "invite"), {"role": "boss"}, format="json")
    assert answer.status_code == 400
    assert list(answer.json()["error"]["fields"]) == ["role"]
    assert not Invitation.objects.exists()


def test_site_url_is_the_host_of_links(cast, settings):
    settings.SITE_URL = "https://desk.example"
    made = client_of(cast.max).post(at(cast.desk, "invite"), {"role": "reader"}, format="json")
    assert made.json()["link"].startswith("https://desk.example/invitation/")


def test_what_a_person_sees_grows_with_membership(cast):
    services.add_member(cast.elsewhere, cast.ann, "reader", by=cast.olga)
    cast.ann.forget_roles()
    found = client_of(cast.ann).get("/api/v1/workspaces/").json()["results"]
    assert {one["slug"] for one in found} == {"desk", "elsewhere"}
