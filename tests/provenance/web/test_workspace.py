"""The settings of a workspace: what each of the cast sees and may do there."""

import re

import pytest

from provenance.accounts import services
from provenance.accounts.models import Invitation, Membership, Workspace

pytestmark = pytest.mark.django_db


def membership(cast, name):
    return Membership.objects.get(user=getattr(cast, name), workspace=cast.desk)


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def as_max(client, cast):
    client.force_login(cast.max)
    return client


def test_a_stranger_logs_in_first(client):
    answer = client.get("/settings/")
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/?next=/settings/")


@pytest.mark.parametrize("name", ["ann", "bea", "eve", "tom", "sam", "sue", "ron"])
def test_members_read_who_belongs_and_what_roles_may_do(client, cast, name):
    client.force_login(getattr(cast, name))
    page = text(client.get("/settings/"))
    assert "Seen by: <b>members of Eastbank Desk</b>" in page
    assert "Records claims and adds evidence" in page
    assert "Invite someone" not in page
    assert "ann@example.org" not in page


def test_an_owner_finds_the_forms(as_max):
    page = text(as_max.get("/settings/"))
    for words in ("Invite someone", "Give this role", "Take out of the workspace"):
        assert words in page


def test_someone_who_belongs_nowhere_is_told_what_to_do(client, cast):
    services.remove_member(membership(cast, "ron"), by=cast.max)
    client.force_login(cast.ron)
    assert "Ask an owner to invite you" in text(client.get("/settings/"))


def test_an_owner_renames_the_workspace(as_max, cast):
    answer = as_max.post("/settings/", {"name": "Eastbank News", "kind": "school"}, follow=True)
    assert "Saved." in text(answer)
    assert Workspace.objects.get(pk=cast.desk.pk).name == "Eastbank News"


def test_an_empty_name_is_told_beside_the_field(as_max):
    answer = as_max.post("/settings/", {"name": "", "kind": "school"})
    assert answer.status_code == 400
    assert "Not saved yet" in text(answer)
    assert Workspace.objects.get(slug="desk").name == "Eastbank Desk"


@pytest.mark.parametrize("name", ["ann", "bea", "eve", "tom", "sam", "sue", "ron"])
def test_others_are_refused(client, cast, name):
    client.force_login(getattr(cast, name))
    ron = membership(cast, "ron")
    posts = {
        "/settings/": {"name": "Mine", "kind": "school"},
        "/settings/invite/": {"role": "owner"},
        f"/settings/members/{ron.pk}/role/": {"role": "owner"},
        f"/settings/members/{ron.pk}/remove/": {},
    }
    for address, given in posts.items():
        assert client.post(address, given).status_code == 403, address
    assert membership(cast, "ron").role == "reader"
    assert not Invitation.objects.exists()


def test_the_link_of_an_invitation_is_shown_once(as_max):
    page = text(as_max.post("/settings/invite/", {"role": "student"}))
    link = re.search(r"http://testserver(/invitation/[\w-]+/)", page)[1]
    assert link not in text(as_max.get("/settings/"))
    assert "A link passed on by hand" in text(as_max.get("/settings/"))


def test_a_bad_address_is_told_and_nothing_is_made(as_max):
    answer = as_max.post("/settings/invite/", {"role": "student", "email": "nowhere"})
    assert answer.status_code == 400
    assert "nowhere" in text(answer)
    assert not Invitation.objects.exists()


def test_an_invitation_is_withdrawn(as_max, cast):
    invitation, _ = services.invite(cast.desk, role="reader", by=cast.max)
    as_max.post(f"/settings/invitations/{invitation.pk}/withdraw/")
    assert not Invitation.objects.open().exists()


def test_an_invitation_of_another_workspace_is_not_found(as_max, cast):
    theirs, _ = services.invite(cast.elsewhere, role="reader", by=cast.olga)
    assert as_max.post(f"/settings/invitations/{theirs.pk}/withdraw/").status_code == 404


def test_a_member_of_another_workspace_is_not_found(as_max, cast):
    hers = Membership.objects.get(user=cast.olga)
    assert as_max.post(f"/settings/members/{hers.pk}/remove/").status_code == 404


def test_a_member_gets_another_role(as_max, cast):
    ron = membership(cast, "ron")
    answer = as_max.post(f"/settings/members/{ron.pk}/role/", {"role": "checker"}, follow=True)
    assert "Ron is checker now." in text(answer)
    assert membership(cast, "ron").role == "checker"


def test_the_last_owner_is_told_why_not(as_max, cast):
    answer = as_max.post("/settings/leave/", follow=True)
    assert "This is the last owner." in text(answer)
    assert membership(cast, "max").role == "owner"


def test_a_member_is_taken_out(as_max, cast):
    ron = membership(cast, "ron")
    as_max.post(f"/settings/members/{ron.pk}/remove/")
    assert not Membership.objects.filter(pk=ron.pk).exists()


def test_switching_takes_one_to_the_other_desk(client, cast):
    services.add_member(cast.elsewhere, cast.ann, "reader", by=cast.olga)
    client.force_login(cast.ann)
    answer = client.post("/settings/switch/elsewhere/")
    assert answer["Location"] == "/desk/"
    assert "Westhill Times" in text(client.get("/settings/"))


def test_one_cannot_switch_to_where_one_does_not_belong(client, cast):
    client.force_login(cast.ann)
    client.post("/settings/switch/elsewhere/")
    assert "Eastbank Desk" in text(client.get("/settings/"))


def test_buttons_are_posts(as_max, cast):
    for address in ("switch/desk/", "leave/", "invite/"):
        assert as_max.get(f"/settings/{address}").status_code == 405


def test_the_page_costs_the_same_however_many_belong(as_max, cast, django_assert_max_num_queries):
    for name in ("x", "y", "z"):
        user = type(cast.ann).objects.create_user(name)
        services.add_member(cast.desk, user, "reader", by=cast.max)
        services.invite(cast.desk, role="reader", by=cast.max)
    with django_assert_max_num_queries(6):
        as_max.get("/settings/")
