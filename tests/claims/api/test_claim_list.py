"""The list of claims: what is in it for whom, its pages, its filters, and its cost."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from claims.api.claim_outputs import ClaimCard
from claims.evidence.services import add_evidence
from claims.records.models import Claim
from claims.records.services import Hop, delete_claim
from tests.claims.scene import Scene, decide

pytestmark = pytest.mark.django_db
CLAIMS = "/api/v1/claims/"


@pytest.fixture
def api() -> APIClient:
    return APIClient()


@pytest.fixture
def claim(scene: Scene) -> Claim:
    return scene.claim(
        scene.cast.ann, attributions=[Hop(None, "hearsay"), Hop("Mira Tal", "direct")]
    )


def as_(api: APIClient, user: Any) -> APIClient:
    api.force_authenticate(user)
    return api


def test_rows_read_as_documented_newest_first(scene: Scene, api: APIClient, claim: Claim) -> None:
    newer = scene.claim(scene.cast.ann, "Another.")
    decide(claim, scene)
    found = as_(api, scene.cast.ann).get(CLAIMS).json()
    assert [row["id"] for row in found["results"]] == [newer.pk, claim.pk]
    documented = ClaimCard().fields
    row = found["results"][1]
    assert set(row) == set(documented)
    for name in ("first_appearance", "verdict"):
        assert set(row[name]) == set(documented[name].fields)  # type: ignore[attr-defined]
    assert row["verdict"]["neutral"] == "false"
    assert row["created_at"].endswith("Z")


@pytest.mark.parametrize("level", ["me", "workspace", "public"])
def test_everyone_gets_exactly_what_they_may_see(scene: Scene, level: str) -> None:
    claim = scene.claim(scene.cast.sam)
    Claim.objects.filter(pk=claim.pk).update(visibility=level)
    for name, user in scene.cast.everyone().items():
        api = APIClient()
        if name != "nobody":
            api.force_authenticate(user)
        listed = [row["id"] for row in api.get(CLAIMS).json()["results"]]
        seen = list(Claim.objects.visible_to(user).values_list("pk", flat=True))
        assert listed == seen, name


def test_a_role_taken_away_shows_at_once(scene: Scene, claim: Claim) -> None:
    api = as_(APIClient(), scene.cast.ron)
    assert len(api.get(CLAIMS).json()["results"]) == 1
    scene.cast.ron.memberships.all().delete()
    scene.cast.ron.__dict__.pop("roles")
    assert api.get(CLAIMS).json()["results"] == []


def test_deleted_and_merged_claims_are_left_out(scene: Scene, api: APIClient, claim: Claim) -> None:
    other = scene.claim(scene.cast.ann, "Another.")
    Claim.objects.filter(pk=other.pk).update(merged_into=claim)
    delete_claim(scene.claim(scene.cast.ann, "A third."), by=scene.cast.ann)
    listed = as_(api, scene.cast.ann).get(CLAIMS).json()["results"]
    assert [row["id"] for row in listed] == [claim.pk]


def test_pages_lead_forth_and_back_over_everything(scene: Scene, api: APIClient) -> None:
    made = [scene.claim(scene.cast.ann, f"Claim {number}.").pk for number in range(5)]
    as_(api, scene.cast.ann)
    page = api.get(f"{CLAIMS}?page_size=2").json()
    assert page["previous"] is None
    forth = [page]
    while page["next"]:
        page = api.get(page["next"]).json()
        forth.append(page)
    ids = [[row["id"] for row in one["results"]] for one in forth]
    assert ids == [made[:2:-1], made[2:0:-1], made[:1]]
    back = [api.get(page["previous"]).json()]
    while back[-1]["previous"]:
        back.append(api.get(back[-1]["previous"]).json())
    assert [[row["id"] for row in one["results"]] for one in back] == [ids[1], ids[0]]


def test_a_page_stays_in_place_while_claims_are_added(scene: Scene, api: APIClient) -> None:
    made = [scene.claim(scene.cast.ann, f"Claim {number}.").pk for number in range(3)]
    as_(api, scene.cast.ann)
    page = api.get(f"{CLAIMS}?page_size=1").json()
    scene.claim(scene.cast.ann, "A newer one.")
    assert api.get(page["next"]).json()["results"][0]["id"] == made[1]


def test_every_filter_keeps_what_fits_and_drops_what_does_not(
    scene: Scene, api: APIClient, claim: Claim
) -> None:
    add_evidence(
        claim, stance="supports", warrant="So.", place=scene.at("Nobody"), by=scene.cast.ann
    )
    decide(claim, scene)
    as_(api, scene.cast.ann)
    speaker = claim.appearances.get().attributions.get(position=1).speaker_id
    outlet = scene.snapshot.article.outlet_id
    assert speaker is not None
    assert outlet is not None
    fitting: dict[str, tuple[Any, Any]] = {
        "workspace": ("desk", "elsewhere"),
        "kind": ("event", "opinion"),
        "checkable": ("unsure", "no"),
        "visibility": ("public", "workspace"),
        "state": ("published", "unchecked"),
        "stance": ("supports", "contradicts"),
        "verdict": ("false", "true"),
        "q": ("pier", "serpent"),
        "person": (speaker, speaker + 99),
        "outlet": (outlet, outlet + 99),
        "since": ("2024-05-04", "2024-05-05"),
        "until": ("2024-05-04", "2024-05-03"),
    }
    for name, (fits, misses) in fitting.items():
        for value, count in ((fits, 1), (misses, 0)):
            found = api.get(CLAIMS, {name: value})
            assert found.status_code == 200, (name, found.content)
            assert len(found.json()["results"]) == count, (name, value)


def test_parts_are_found_by_the_whole(scene: Scene, api: APIClient, claim: Claim) -> None:
    part = scene.claim(scene.cast.ann, "A part.")
    Claim.objects.filter(pk=part.pk).update(parent=claim)
    found = as_(api, scene.cast.ann).get(CLAIMS, {"parent": claim.pk}).json()["results"]
    assert [row["id"] for row in found] == [part.pk]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "rumour"),
        ("state", "lost"),
        ("person", "Mira"),
        ("since", "May"),
        ("cursor", "x9"),
        ("cursor", "b9; DROP"),
        ("parent", "-"),
    ],
)
def test_an_unknown_value_is_named(scene: Scene, api: APIClient, name: str, value: str) -> None:
    answer = as_(api, scene.cast.ann).get(CLAIMS, {name: value})
    assert (answer.status_code, list(answer.json()["error"]["fields"])) == (400, [name])


def test_words_that_no_language_knows_find_nothing(scene: Scene, api: APIClient) -> None:
    assert as_(api, scene.cast.ann).get(CLAIMS, {"q": "pier"}).json()["results"] == []


def test_a_page_costs_one_query_however_long(
    scene: Scene, api: APIClient, django_assert_num_queries: Any
) -> None:
    as_(api, scene.cast.ann)
    assert scene.cast.ann.roles
    for number in range(3):
        decide(scene.claim(scene.cast.ann, f"Claim {number}."), scene)
        with django_assert_num_queries(1):
            assert len(api.get(f"{CLAIMS}?workspace=desk").json()["results"]) == number + 1
