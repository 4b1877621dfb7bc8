"""What the database knows becomes the right texts, copies and steps, and no more than is seen."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from claims.records.models import Claim
from claims.records.reading import appearances_of, independent_appearances
from claims.records.services import Hop, add_appearance
from claims.records.tracing import Lineage, lineage_of
from provenance.capture.models import Watch
from provenance.sources.models import Article, Citation, Fact, Snapshot
from tests.claims.records.test_reading import comment_from
from tests.claims.scene import Scene, snapshot_of

pytestmark = pytest.mark.django_db
LOOKED = datetime(2024, 7, 1, tzinfo=UTC)


def traced(scene: Scene, claim: Claim, user: Any = None) -> Lineage:
    user = user or scene.cast.ann
    rows = appearances_of(claim, user)
    return lineage_of(claim, rows, independent_appearances(rows), user)


def also(scene: Scene, claim: Claim, outlet: str, *chain: Hop, **given: Any) -> Article:
    snapshot = snapshot_of(scene.cast.desk, outlet=outlet, **given)
    add_appearance(claim, (snapshot, 0, 30), attributions=chain, by=scene.cast.ann)
    article: Article = snapshot.article
    return article


def cites(source: Article, target: Article | None, kind: str = "cites", **given: Any) -> Citation:
    return Citation.objects.create(
        workspace=source.workspace, source=source, target=target, kind=kind, **given
    )


def codes(lineage: Lineage) -> set[str]:
    return {one.code for one in lineage.findings}


def doubts(lineage: Lineage) -> set[str]:
    assert lineage.first is not None
    return {one.code for one in lineage.first.doubts}


# --- circles --------------------------------------------------------------------------------


def test_articles_that_cite_each_other_are_a_circle(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann)
    other = also(scene, claim, "Radio Arn", published=date(2024, 5, 6))
    cites(scene.snapshot.article, other)
    cites(other, scene.snapshot.article, "quotes")
    (found,) = traced(scene, claim).circles
    assert found.says == (
        "Harbour Post, 4 May 2024 cites Radio Arn, 6 May 2024, which quotes Harbour Post, "
        "4 May 2024; nobody outside the circle is named."
    )
    assert "circle" in codes(traced(scene, claim))


def test_a_circle_through_articles_in_which_the_claim_does_not_stand(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann)
    way = [snapshot_of(scene.cast.desk, outlet=f"Paper {n}").article for n in range(4)]
    ring = [scene.snapshot.article, *way, scene.snapshot.article]
    for source, target in pairwise(ring):
        cites(source, target, "republishes")
    lineage = traced(scene, claim)
    assert len(lineage.circles[0].members) == 5
    assert [root.kind for root in lineage.roots] == ["circle"]


def test_a_circle_through_what_people_are_said_to_have_said(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann, attributions=[Hop("Radio Arn"), Hop("Mira Tal")])
    also(scene, claim, "Radio Arn", Hop("Harbour Post"))
    (found,) = traced(scene, claim).circles
    assert found.says.startswith(
        "Harbour Post, 4 May 2024 names Mira Tal, who had it from Radio Arn, 4 May 2024, "
        "which names Harbour Post, 4 May 2024; nobody outside"
    )


def test_an_article_that_names_its_own_outlet_last_is_no_circle(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann, attributions=[Hop("Mira Tal"), Hop("Harbour Post")])
    assert traced(scene, claim).circles == []


def test_whoever_had_it_from_the_article_itself_makes_a_circle(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann, attributions=[Hop("Harbour Post"), Hop("Mira Tal")])
    assert len(traced(scene, claim).circles) == 1


def test_a_missing_link_is_no_way_round(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann, attributions=[Hop(None)])
    also(scene, claim, "Radio Arn", Hop(None))
    assert traced(scene, claim).circles == []


@pytest.mark.parametrize("unfit", [{"state": "proposed"}, {"visibility": "me"}])
def test_only_what_is_confirmed_and_seen_makes_a_circle(scene: Scene, unfit: Any) -> None:
    claim = scene.claim(scene.cast.ann)
    other = also(scene, claim, "Radio Arn")
    cites(scene.snapshot.article, other)
    cites(other, scene.snapshot.article, created_by=scene.cast.bea, **unfit)
    assert traced(scene, claim).circles == []


# --- first appearance and roots -------------------------------------------------------------


def test_the_name_an_article_gives_is_an_original_that_is_not_here(scene: Scene) -> None:
    Article.objects.filter(pk=scene.snapshot.article_id).update(republished_from="Northline")
    lineage = traced(scene, scene.claim(scene.cast.ann))
    assert "original_missing" in doubts(lineage)
    (root,) = lineage.roots
    assert (root.kind, root.name, root.is_kept) == ("original", "Northline", False)
    assert root.nearest == "Harbour Post, 4 May 2024"
    assert lineage.reachable is not None
    assert lineage.reachable.is_copy


def test_an_original_that_is_here_is_a_lead_until_the_claim_is_recorded_in_it(
    scene: Scene,
) -> None:
    claim = scene.claim(scene.cast.ann)
    original = snapshot_of(scene.cast.desk, outlet="Northline", published=date(2024, 5, 1))
    Article.objects.filter(pk=original.article_id).update(latest=original)
    cites(scene.snapshot.article, original.article, "republishes")
    lineage = traced(scene, claim)
    assert "original_unread" in doubts(lineage)
    assert lineage.reachable is not None
    assert (lineage.reachable.name, lineage.reachable.is_copy) == ("Northline, 1 May 2024", False)
    add_appearance(claim, (original, 0, 30), by=scene.cast.ann)
    assert doubts(traced(scene, claim)) == set()


def test_how_a_date_is_known_is_told_to_members_alone(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann)
    dated = {"article": scene.snapshot.article, "field": "published"}
    Fact.objects.create(**dated, value="2024-05-04", known="inferred", confidence=0.8, chosen=True)
    Fact.objects.create(**dated, value="2024-05-02", known="in_text", confidence=0.5)
    assert doubts(traced(scene, claim)) == {"date_not_in_text", "dates_conflict"}
    Claim.objects.filter(pk=claim.pk).update(visibility="public")
    claim.refresh_from_db()
    assert doubts(traced(scene, claim, scene.cast.nobody)) == {"date_not_in_text"}


def test_a_readers_comment_is_never_the_first_appearance(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann)
    place = comment_from(scene, "Forty boats")
    Article.objects.filter(pk=place[0].article_id).update(published=date(2020, 1, 1))
    add_appearance(claim, place, by=scene.cast.ann)
    first = traced(scene, claim).first
    assert first is not None
    assert first.name == "Harbour Post, 4 May 2024"


def test_whether_the_address_is_alive_is_told_to_members(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann)
    Claim.objects.filter(pk=claim.pk).update(visibility="public")
    claim.refresh_from_db()
    Watch.objects.create(
        article=scene.snapshot.article,
        host="example.org",
        wait=timedelta(days=1),
        due_at=LOOKED,
        dead_since=LOOKED,
    )
    seen = {
        name: traced(scene, claim, user).reachable
        for name, user in (("ann", scene.cast.ann), ("nobody", scene.cast.nobody))
    }
    assert {name: one and one.gone_since for name, one in seen.items()} == {
        "ann": LOOKED.date(),
        "nobody": None,
    }


# --- findings -------------------------------------------------------------------------------


def test_what_contradicts_itself_is_found(scene: Scene) -> None:
    claim = scene.claim(
        scene.cast.ann,
        attributions=[Hop("Mira Tal", said_on=date(2024, 5, 9), said_precision="day")],
    )
    younger = also(scene, claim, "Radio Arn", published=date(2024, 5, 6))
    cites(scene.snapshot.article, younger, "republishes")
    assert codes(traced(scene, claim)) >= {"hop_after_text", "copy_before_source", "no_cue"}


@pytest.mark.parametrize(("kind", "found"), [("event", True), ("prediction", False)])
def test_only_what_happened_can_be_told_too_early(scene: Scene, kind: str, found: bool) -> None:
    claim = scene.claim(scene.cast.ann, kind=kind, about=date(2024, 6, 1), about_precision="month")
    assert ("text_before_event" in codes(traced(scene, claim))) is found


def test_a_claim_that_stands_nowhere_has_nothing_to_tell(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann)
    claim.appearances.update(deleted_at=LOOKED)
    assert traced(scene, claim) == Lineage(None, [], None, [], [])


def test_a_long_chain_that_comes_back_to_its_speakers_comes_to_an_end(scene: Scene) -> None:
    chain = [Hop(f"Speaker {n % 20}") for n in range(40)]
    claim = scene.claim(scene.cast.ann, attributions=chain)
    assert len(traced(scene, claim).circles) == 1


def test_it_takes_five_queries_however_much_there_is(
    scene: Scene, django_assert_max_num_queries: Any
) -> None:
    claim = scene.claim(scene.cast.ann)
    for number in range(4):
        beyond = snapshot_of(scene.cast.desk, outlet=f"Beyond {number}").article
        cites(also(scene, claim, f"Paper {number}", Hop("Mira Tal")), beyond)
    rows = appearances_of(claim, scene.cast.ann)
    origins = independent_appearances(rows)
    assert Snapshot.objects.count() > 8
    with django_assert_max_num_queries(5):
        lineage_of(claim, rows, origins, scene.cast.ann)
