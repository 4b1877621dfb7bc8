"""Counting where many claims stand at once agrees with counting them one by one."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.records import services
from claims.records.models import Appearance, Claim
from claims.records.reading import (
    appearances_of,
    independent_appearances,
    independent_by_claim,
)
from claims.records.services import Hop
from tests.claims.scene import Scene, snapshot_of

pytestmark = pytest.mark.django_db


def stands(scene: Scene, claim: Claim, outlet: str, *chain: Hop) -> None:
    """The claim in one more article, of an outlet and an author of its own."""
    snapshot = snapshot_of(scene.cast.desk, outlet=outlet)
    services.add_appearance(claim, (snapshot, 0, 30), attributions=chain, by=scene.cast.ann)


def everywhere() -> list[Any]:
    rows = Appearance.objects.select_related("claim", "passage__snapshot")
    return list(rows.prefetch_related("attributions__speaker"))


def test_many_claims_are_counted_as_each_by_itself(scene: Scene) -> None:
    first, second = scene.claim(scene.cast.ann), scene.claim(scene.cast.ann, "Boats left.")
    stands(scene, first, "Arn Valley Post")
    stands(scene, second, "Arn Valley Post", Hop("Mira Tal"))
    stands(scene, second, "Radio Arn", Hop("Mira Tal"))
    counted = independent_by_claim(everywhere())
    for claim in (first, second):
        alone = independent_appearances(appearances_of(claim, scene.cast.ann))
        assert (counted[claim.pk].raw, counted[claim.pk].independent) == (
            alone.raw,
            alone.independent,
        )


def test_what_stands_in_a_merged_claim_counts_for_the_kept_one_and_words_once(
    scene: Scene,
) -> None:
    kept, merged = scene.claim(scene.cast.ann), scene.claim(scene.cast.ann, "It shut in May.")
    stands(scene, merged, "Radio Arn")
    services.merge_claims(kept, merged, "The same.", by=scene.cast.ann)
    counted = independent_by_claim(everywhere())
    assert set(counted) == {kept.pk}
    assert counted[kept.pk].raw == 2


def test_it_takes_three_queries_however_many_claims(scene: Scene) -> None:
    for number in range(5):
        stands(scene, scene.claim(scene.cast.ann, f"Claim {number}."), f"Paper {number}")
    rows = everywhere()
    with CaptureQueriesContext(connection) as asked:
        independent_by_claim(rows)
    assert len(asked) == 3
