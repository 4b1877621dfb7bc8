"""Claims that others checked, over REST."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from claims.exchange.incoming import services
from claims.exchange.incoming.models import Incoming
from claims.records.models import Claim
from tests.claims.exchange.incoming.samples import AVERITEC, lines
from tests.claims.scene import Scene, decide
from tests.people import Cast

pytestmark = pytest.mark.django_db
PATH = "/api/v1/claim-imports/"
MAY = {"ann", "bea", "eve", "tom", "max"}


def as_(user: Any) -> APIClient:
    client = APIClient()
    if user.is_authenticated:
        client.force_authenticate(user)
    return client


def sent(user: Any, **more: Any) -> Any:
    given = {"workspace": "desk", "text": lines(AVERITEC).decode(), **more}
    given = {name: value for name, value in given.items() if value is not None}
    return as_(user).post(PATH, given, format="json")


def test_a_file_is_sent_read_and_accepted(cast: Cast):
    answer = sent(cast.ann, ratings={"Refuted": "mixed"})
    assert answer.status_code == 202
    pk = answer.json()["id"]
    services.read_import(Incoming.objects.get(pk=pk))
    told = as_(cast.bea).get(f"{PATH}{pk}/")
    assert told.json()["report"]["ratings"][0]["neutral"] == "mixed"
    accepted = as_(cast.bea).post(f"{PATH}{pk}/accept/", HTTP_IF_MATCH=told["ETag"])
    assert accepted.status_code == 202
    services.run_import(Incoming.objects.get(pk=pk))
    done = as_(cast.ann).get(f"{PATH}{pk}/").json()
    assert (done["state"], done["outcome"]["counts"]) == ("done", {"imported": 1})
    claim = Claim.objects.get()
    assert claim.created_by == cast.bea  # Whoever accepts answers for it.
    theirs = as_(cast.ron).get(f"/api/v1/claims/{claim.pk}/outside/").json()
    assert theirs["verdicts"][0]["label"] == "Refuted"
    assert theirs["reported_appearances"][0]["said_on"] == "2024-05-03"
    assert as_(cast.ann).post(f"{PATH}{pk}/take-back/").json()["state"] == "taken_back"


def test_a_stale_file_is_not_accepted(cast: Cast):
    pk = sent(cast.ann).json()["id"]
    etag = as_(cast.ann).get(f"{PATH}{pk}/")["ETag"]
    services.read_import(Incoming.objects.get(pk=pk))
    answer = as_(cast.ann).post(f"{PATH}{pk}/accept/", HTTP_IF_MATCH=etag)
    assert answer.status_code == 412
    mapped = as_(cast.ann).post(f"{PATH}{pk}/map/", {"ratings": {"x": "?"}}, format="json")
    assert mapped.status_code == 400
    assert as_(cast.ann).post(f"{PATH}{pk}/map/", {}, format="json").status_code == 202
    assert as_(cast.ann).post(f"{PATH}{pk}/accept/").status_code == 409


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": None},
        {"address": "https://a.example/"},
        {"text": None, "address": "nonsense"},
        {"workspace": "elsewhere"},
        {"format": "nonsense"},
        {"columns": {"nonsense": "x"}},
        {"ratings": {"x": "nonsense"}},
    ],
)
def test_bad_shapes_are_refused(cast: Cast, wrong: dict[str, Any]):
    answer = sent(cast.ann, **wrong)
    assert answer.status_code == 400
    assert answer.json()["error"]["fields"] or answer.json()["error"]["message"]
    assert not Incoming.objects.exists()


def test_who_sends_and_who_reads(cast: Cast):
    for name, who in cast.everyone().items():
        answer = sent(who)
        expected = 202 if name in MAY else {"nobody": 401, "olga": 400}.get(name, 403)
        assert answer.status_code == expected, name
    for name, who in cast.everyone().items():
        answer = as_(who).get(PATH, {"workspace": "desk"})
        if name == "nobody":
            assert answer.status_code == 401
        else:
            assert bool(answer.json()["results"]) == (name in MAY), name


def test_outsiders_read_no_verdicts_of_others(cast: Cast, scene: Scene):
    claim = scene.claim(cast.ann, AVERITEC["claim"])
    row = services.request_import(cast.desk, name="x", payload=lines(AVERITEC), by=cast.ann)
    services.run_import(services.accept_import(services.read_import(row), by=cast.ann))
    path = f"/api/v1/claims/{claim.pk}/outside/"
    assert as_(cast.olga).get(path).status_code == 404
    decide(claim, scene)
    for who in (cast.olga, cast.nobody):
        assert as_(who).get(path).json() == {"verdicts": [], "reported_appearances": []}
