"""What happens to every request."""

import pytest
from django.test import Client

from provenance.accounts import services
from provenance.audit.models import AuditEvent


def via():
    return AuditEvent.objects.get().via


def test_a_change_on_a_page_came_through_the_page(client, cast):
    client.force_login(cast.ann)
    client.post("/settings/profile/", {"name": "Ann Ash"})
    assert via() == "page"


def test_a_change_by_a_program_came_through_the_api(client, cast):
    client.force_login(cast.ann)
    client.patch("/api/v1/me/", {"name": "Ann Ash"}, content_type="application/json")
    assert via() == "api"


def test_after_a_request_the_door_is_closed_again(client, cast):
    client.get("/account/login/")
    services.edit_profile(cast.ann, name="Ann Ash", by=cast.ann)
    assert via() == "shell"


def test_a_refusal_of_a_service_is_a_page(client, cast):
    client.force_login(cast.ann)
    answer = client.post("/settings/invite/", {"role": "reader"})
    assert answer.status_code == 403
    assert "Only an owner invites people." in answer.content.decode()


@pytest.mark.parametrize("address", ["/account/login/", "/api/v1/"])
def test_strangers_cost_no_session(client, db, django_assert_num_queries, address):
    with django_assert_num_queries(0):
        assert client.get(address).status_code == 200


def test_a_program_costs_no_session(cast, django_assert_num_queries):
    _, secret = services.make_token(name="script", by=cast.ann)
    browser = Client(headers={"authorization": f"Token {secret}"})
    browser.get("/api/v1/workspaces/")
    browser.cookies["sessionid"] = "made-up"
    with django_assert_num_queries(2):  # the token; the list
        assert browser.get("/api/v1/workspaces/").status_code == 200
