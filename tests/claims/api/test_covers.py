"""Covers over REST."""

import pytest
from rest_framework.test import APIClient

from claims.evidence.services import add_evidence

pytestmark = pytest.mark.django_db
WORDS = "describes a drowning"
STATUS = {"olga": 404, "nobody": 404, "sam": 403, "sue": 403, "ron": 403}


def as_(user):
    client = APIClient()
    if user.is_authenticated:
        client.force_authenticate(user)
    return client


@pytest.fixture
def rows(scene):
    claim = scene.claim(scene.cast.ann)
    place = scene.at("Forty boats had to leave")
    piece = add_evidence(
        claim, stance="supports", warrant="It does.", place=place, by=scene.cast.ann
    )
    return {"claims": claim, "evidence": piece, "articles": scene.snapshot.article}


@pytest.mark.parametrize("noun", ["claims", "evidence", "articles"])
def test_who_may_cover(scene, rows, noun):
    for name, user in scene.cast.everyone().items():
        rows[noun].refresh_from_db()
        address, version = f"/api/v1/{noun}/{rows[noun].pk}/", rows[noun].version
        tag = as_(scene.cast.ann).get(address)["ETag"]
        assert tag.endswith(f'-{version}"')
        answer = as_(user).post(
            f"{address}cover/", {"sensitive": f"{WORDS} {name}"}, format="json", HTTP_IF_MATCH=tag
        )
        expected = 401 if (noun, name) == ("articles", "nobody") else STATUS.get(name, 200)
        assert answer.status_code == expected, name
        rows[noun].refresh_from_db()
        assert (rows[noun].sensitive == f"{WORDS} {name}") == (expected == 200)


@pytest.mark.parametrize("noun", ["claims", "evidence", "articles"])
def test_lists_tell_of_it_and_are_narrowed_to_it(scene, rows, noun):
    client, address = as_(scene.cast.ann), f"/api/v1/{noun}/"
    tag = client.get(f"{address}{rows[noun].pk}/")["ETag"]
    cover = f"{address}{rows[noun].pk}/cover/"
    client.post(cover, {"sensitive": WORDS}, format="json", HTTP_IF_MATCH=tag)
    assert client.get(f"{address}{rows[noun].pk}/").json()["sensitive"] == WORDS
    listed = client.get(f"{address}?sensitive=true").json()["results"]
    assert [(one["id"], one["sensitive"]) for one in listed] == [(rows[noun].pk, WORDS)]
    assert rows[noun].pk in {one["id"] for one in client.get(address).json()["results"]}
    assert rows[noun].pk not in {
        one["id"] for one in client.get(f"{address}?sensitive=false").json()["results"]
    }


def test_a_claim_wants_its_version(scene, rows):
    address = f"/api/v1/claims/{rows['claims'].pk}/cover/"
    assert as_(scene.cast.ann).post(address, {"sensitive": WORDS}).status_code == 428
    stale = as_(scene.cast.ann).post(address, {"sensitive": WORDS}, HTTP_IF_MATCH='"claim-1-9"')
    assert stale.status_code == 412


@pytest.mark.parametrize("given", [{}, {"sensitive": "x" * 201}, {"sensitive": None}])
def test_bad_words_are_refused_by_name(scene, rows, given):
    address = f"/api/v1/evidence/{rows['evidence'].pk}/cover/"
    refused = as_(scene.cast.ann).post(address, given, format="json")
    assert refused.status_code == 400
    assert "sensitive" in refused.json()["error"]["fields"]


def test_programs_find_it_by_words_with_its_cover(scene, rows):
    client = as_(scene.cast.ann)
    address = f"/api/v1/claims/{rows['claims'].pk}/"
    tag = client.get(address)["ETag"]
    client.post(f"{address}cover/", {"sensitive": WORDS}, format="json", HTTP_IF_MATCH=tag)
    [match] = client.get("/api/v1/matches/?text=The pier closed on 3 May").json()["matches"]
    assert (match["text"], match["sensitive"]) == (rows["claims"].statement, WORDS)
    assert len(client.get("/api/v1/search/?q=pier&sensitive=true").json()["results"]) == 1
    assert client.get("/api/v1/search/?q=pier&sensitive=false").json()["results"] == []
