"""Any origin may ask; the browser's login of our pages counts for nothing here."""

import pytest
from django.test import Client

from claims.api.hypothesis.entry import ROUTES
from tests.claims.scene import Scene
from tests.people import Cast

from .conftest import Api

API = "/hypothesis/api"
ADDRESSES = ["/", "/links", "/profile", "/profile/groups", "/groups", "/search"]


def test_the_index_names_every_route_the_client_looks_up(cast: Cast, api: Api):
    links = api(cast.nobody).get(f"{API}/").data["links"]
    for name, (method, path, _) in ROUTES.items():
        place = links
        for step in name.split("."):
            place = place[step]
        assert place["method"] == method
        assert place["url"] == f"http://testserver/hypothesis/api/{path}"


def test_links_lead_to_pages_that_are_there(cast: Cast, api: Api, client: Client):
    client.force_login(cast.ann)
    for address in api(cast.nobody).get(f"{API}/links").data.values():
        path = address.removeprefix("http://testserver").split(":")[0]
        assert client.get(path).status_code != 404, address


@pytest.mark.parametrize("path", [*ADDRESSES, "/annotations/note-1"])
def test_answers_may_be_read_by_any_origin(cast: Cast, api: Api, path: str):
    answer = api(cast.nobody).get(API + path)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize("path", ["/annotations", "/annotations/note-1/flag", "/token", "/search"])
def test_browsers_may_ask_whether_they_may_ask(db: None, client: Client, path: str):
    answer = client.options(API + path, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 204
    allowed = answer.headers["Access-Control-Allow-Headers"]
    assert {"Authorization", "X-Client-Id"} <= {name.strip() for name in allowed.split(",")}


def test_a_cookie_logs_nobody_in(scene: Scene, client: Client):
    client.force_login(scene.cast.ann)
    assert client.get(f"{API}/profile").json()["userid"] is None


def test_no_answer_about_a_person_is_for_caches_that_others_share(cast: Cast, api: Api):
    assert "private" in api(cast.ann).get(f"{API}/profile").headers["Cache-Control"]


def test_refusals_read_as_the_client_reads_them(cast: Cast, api: Api):
    for answer in (
        api(cast.ann).post(f"{API}/annotations", "{", content_type="application/json"),
        api(cast.ann).delete(f"{API}/search"),
        api(cast.ann).get(f"{API}/annotations/note-1"),
    ):
        assert answer.json()["status"] == "failure"
        assert answer.json()["reason"]


def test_many_logins_from_one_address_are_slowed_in_the_end(db: None, client: Client):
    sent, kind = "grant_type=refresh_token&refresh_token=x", "application/x-www-form-urlencoded"
    answers = (client.post(f"{API}/token", sent, content_type=kind) for _ in range(320))
    statuses = [answer.status_code for answer in answers]
    assert statuses[:300] == [400] * 300
    assert statuses[-1] == 429
