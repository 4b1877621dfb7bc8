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
from provenance.sources.models import Article, Outlet, Person, Snapshot
from provenance.sources.names import fold
from tests.claims.scene import Scene, snapshot_of

pytestmark = pytest.mark.django_db


def stands(scene: Scene, claim: Claim, outlet: str, *chain: Hop) -> None:
    """The claim in one more article, of an outlet and an author of its own."""
    snapshot = snapshot_of(scene.cast.desk, outlet=outlet)
    services.add_appearance(claim, (snapshot, 0, 30), attributions=chain, by=scene.cast.ann)


def comment_from(scene: Scene, words: str) -> tuple[Snapshot, int, int]:
    """A place in another article whose text is all comments from these words on."""
    text = scene.snapshot.text
    start = text.index(words)
    snapshot = snapshot_of(scene.cast.desk, text, outlet="Radio Arn")
    regions = [
        {"kind": "body", "start": 0, "end": start},
        {"kind": "comment", "start": start, "end": len(text)},
    ]
    # Snapshots are written once, so one with comments is made anew.
    made = Snapshot(**{f.name: getattr(snapshot, f.name) for f in Snapshot._meta.concrete_fields})
    made.pk, made.number, made.regions = None, 2, regions
    made.save(force_insert=True)
    return made, start, start + len(words)


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


def test_it_takes_four_queries_however_many_claims(scene: Scene) -> None:
    for number in range(5):
        stands(scene, scene.claim(scene.cast.ann, f"Claim {number}."), f"Paper {number}")
    rows = everywhere()
    with CaptureQueriesContext(connection) as asked:
        independent_by_claim(rows)
    assert len(asked) == 4


def test_what_stands_in_a_readers_comment_is_no_voice_of_the_article(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann)
    services.add_appearance(claim, comment_from(scene, "Forty boats"), by=scene.cast.ann)
    found = appearances_of(claim, scene.cast.ann)
    counted = independent_appearances(found)
    assert (len(found), counted.raw, counted.independent, len(counted.left_out)) == (2, 1, 1, 1)
    rows = list(Appearance.objects.telling_comments().select_related("claim", "passage__snapshot"))
    assert independent_by_claim(rows)[claim.pk].left_out == counted.left_out


def named(scene: Scene, name: str, **given: Any) -> Person:
    return Person.objects.create(workspace=scene.cast.desk, name=name, key=fold(name), **given)


def rules_between(scene: Scene, one: list[Hop], other: list[Hop]) -> set[str]:
    """Why two texts of different outlets with these chains are one origin."""
    claim = scene.claim(scene.cast.ann, attributions=one)
    stands(scene, claim, "Radio Arn", *other)
    found = independent_appearances(appearances_of(claim, scene.cast.ann))
    return {reason.rule for group in found.groups for reason in group.reasons}


def test_chains_through_the_same_person_further_up_are_one(scene: Scene) -> None:
    assert rules_between(
        scene,
        [Hop("Mira Tal"), Hop("Town Council")],
        [Hop("Somebody Else"), Hop("Town Council")],
    ) == {"through"}
    assert rules_between(scene, [Hop("Mira Tal"), Hop("Town Council")], [Hop("Town Council")]) == {
        "through"
    }
    assert rules_between(scene, [Hop(None), Hop("Town Council")], [Hop("Town Council")]) == {
        "through"
    }


def test_one_speaker_under_two_names_is_one(scene: Scene) -> None:
    mira = named(scene, "Mira Tal", aliases=["M. Tal"], alias_keys=["m tal"])
    short = Person.objects.create(workspace=scene.cast.desk, name="M. Tal", key="m tal")
    assert rules_between(scene, [Hop(mira)], [Hop(short)]) == {"speaker"}


def test_unnamed_sources_are_one_only_where_they_are_called_the_same(scene: Scene) -> None:
    officials = named(scene, "officials", kind="unnamed")
    sailors = named(scene, "sailors", kind="unnamed")
    assert rules_between(scene, [Hop(officials)], [Hop(officials)]) == {"unnamed"}
    assert rules_between(scene, [Hop(officials)], [Hop(sailors)]) == set()


def test_what_an_outlet_says_itself_and_is_quoted_for_is_said_once(scene: Scene) -> None:
    own = [Hop("Harbour Post", directness="own_voice")]
    assert "itself" in rules_between(scene, own, [Hop("Radio Arn"), Hop("Harbour Post")])
    Outlet.objects.filter(key="harbour post").update(aliases=["HP"], alias_keys=["hp"])
    assert rules_between(scene, [], [Hop("HP")]) == {"itself"}


def test_whoever_speaks_in_an_articles_own_voice_is_its_author(scene: Scene) -> None:
    own = Hop("Noa Brand", directness="own_voice")
    assert rules_between(scene, [own], [own]) == {"author"}


def test_chains_that_lead_into_the_same_text_are_one_unless_someone_keeps_it_private(
    scene: Scene,
) -> None:
    report = snapshot_of(scene.cast.desk, outlet="Northline").article
    chains = [[Hop(name, article=report)] for name in ("Mira Tal", "The agency")]
    assert rules_between(scene, *chains) == {"cites"}
    Article.objects.filter(pk=report.pk).update(visibility="me")
    claim = Claim.objects.get()
    found = independent_appearances(appearances_of(claim, scene.cast.ann))
    assert found.independent == 2
