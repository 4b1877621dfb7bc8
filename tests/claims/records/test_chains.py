"""Chains of who said it: replaced, edited and withdrawn without losing what was there."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.records import services
from claims.records.models import Appearance, Attribution
from claims.records.services import Hop
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from tests.claims.scene import Scene, snapshot_of, span

pytestmark = pytest.mark.django_db


@pytest.fixture
def appearance(scene: Scene) -> Appearance:
    chain = [Hop("Mira Tal", "direct"), Hop("Harbour Post", "indirect")]
    return scene.claim(scene.cast.ann, attributions=chain).appearances.get()


def names(appearance: Appearance) -> list[str | None]:
    hops = appearance.attributions.order_by("position")
    return [hop.speaker.name if hop.speaker else None for hop in hops]


def test_another_chain_takes_the_place_and_the_old_one_is_kept(
    scene: Scene, appearance: Appearance
) -> None:
    services.replace_chain(
        appearance, [Hop(None, "hearsay"), Hop("Mira Tal", "direct")], by=scene.cast.bea
    )
    assert names(appearance) == [None, "Mira Tal"]
    assert Attribution.including_withdrawn.filter(appearance=appearance).count() == 4
    event = AuditEvent.objects.get(action="chain.replaced")
    assert [hop["directness"] for hop in event.detail["before"]] == ["direct", "indirect"]
    assert [hop["directness"] for hop in event.detail["after"]] == ["hearsay", "direct"]


def test_a_bad_hop_leaves_the_old_chain_standing(scene: Scene, appearance: Appearance) -> None:
    with pytest.raises(ValidationError):
        services.replace_chain(
            appearance, [Hop("Mira Tal"), Hop("Noa", "shouted")], by=scene.cast.ann
        )
    assert names(appearance) == ["Mira Tal", "Harbour Post"]


def test_a_name_too_long_to_keep_is_refused_and_not_cut(
    scene: Scene, appearance: Appearance
) -> None:
    with pytest.raises(ValidationError) as refusal:
        services.replace_chain(appearance, [Hop("x" * 201)], by=scene.cast.ann)
    assert set(refusal.value.message_dict) == {"attributions"}
    assert names(appearance) == ["Mira Tal", "Harbour Post"]


def test_a_cue_in_another_text_is_refused(scene: Scene, appearance: Appearance) -> None:
    other = services.record_claim(
        scene.cast.desk, "x", appearance=(snapshot_of(scene.cast.desk), 0, 6), by=scene.cast.ann
    )
    cue = other.appearances.get().passage
    with pytest.raises(ValidationError):
        services.replace_chain(appearance, [Hop("Mira Tal", cue=cue)], by=scene.cast.ann)


def test_a_stale_chain_is_not_overwritten(scene: Scene, appearance: Appearance) -> None:
    services.replace_chain(appearance, [Hop("Mira Tal")], version=1, by=scene.cast.ann)
    with pytest.raises(Stale):
        services.replace_chain(appearance, [], version=1, by=scene.cast.bea)


def test_one_hop_is_edited_where_it_stands(scene: Scene, appearance: Appearance) -> None:
    hop = appearance.attributions.get(position=0)
    edited = services.edit_hop(
        hop, speaker="Lea Moor", cue=span("Mira Tal told"), by=scene.cast.ann
    )
    assert names(appearance) == ["Lea Moor", "Harbour Post"]
    assert edited.cue is not None
    assert edited.cue.quote == "Mira Tal told"
    assert edited.directness == "direct"
    assert edited.version == 2


def test_a_speaker_can_be_taken_back_to_a_missing_link(
    scene: Scene, appearance: Appearance
) -> None:
    services.edit_hop(appearance.attributions.get(position=0), speaker=None, by=scene.cast.ann)
    assert names(appearance) == [None, "Harbour Post"]


def test_a_withdrawn_hop_comes_back_in_its_place(scene: Scene, appearance: Appearance) -> None:
    hop = appearance.attributions.get(position=0)
    services.withdraw_hop(hop, by=scene.cast.ann)
    assert names(appearance) == ["Harbour Post"]
    assert not Attribution.objects.visible_to(scene.cast.ann).filter(pk=hop.pk).exists()
    services.restore_hop(Attribution.including_withdrawn.get(pk=hop.pk), by=scene.cast.ann)
    assert names(appearance) == ["Mira Tal", "Harbour Post"]


def test_but_not_into_a_chain_rewritten_since(scene: Scene, appearance: Appearance) -> None:
    hop = appearance.attributions.get(position=0)
    services.withdraw_hop(hop, by=scene.cast.ann)
    services.replace_chain(appearance, [Hop("Lea Moor")], by=scene.cast.ann)
    with pytest.raises(NotNow):
        services.restore_hop(Attribution.including_withdrawn.get(pk=hop.pk), by=scene.cast.ann)


def test_a_student_leaves_the_chains_of_others_alone(scene: Scene, appearance: Appearance) -> None:
    hop = appearance.attributions.get(position=0)
    for change in (
        lambda: services.replace_chain(appearance, [], by=scene.cast.sam),
        lambda: services.edit_hop(hop, note="x", by=scene.cast.sam),
        lambda: services.withdraw_hop(hop, by=scene.cast.sam),
        lambda: services.restore_hop(hop, by=scene.cast.sam),
    ):
        with pytest.raises(PermissionDenied):
            change()
    assert names(appearance) == ["Mira Tal", "Harbour Post"]


def test_hops_are_seen_by_whoever_sees_the_claim(scene: Scene, appearance: Appearance) -> None:
    seen_by = {
        name
        for name, user in scene.cast.everyone().items()
        if Attribution.objects.visible_to(user).exists()
    }
    assert seen_by == {"ann", "bea", "eve", "tom", "sam", "sue", "ron", "max"}
