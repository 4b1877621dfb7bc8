"""What a hop says beside its speaker: how they know, when, in which words, and how we know."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.records import services
from claims.records.models import Appearance, Attribution
from claims.records.services import Hop
from claims.records.services.hops import MOST_HOPS
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from provenance.audit.services import chains as audit_chains
from provenance.audit.services import verify
from provenance.sources.models import Person
from tests.claims.scene import Scene, snapshot_of, span

pytestmark = pytest.mark.django_db


@pytest.fixture
def appearance(scene: Scene) -> Appearance:
    chain = [Hop("Mira Tal", "direct"), Hop("Harbour Post", "indirect")]
    return scene.claim(scene.cast.ann, attributions=chain).appearances.get()


def names(appearance: Appearance) -> list[str | None]:
    hops = appearance.attributions.order_by("position")
    return [hop.speaker.name if hop.speaker else None for hop in hops]


def kept(scene: Scene, hop: Hop) -> Attribution:
    claim = scene.claim(scene.cast.ann, attributions=[hop])
    row: Attribution = claim.appearances.get().attributions.get()
    return row


FULL: dict[str, Any] = {
    "basis": "document",
    "said_on": date(2024, 5, 1),
    "said_precision": "month",
    "wording": "  The pier may be closed.  ",
    "known": "outside",
    "confidence": 0.8,
    "known_from": "https://example.org/log",
    "note": "By telephone.",
}


def test_a_hop_says_all_that_is_known_of_it(scene: Scene) -> None:
    article = scene.snapshot.article
    hop = kept(scene, Hop("Mira Tal", "direct", article=article.pk, **FULL))
    told = {name: getattr(hop, name) for name in FULL}
    assert told == FULL | {"wording": "The pier may be closed."}
    assert (hop.article, hop.words) == (article, "The pier may be closed.")


def test_only_directness_must_be_said(scene: Scene) -> None:
    hop = kept(scene, Hop("Mira Tal"))
    assert (hop.basis, hop.said_on, hop.words, hop.article, hop.known) == ("", None, "", None, "")


def test_the_words_of_a_hop_may_stand_in_another_text(scene: Scene) -> None:
    other = snapshot_of(scene.cast.desk, outlet="Northline")
    place = (other, *span("the eastern pier was closed"))
    hop = kept(scene, Hop("Northline", wording_at=place))
    assert hop.words == "the eastern pier was closed"
    assert hop.wording_at is not None
    assert hop.wording_at.snapshot == other


def test_a_missing_link_says_why(scene: Scene) -> None:
    hop = kept(scene, Hop(None, "hearsay", gap="withheld", note="how the official knows"))
    assert (hop.missing, hop.gap) == (True, "withheld")


def test_a_text_that_speaks_for_itself_is_no_missing_link(scene: Scene) -> None:
    assert not kept(scene, Hop(None, "own_voice")).missing


TOMORROW = timezone.now().date() + timedelta(days=3)


@pytest.mark.parametrize(
    ("hop", "said"),
    [
        ({"basis": "dreamt"}, "not a valid choice"),
        ({"known": "somehow"}, "not a valid choice"),
        ({"gap": "tired", "speaker": None}, "not a valid choice"),
        ({"gap": "lost"}, "not missing"),
        ({"said_on": TOMORROW}, "lies in the future"),
        ({"said_precision": "day"}, "give the date"),
        ({"said_on": date(2024, 5, 1), "said_precision": "hour"}, "not a valid choice"),
        ({"confidence": 0.5}, "say how this hop is known"),
        ({"confidence": 1.5, "known": "inferred"}, "from 0 to 1"),
        ({"known_from": "a friend"}, "say how this hop is known"),
        ({"wording": "x" * 1001}, "at most 1000"),
        ({"article": 999_999}, "no such article"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    scene: Scene, hop: dict[str, Any], said: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        kept(scene, Hop(**({"speaker": "Mira Tal"} | hop)))
    assert said in " ".join(refusal.value.message_dict["attributions"])
    assert not Attribution.objects.exists()


def test_the_words_are_given_once(scene: Scene) -> None:
    with pytest.raises(ValidationError, match="once"):
        kept(scene, Hop("Mira Tal", wording="x", wording_at=scene.at("Nobody was hurt")))


@pytest.mark.parametrize(
    "values",
    [
        {"said_on": date(2024, 5, 1)},
        {"said_precision": "day"},
        {"confidence": 0.5},
        {"confidence": 2, "known": "inferred"},
        {"known_from": "x"},
        {"gap": "lost"},
    ],
)
def test_the_database_refuses_it_too(appearance: Appearance, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        appearance.attributions.filter(position=0).update(**values)


def test_texts_and_people_of_another_workspace_are_refused(scene: Scene) -> None:
    stranger = Person.objects.create(workspace=scene.cast.elsewhere, name="Zed", key="zed")
    foreign = scene.foreign
    for hop in (
        Hop(stranger.pk),
        Hop("Mira Tal", article=foreign.article_id),
        Hop("Mira Tal", article=foreign.article),
        Hop("Mira Tal", wording_at=(foreign, 0, 6)),
        Hop("Mira Tal", cue=(0, 10_000)),
    ):
        with pytest.raises(ValidationError):
            kept(scene, hop)


def test_a_text_kept_private_cannot_be_named_by_others(scene: Scene) -> None:
    private = snapshot_of(scene.cast.desk, visibility="me", by=scene.cast.bea)
    for hop in (Hop("A", article=private.article_id), Hop("A", wording_at=(private, 0, 6))):
        with pytest.raises(ValidationError):
            kept(scene, hop)


def test_but_whoever_named_it_does_not_stop_others_from_editing(scene: Scene) -> None:
    private = snapshot_of(scene.cast.desk, visibility="me", by=scene.cast.ann)
    hop = kept(scene, Hop("A", article=private.article_id, wording_at=(private, 0, 6)))
    edited = services.edit_hop(hop, note="Heard twice.", by=scene.cast.bea)
    assert (edited.article, edited.note) == (private.article, "Heard twice.")


def test_a_chain_of_a_hundred_hops_is_refused(scene: Scene, appearance: Appearance) -> None:
    with pytest.raises(ValidationError, match=str(MOST_HOPS)):
        services.replace_chain(
            appearance, [Hop(f"Person {n}") for n in range(100)], by=scene.cast.ann
        )
    full = [Hop(f"Person {n}") for n in range(MOST_HOPS)]
    services.replace_chain(appearance, full, by=scene.cast.ann)
    with pytest.raises(ValidationError, match=str(MOST_HOPS)):
        services.add_hop(appearance, Hop("One more"), by=scene.cast.ann)


@pytest.mark.parametrize(
    ("at", "order"),
    [
        (0, ["Noa", "Mira Tal", "Harbour Post"]),
        (1, ["Mira Tal", "Noa", "Harbour Post"]),
        (None, ["Mira Tal", "Harbour Post", "Noa"]),
        (77, ["Mira Tal", "Harbour Post", "Noa"]),
    ],
)
def test_a_hop_is_added_before_or_after_another(
    scene: Scene, appearance: Appearance, at: int | None, order: list[str]
) -> None:
    hop = services.add_hop(appearance, Hop("Noa"), at=at, version=1, by=scene.cast.ann)
    assert names(appearance) == order
    assert hop.version == 2
    event = AuditEvent.objects.get(action="hop.added")
    assert [len(event.detail[side]) for side in ("before", "after")] == [2, 3]
    assert event.detail["hop"] == hop.pk


def test_hops_are_put_into_another_order(scene: Scene, appearance: Appearance) -> None:
    order = list(appearance.attributions.order_by("-position").values_list("pk", flat=True))
    services.order_chain(appearance, order, by=scene.cast.bea)
    assert names(appearance) == ["Harbour Post", "Mira Tal"]
    assert AuditEvent.objects.filter(action="chain.reordered").count() == 1
    services.order_chain(appearance, order, by=scene.cast.bea)
    assert AuditEvent.objects.filter(action="chain.reordered").count() == 1


@pytest.mark.parametrize("change", ["one left out", "one twice", "a stranger"])
def test_an_order_names_every_hop_once(scene: Scene, appearance: Appearance, change: str) -> None:
    first, second = appearance.attributions.order_by("position").values_list("pk", flat=True)
    order = {"one left out": [first], "one twice": [first, first], "a stranger": [first, 999_999]}
    with pytest.raises(ValidationError):
        services.order_chain(appearance, order[change], by=scene.cast.ann)
    del second


def test_words_that_are_sent_take_the_place_of_those_that_stood(scene: Scene) -> None:
    hop = kept(scene, Hop("Mira Tal", wording_at=scene.at("Nobody was hurt")))
    hop = services.edit_hop(hop, wording="Nobody came.", by=scene.cast.ann)
    assert (hop.words, hop.wording_at) == ("Nobody came.", None)
    hop = services.edit_hop(hop, wording_at=scene.at("Nobody was hurt"), by=scene.cast.ann)
    assert (hop.words, hop.wording) == ("Nobody was hurt", "")


def test_a_speaker_who_is_found_closes_the_gap(scene: Scene) -> None:
    hop = kept(scene, Hop(None, "hearsay", gap="not_found"))
    hop = services.edit_hop(hop, speaker="Lea Moor", by=scene.cast.ann)
    assert (hop.gap, hop.missing) == ("", False)


def test_a_date_goes_with_its_precision(scene: Scene) -> None:
    hop = kept(scene, Hop("Mira Tal", said_on=date(2024, 5, 1)))
    assert hop.said_precision == "day"
    hop = services.edit_hop(hop, said_on=None, by=scene.cast.ann)
    assert hop.said_precision == ""


CHANGES: dict[str, Any] = {
    "replaced": lambda one, by: services.replace_chain(one, [Hop("Lea Moor")], by=by),
    "emptied": lambda one, by: services.replace_chain(one, [], by=by),
    "added to": lambda one, by: services.add_hop(one, Hop("Noa", **FULL), at=0, by=by),
    "reordered": lambda one, by: services.order_chain(
        one, list(one.attributions.order_by("-position").values_list("pk", flat=True)), by=by
    ),
    "edited": lambda one, by: services.edit_hop(
        one.attributions.get(position=0), by=by, speaker="Lea Moor", **FULL
    ),
    "cut": lambda one, by: services.withdraw_hop(one.attributions.get(position=0), by=by),
}


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_every_change_can_be_taken_back_and_brought_again(
    scene: Scene, appearance: Appearance, change: str
) -> None:
    def chain() -> list[Any]:
        return list(appearance.attributions.order_by("position").values())

    services.edit_hop(appearance.attributions.get(position=0), by=scene.cast.ann, **FULL)
    before = chain()
    CHANGES[change](appearance, scene.cast.bea)
    changed = chain()
    assert changed != before
    appearance.refresh_from_db()
    back = services.take_back_chain(appearance, version=appearance.version, by=scene.cast.bea)
    assert chain() == before
    services.take_back_chain(back, version=back.version, by=scene.cast.ann)
    assert chain() == changed
    assert all(verify(one).ok for one in audit_chains())


def test_what_others_changed_since_is_not_taken_back(scene: Scene, appearance: Appearance) -> None:
    services.add_hop(appearance, Hop("Noa"), version=1, by=scene.cast.ann)
    services.add_hop(appearance, Hop("Lea Moor"), by=scene.cast.bea)
    with pytest.raises(Stale):
        services.take_back_chain(appearance, version=2, by=scene.cast.ann)
    services.edit_appearance(appearance, note="Seen.", by=scene.cast.ann)
    with pytest.raises(NotNow):
        services.take_back_chain(appearance, by=scene.cast.ann)
    assert names(appearance)[-2:] == ["Noa", "Lea Moor"]


def test_nothing_to_take_back_is_said_so(scene: Scene, appearance: Appearance) -> None:
    with pytest.raises(NotNow):
        services.take_back_chain(appearance, by=scene.cast.ann)


def test_of_two_people_at_once_the_slower_is_refused(scene: Scene, appearance: Appearance) -> None:
    order = list(appearance.attributions.order_by("-position").values_list("pk", flat=True))
    services.order_chain(appearance, order, version=1, by=scene.cast.ann)
    for late in (
        lambda: services.add_hop(appearance, Hop("Noa"), version=1, by=scene.cast.bea),
        lambda: services.order_chain(appearance, order[::-1], version=1, by=scene.cast.bea),
        lambda: services.take_back_chain(appearance, version=1, by=scene.cast.bea),
    ):
        with pytest.raises(Stale):
            late()


@pytest.mark.parametrize("name", ["sam", "sue", "ron", "olga", "nobody"])
def test_who_may_not_change_a_chain(scene: Scene, appearance: Appearance, name: str) -> None:
    by = scene.cast.everyone()[name]
    ids = list(appearance.attributions.values_list("pk", flat=True))
    for change in (
        lambda: services.add_hop(appearance, Hop("Noa"), by=by),
        lambda: services.order_chain(appearance, ids[::-1], by=by),
        lambda: services.take_back_chain(appearance, by=by),
    ):
        with pytest.raises(PermissionDenied):
            change()
    assert names(appearance) == ["Mira Tal", "Harbour Post"]


def test_a_part_and_a_moved_place_keep_what_hops_say(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann, attributions=[Hop("Mira Tal", "direct", **FULL)])
    parts = [services.Part("It closed."), services.Part("On 3 May.")]
    made = services.split_claim(claim, parts, by=scene.cast.ann)
    hop = made[0].appearances.get().attributions.get()
    assert (hop.basis, hop.words, hop.confidence) == ("document", "The pier may be closed.", 0.8)
