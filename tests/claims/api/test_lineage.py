"""The graph computed, over REST: filtered by who asks, switchable rule by rule."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from claims.evidence.services import add_evidence
from claims.records.models import Claim
from claims.records.services import Hop, add_appearance
from provenance.sources.models import Article, Citation, Fact
from tests.claims.scene import Scene, decide, snapshot_of
from tests.people import Cast

pytestmark = pytest.mark.django_db
DESK = {"ann", "bea", "eve", "tom", "sam", "sue", "ron", "max"}


@pytest.fixture
def claim(scene: Scene) -> Claim:
    """A claim in two papers, the second of which takes it from the first, with one item for it."""
    made = scene.claim(scene.cast.ann, attributions=[Hop("Mira Tal", "direct")])
    copy = snapshot_of(scene.cast.desk, outlet="Radio Arn")
    add_appearance(made, (copy, 0, 30), by=scene.cast.ann)
    Citation.objects.create(
        workspace=scene.cast.desk,
        source=copy.article,
        target=scene.snapshot.article,
        kind="republishes",
    )
    add_evidence(made, stance="supports", warrant="So.", place=(copy, 0, 6), by=scene.cast.ann)
    return made


def lineage(cast: Cast, name: str, claim: Claim, query: str = "") -> Any:
    api = APIClient()
    if name != "nobody":
        api.force_authenticate(cast.everyone()[name])
    return api.get(f"/api/v1/claims/{claim.pk}/lineage/{query}")


def test_it_tells_all_that_is_computed(scene: Scene, claim: Claim) -> None:
    told = lineage(scene.cast, "ann", claim).json()
    assert (told["appearances"]["raw"], told["appearances"]["independent"]) == (2, 1)
    (group,) = told["appearances"]["groups"]
    assert group["reasons"][0]["rule"] == "copy"
    assert told["first_appearance"]["name"] == "Harbour Post, 4 May 2024"
    assert told["first_appearance"]["level"] in {"firm", "likely", "open"}
    assert [root["name"] for root in told["roots"]] == ["Mira Tal"]
    assert told["earliest_reachable"]["name"].startswith("Harbour Post")
    assert told["warnings"][0]["code"] == "single_source"
    supports = told["evidence"]["supports"]
    assert (supports["raw"], supports["independent"]) == (1, 1)
    assert [one["code"] for one in supports["warnings"]] == ["one_item"]
    assert all(one["applied"] and one["counts_once"] for one in told["rules"])


def test_a_rule_is_left_out_and_said_to_be(scene: Scene, claim: Claim) -> None:
    told = lineage(scene.cast, "ann", claim, "?without=copy, owner").json()
    assert told["appearances"]["independent"] == 2
    assert {one["name"] for one in told["rules"] if not one["applied"]} == {"copy", "owner"}


def test_a_rule_that_does_not_exist_is_bad_data(scene: Scene, claim: Claim) -> None:
    answer = lineage(scene.cast, "ann", claim, "?without=copy,moon")
    assert answer.status_code == 400
    assert "moon" in str(answer.json()["error"]["fields"]["without"])


@pytest.mark.parametrize("name", sorted({*DESK, "olga", "nobody"}))
def test_only_who_sees_the_claim_is_told(scene: Scene, claim: Claim, name: str) -> None:
    wanted = 200 if name in DESK else 404
    assert lineage(scene.cast, name, claim).status_code == wanted
    decide(claim, scene)
    assert lineage(scene.cast, name, claim).status_code == 200


@pytest.mark.parametrize("name", ["olga", "nobody"])
def test_outsiders_are_told_nothing_of_what_is_recorded_for_the_workspace(
    scene: Scene, claim: Claim, name: str
) -> None:
    decide(claim, scene)
    hidden = Article.objects.create(workspace=scene.cast.desk, title="Hidden story")
    secret = Article.objects.create(
        workspace=scene.cast.desk, title="Secret story", visibility="me", created_by=scene.cast.sam
    )
    first = scene.snapshot.article
    for target in (hidden, secret):
        Citation.objects.create(
            workspace=scene.cast.desk, source=first, target=target, kind="republishes"
        )
        Citation.objects.create(
            workspace=scene.cast.desk, source=target, target=first, kind="cites"
        )
    Fact.objects.create(
        article=first, field="published", value="2024-05-01", known="outside", confidence=0.9
    )
    assert "Hidden story" in lineage(scene.cast, "ann", claim).content.decode()
    assert "2024-05-01" in lineage(scene.cast, "ann", claim).content.decode()
    told = lineage(scene.cast, name, claim)
    for words in ("Hidden", "Secret", "2024-05-01"):
        assert words not in told.content.decode()
    assert told.json()["circles"] == []
    assert "Secret" not in lineage(scene.cast, "ann", claim).content.decode()


def test_evidence_that_is_not_out_yet_is_not_counted_for_outsiders(
    scene: Scene, claim: Claim
) -> None:
    decide(claim, scene)
    other = snapshot_of(scene.cast.desk, outlet="Late Paper")
    add_evidence(claim, stance="supports", warrant="So.", place=(other, 0, 6), by=scene.cast.ann)
    raw = {
        name: lineage(scene.cast, name, claim).json()["evidence"]["supports"]["raw"]
        for name in ("ann", "nobody")
    }
    assert raw == {"ann": 2, "nobody": 1}


def test_more_of_everything_costs_no_more_queries(
    scene: Scene, claim: Claim, django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        snapshot = snapshot_of(scene.cast.desk, outlet=f"Paper {number}")
        add_appearance(claim, (snapshot, 0, 9), attributions=[Hop("Lea Moor")], by=scene.cast.ann)
        assert scene.cast.ann.roles
        with django_assert_max_num_queries(18):
            lineage(scene.cast, "ann", claim)
