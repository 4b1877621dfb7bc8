"""The evidence on a claim by stance: every origin counted once, with the reason told."""

from typing import Any

import pytest

from claims.evidence.reading import sides_of
from claims.evidence.services import add_evidence, withdraw_evidence
from claims.records.models import Claim
from claims.records.services import merge_claims
from provenance.sources.models import Article, Snapshot
from tests.claims.scene import Scene, snapshot_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(scene: Scene) -> Claim:
    return scene.claim(scene.cast.ann)


def paper(scene: Scene, name: str, **article: Any) -> Snapshot:
    """A text in a paper of that name."""
    snapshot = snapshot_of(scene.cast.desk, outlet=name)
    Article.objects.filter(pk=snapshot.article_id).update(**article)
    return snapshot


def add(scene: Scene, claim: Claim, snapshot: Snapshot | None = None, **given: Any) -> Any:
    given = {"stance": "supports", "warrant": "So.", "by": scene.cast.ann, **given}
    place = (snapshot, 0, 6) if snapshot else None
    return add_evidence(claim, place=place, **given)


def reasons(scene: Scene, claim: Claim, stance: str = "supports") -> list[list[str]]:
    groups = sides_of(claim, scene.cast.ann)[stance].origins.groups
    return [[reason.rule for reason in group.reasons] for group in groups]


def test_each_stance_is_counted_apart(scene: Scene, claim: Claim) -> None:
    add(scene, claim, paper(scene, "One"))
    add(scene, claim, paper(scene, "Two"))
    add(scene, claim, paper(scene, "Three"), stance="contradicts")
    sides = sides_of(claim, scene.cast.ann)
    counts = {name: (side.origins.raw, side.origins.independent) for name, side in sides.items()}
    assert counts == {"supports": (2, 2), "contradicts": (1, 1), "context": (0, 0)}


def test_two_copies_of_one_agency_are_one_origin(scene: Scene, claim: Claim) -> None:
    add(scene, claim, paper(scene, "One", republished_from="North Wire"))
    add(scene, claim, paper(scene, "Two", republished_from="north wire"))
    assert reasons(scene, claim) == [["agency"]]


def test_an_address_is_the_article_we_have_from_it(scene: Scene, claim: Claim) -> None:
    add(scene, claim, paper(scene, "One", address_key="example.org/pier"))
    add(scene, claim, address="http://www.example.org/pier/?utm_source=x")
    assert reasons(scene, claim) == [["article"]]


def test_what_merely_repeats_is_counted_with_what_it_repeats(scene: Scene, claim: Claim) -> None:
    first = add(scene, claim, paper(scene, "One"))
    add(scene, claim, address="https://example.org/else", depends_on=first)
    assert reasons(scene, claim) == [["depends"]]


def test_withdrawn_evidence_no_longer_counts(scene: Scene, claim: Claim) -> None:
    withdraw_evidence(add(scene, claim, paper(scene, "One")), by=scene.cast.ann)
    assert sides_of(claim, scene.cast.ann)["supports"].origins.raw == 0


def test_evidence_of_a_merged_claim_counts_for_the_kept_one(scene: Scene, claim: Claim) -> None:
    other = scene.claim(scene.cast.ann, "Another.")
    add(scene, other, paper(scene, "One"))
    merge_claims(claim, other, "The same.", by=scene.cast.ann)
    assert sides_of(claim, scene.cast.ann)["supports"].origins.raw == 1


def test_more_evidence_costs_no_more_queries(
    scene: Scene, claim: Claim, django_assert_num_queries: Any
) -> None:
    for number in range(4):
        add(scene, claim, paper(scene, f"Paper {number}"))
        with django_assert_num_queries(6):
            sides_of(claim, scene.cast.ann)
