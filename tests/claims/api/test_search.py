"""Search and matching over REST."""

import pytest
from django.core.cache import caches
from rest_framework.test import APIClient

from claims.records.models import Claim
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast: Cast) -> APIClient:
    caches["throttle"].clear()
    client = APIClient()
    client.force_authenticate(cast.ann)
    return client


def test_hits_come_with_marked_excerpts_and_links_between_pages(
    cast: Cast, client: APIClient
) -> None:
    for number in range(21):
        Claim.objects.create(
            workspace=cast.desk, statement=f"Heron {number} landed.", created_by=cast.ann
        )
    first = client.get("/api/v1/search/", {"q": "herons", "workspace": "desk"}).json()
    assert len(first["results"]) == 20
    assert "<mark>Heron</mark>" in first["results"][0]["excerpt"]
    assert len(client.get(first["next"]).json()["results"]) == 1


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"verdict": "nonsense"}, "verdict"),
        ({"since": "yesterday"}, "since"),
        ({"page": "0"}, "page"),
        ({"type": "people"}, "type"),
        ({"q": "a" * 501}, "q"),
    ],
)
def test_a_wrong_question_names_the_field(
    client: APIClient, asked: dict[str, str], field: str
) -> None:
    answer = client.get("/api/v1/search/", asked)
    assert answer.status_code == 400
    assert list(answer.json()["error"]["fields"]) == [field]


def test_an_unknown_workspace_finds_nothing(cast: Cast, client: APIClient) -> None:
    Claim.objects.create(workspace=cast.desk, statement="A heron.", created_by=cast.ann)
    asked = {"q": "heron", "workspace": "nowhere"}
    assert client.get("/api/v1/search/", asked).json()["results"] == []


def test_claims_like_a_text(cast: Cast, client: APIClient) -> None:
    claim = Claim.objects.create(
        workspace=cast.desk, statement="A heron landed on the pier.", created_by=cast.ann
    )
    answer = client.get("/api/v1/matches/", {"text": "On the pier landed a heron"}).json()
    assert [match["claim"] for match in answer["matches"]] == [claim.pk]
    assert client.get("/api/v1/matches/").status_code == 400


@pytest.mark.parametrize("limit", ["²", "9" * 5000, ""])
def test_a_limit_that_is_no_number_is_the_usual_one(client: APIClient, limit: str) -> None:
    answer = client.get("/api/v1/matches/", {"text": "The pier closed.", "limit": limit})
    assert answer.status_code == 200
