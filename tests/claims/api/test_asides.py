"""Private notes to the editor over REST."""

import pytest
from rest_framework.test import APIClient

from claims.asides.models import Aside
from claims.asides.services import write_aside

pytestmark = pytest.mark.django_db
SECRET = "It was her own brother."
READS = {"bea", "eve", "max"}


def as_(user):
    client = APIClient()
    if user.is_authenticated:
        client.force_authenticate(user)
    return client


@pytest.fixture
def aside(scene):
    return write_aside(SECRET, claim=scene.claim(scene.cast.ann), by=scene.cast.bea)


def test_lists_and_rows_are_there_for_its_readers_alone(scene, aside):
    for name, user in scene.cast.everyone().items():
        client = as_(user)
        listed = client.get("/api/v1/asides/").json()["results"]
        assert [one["id"] for one in listed] == ([aside.pk] if name in READS else []), name
        status = client.get(f"/api/v1/asides/{aside.pk}/").status_code
        assert status == (200 if name in READS else 404), name


@pytest.mark.parametrize("name", ["ann", "tom", "sam", "ron", "olga", "nobody"])
@pytest.mark.parametrize("verb", ["patch", "delete", "restore", "settle", "reopen"])
def test_nobody_else_finds_out_by_trying(scene, aside, name, verb):
    client, address = as_(getattr(scene.cast, name)), f"/api/v1/asides/{aside.pk}/"
    nowhere = f"/api/v1/asides/{aside.pk + 1}/"

    def tried(at):
        if verb in {"patch", "delete"}:
            return getattr(client, verb)(at, {"body": "x"}, format="json")
        return client.post(f"{at}{verb}/", {}, format="json")

    here, there = tried(address), tried(nowhere)
    assert here.status_code == there.status_code
    assert here.json() == there.json()
    assert "ETag" not in here


def test_written_on_a_claim_on_words_or_on_both(scene):
    claim, client = scene.claim(scene.cast.ann), as_(scene.cast.bea)
    start = scene.snapshot.text.index("Nobody was hurt")
    place = {"snapshot": scene.snapshot.pk, "start": start, "end": start + 15}
    for given in (
        {"claim": claim.pk},
        {"place": place, "workspace": "desk"},
        {"claim": claim.pk, "place": place},
    ):
        made = client.post("/api/v1/asides/", {"body": SECRET, **given}, format="json")
        assert made.status_code == 201
        said = made.json()
        assert (said["body"], said["claim"]) == (SECRET, given.get("claim"))
        assert (said["passage"] or {}).get("quote") == (
            "Nobody was hurt" if "place" in given else None
        )
        assert made["ETag"] == f'"aside-{said["id"]}-1"'


BAD = [{}, {"body": ""}, {"body": "x"}, {"body": "x", "workspace": "desk"}]


@pytest.mark.parametrize("given", [*BAD, {"body": "x", "place": 3}])
def test_bad_data_is_told(scene, given):
    assert as_(scene.cast.bea).post("/api/v1/asides/", given, format="json").status_code == 400


def test_a_claim_that_one_may_not_see_is_not_there(scene):
    hidden = scene.claim(scene.cast.sam)
    given = {"body": SECRET, "claim": hidden.pk}
    assert as_(scene.cast.bea).post("/api/v1/asides/", given, format="json").status_code == 404


def test_the_way_of_a_note(scene, aside):
    bea, eve, address = as_(scene.cast.bea), as_(scene.cast.eve), f"/api/v1/asides/{aside.pk}/"
    assert bea.patch(address, {"body": "Otherwise."}, format="json").json()["body"] == "Otherwise."
    stale = bea.patch(address, {"body": "x"}, format="json", HTTP_IF_MATCH=f'"aside-{aside.pk}-1"')
    assert stale.status_code == 412
    assert bea.post(f"{address}settle/", {}, format="json").status_code == 403
    settled = eve.post(f"{address}settle/", {"answer": "Thank you."}, format="json").json()
    assert (settled["answer"], settled["settled_by"]["name"]) == ("Thank you.", "Eve")
    assert bea.get(address).json()["answer"] == "Thank you."
    assert bea.patch(address, {"body": "x"}, format="json").status_code == 409
    assert [one["id"] for one in eve.get("/api/v1/asides/?waiting=true").json()["results"]] == []
    assert eve.post(f"{address}reopen/").json()["settled_at"] is None
    assert bea.delete(address).status_code == 204
    assert eve.get(address).status_code == 404
    assert bea.post(f"{address}restore/").status_code == 200
    assert Aside.objects.get().deleted_at is None
