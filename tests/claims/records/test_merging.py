"""Two claims made one, and two again."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.records import services
from claims.records.models import Appearance, Claim, Merge
from claims.records.reading import appearances_of
from provenance.accounts.rules import NotNow, Stale
from tests.claims.scene import Scene, snapshot_of

pytestmark = pytest.mark.django_db
WHY = "Both speak of the same closing."


@pytest.fixture
def kept(scene: Scene) -> Claim:
    return scene.claim(scene.cast.ann)


@pytest.fixture
def merged(scene: Scene) -> Claim:
    earlier = snapshot_of(scene.cast.desk, outlet="Ferry News", published=date(2024, 5, 1))
    return scene.claim(scene.cast.ann, "The pier shut in May.", appearance=(earlier, 0, 30))


def state(*claims: Claim) -> list[dict[str, Any]]:
    """What a merge may change, of these claims."""
    rows = Claim.objects.filter(pk__in=[claim.pk for claim in claims]).order_by("pk")
    return list(rows.values("pk", "merged_into", "visibility", "first_appearance"))


def test_the_kept_claim_shows_the_places_of_both_and_the_earlier_first(
    scene: Scene, kept: Claim, merged: Claim
) -> None:
    one = services.merge_claims(kept, merged, WHY, by=scene.cast.bea)
    assert len(appearances_of(one, scene.cast.ann)) == 2
    assert one.first_appearance == merged.appearances.get()
    assert list(Claim.objects.visible_to(scene.cast.ann).standing()) == [one]
    assert Merge.objects.get().reason == WHY


def test_taken_apart_both_are_as_they_were(scene: Scene, kept: Claim, merged: Claim) -> None:
    before = state(kept, merged)
    services.merge_claims(kept, merged, WHY, by=scene.cast.bea)
    assert state(kept, merged) != before
    merged.refresh_from_db()
    services.unmerge_claim(merged, by=scene.cast.ann)
    assert state(kept, merged) == before
    assert Merge.objects.get().undone_at is not None


def test_what_was_merged_before_moves_along_and_back(
    scene: Scene, kept: Claim, merged: Claim
) -> None:
    third = scene.claim(scene.cast.ann, "It shut.", appearance=scene.at("Nobody was hurt"))
    services.merge_claims(merged, third, WHY, by=scene.cast.ann)
    before = state(kept, merged, third)
    one = services.merge_claims(kept, merged, WHY, by=scene.cast.ann)
    assert len(appearances_of(one, scene.cast.ann)) == 3
    third.refresh_from_db()
    with pytest.raises(NotNow, match="came along"):
        services.unmerge_claim(third, by=scene.cast.ann)
    merged.refresh_from_db()
    services.unmerge_claim(merged, by=scene.cast.ann)
    assert state(kept, merged, third) == before


def test_words_on_which_both_stand_are_given_once(scene: Scene, kept: Claim) -> None:
    twin = scene.claim(scene.cast.bea, "The pier shut on 3 May.")
    one = services.merge_claims(kept, twin, WHY, by=scene.cast.ann)
    assert len(appearances_of(one, scene.cast.ann)) == 1


def test_a_merged_claim_is_worked_on_no_more(scene: Scene, kept: Claim, merged: Claim) -> None:
    services.merge_claims(kept, merged, WHY, by=scene.cast.ann)
    merged.refresh_from_db()
    with pytest.raises(NotNow, match=str(kept.pk)):
        services.add_appearance(merged, scene.at("Nobody was hurt"), by=scene.cast.ann)
    with pytest.raises(NotNow):
        services.merge_claims(kept, merged, WHY, by=scene.cast.ann)


def test_a_place_of_the_merged_claim_withdrawn_is_no_longer_the_first_of_the_kept(
    scene: Scene, kept: Claim, merged: Claim
) -> None:
    services.merge_claims(kept, merged, WHY, by=scene.cast.ann)
    services.withdraw_appearance(merged.appearances.get(), by=scene.cast.ann)
    kept.refresh_from_db()
    assert kept.first_appearance == kept.appearances.get()


def test_a_private_claim_merged_into_a_shared_one_is_shared_until_taken_out(
    scene: Scene, kept: Claim
) -> None:
    private = scene.claim(scene.cast.ann, "It shut.", visibility="me")
    services.merge_claims(kept, private, WHY, by=scene.cast.ann)
    assert Claim.objects.visible_to(scene.cast.bea).filter(pk=private.pk).exists()
    private.refresh_from_db()
    services.unmerge_claim(private, by=scene.cast.bea)
    assert not Claim.objects.visible_to(scene.cast.bea).filter(pk=private.pk).exists()


def test_a_shared_claim_is_not_merged_into_a_private_one(scene: Scene, merged: Claim) -> None:
    private = scene.claim(scene.cast.ann, "It shut.", visibility="me")
    with pytest.raises(NotNow):
        services.merge_claims(private, merged, WHY, by=scene.cast.ann)


def test_a_published_claim_takes_others_in_but_is_never_taken_in(
    scene: Scene, kept: Claim, merged: Claim
) -> None:
    services.publish_claim(kept, by=scene.cast.eve)
    with pytest.raises(NotNow, match="keeps its page"):
        services.merge_claims(merged, kept, WHY, by=scene.cast.eve)
    with pytest.raises(PermissionDenied, match="editor"):
        services.merge_claims(kept, merged, WHY, by=scene.cast.ann)
    services.merge_claims(kept, merged, WHY, by=scene.cast.eve)
    places = Appearance.objects.of_claim(kept.pk).visible_to(scene.cast.nobody)
    assert places.count() == 2


def test_what_is_merged_is_published_with_the_kept_claim(
    scene: Scene, kept: Claim, merged: Claim
) -> None:
    services.merge_claims(kept, merged, WHY, by=scene.cast.ann)
    services.publish_claim(kept, by=scene.cast.eve)
    places = Appearance.objects.of_claim(kept.pk).visible_to(scene.cast.nobody)
    assert places.count() == 2


def test_refusals_name_what_is_wrong(scene: Scene, kept: Claim, merged: Claim) -> None:
    with pytest.raises(ValidationError) as refused:
        services.merge_claims(kept, merged, "  ", by=scene.cast.ann)
    assert list(refused.value.message_dict) == ["reason"]
    with pytest.raises(ValidationError):
        services.merge_claims(kept, kept, WHY, by=scene.cast.ann)
    with pytest.raises(Stale):
        services.merge_claims(kept, merged, WHY, version=9, by=scene.cast.ann)
    with pytest.raises(NotNow):
        services.unmerge_claim(merged, by=scene.cast.ann)
    with pytest.raises(PermissionDenied):
        services.merge_claims(kept, merged, WHY, by=scene.cast.sam)


def test_claims_of_two_workspaces_are_never_merged(scene: Scene, kept: Claim) -> None:
    services.publish_claim(kept, by=scene.cast.eve)
    theirs = services.record_claim(
        scene.cast.elsewhere, "It shut.", appearance=(scene.foreign, 0, 6), by=scene.cast.olga
    )
    for by in (scene.cast.ann, scene.cast.olga):
        with pytest.raises(PermissionDenied):
            services.merge_claims(kept, theirs, WHY, by=by)
