"""`/me/`."""

from rest_framework.test import APIClient

from provenance.accounts import services


def client_of(user):
    client = APIClient()
    client.force_authenticate(user)
    return client


def test_it_says_who_one_is_and_what_one_is_where(cast):
    services.add_member(cast.elsewhere, cast.ann, "reader", by=cast.olga)
    me = client_of(cast.ann).get("/api/v1/me/").json()
    assert (me["username"], me["name"], me["email"]) == ("ann", "Ann", "ann@example.org")
    assert [(one["slug"], one["role"]) for one in me["workspaces"]] == [
        ("desk", "checker"),
        ("elsewhere", "reader"),
    ]


def test_one_may_change_ones_name(cast):
    answer = client_of(cast.ann).patch("/api/v1/me/", {"name": "Ann Ash"}, format="json")
    assert answer.json()["name"] == "Ann Ash"


def test_nobody_has_to_log_in(db):
    for method in ("get", "patch"):
        assert getattr(APIClient(), method)("/api/v1/me/").status_code == 401


def test_it_costs_the_same_however_many_workspaces(cast, django_assert_num_queries):
    services.add_member(cast.elsewhere, cast.ann, "reader", by=cast.olga)
    with django_assert_num_queries(3):  # person, memberships, workspaces
        client_of(cast.ann).get("/api/v1/me/")
