"""Topics of the catalogue, and what claims carry: who may, who sees, what merging leaves."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.records import rules, services
from claims.records.models import Claim, Topic, TopicOfClaim
from claims.records.services.topics import LONGEST_DESCRIPTION
from claims.records.topics import claims_on, topics_of, topics_of_each, with_claims
from provenance.accounts.models import Visibility
from provenance.accounts.rules import NotNow, Stale, may_see
from provenance.audit.models import AuditEvent
from provenance.audit.services import verify
from tests.claims.scene import Scene, decide

pytestmark = pytest.mark.django_db

CHECKS = {"ann", "bea", "eve", "tom", "max"}
STUDENTS = {"sam", "sue"}
EDITORS = {"eve", "max"}
MEMBERS = CHECKS | STUDENTS | {"ron"}


def added(scene: Scene, name: str = "Harbour", who: str = "ann", **given: Any) -> Topic:
    return services.add_topic(scene.cast.desk, name, **given, by=getattr(scene.cast, who))


def allowed(do: Any) -> bool:
    try:
        do()
    except PermissionDenied:
        return False
    return True


def names(claim: Claim, user: Any) -> list[str]:
    return [one.name for one in topics_of(claim.pk, user)]


# --- the topic itself -----------------------------------------------------------------------


def test_it_is_added_tidied_and_told(scene: Scene) -> None:
    topic = added(scene, "  Häfen  und \n Kais ", description=" So. ")
    assert (topic.name, topic.slug, topic.description) == (
        "Häfen und Kais",
        "häfen-und-kais",
        "So.",
    )
    assert topic.visibility == Visibility.WORKSPACE
    event = AuditEvent.objects.get(action="topic.added")
    assert (event.target, event.actor) == (f"claims.topic:{topic.pk}", scene.cast.ann)
    assert verify(scene.cast.desk.pk).ok


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "HÁRBOUR"}, "name"),
        ({"name": "Quay", "slug": "harbour"}, "slug"),
        ({"name": "Quay", "slug": "a b"}, "slug"),
        ({"name": "Quay", "description": "x" * (LONGEST_DESCRIPTION + 1)}, "description"),
    ],
)
def test_what_is_wrong_is_named(scene: Scene, given: dict[str, Any], field: str) -> None:
    added(scene)
    with pytest.raises(ValidationError) as wrong:
        added(scene, **given)
    assert field in wrong.value.message_dict


def test_every_topic_has_a_slug_of_its_own(scene: Scene) -> None:
    given = [("Port", "quay"), ("Quay", ""), ("港", ""), ("??", "")]
    slugs = [added(scene, name, slug=slug).slug for name, slug in given]
    assert slugs == ["quay", "quay-2", "港", "topic"]


def test_the_same_name_elsewhere_is_another_topic(scene: Scene) -> None:
    here = added(scene)
    there = services.add_topic(scene.cast.elsewhere, "Harbour", by=scene.cast.olga)
    assert (here.pk == there.pk, here.slug) == (False, there.slug)


def test_a_topic_named_again_is_the_one_there_is(scene: Scene) -> None:
    by: dict[str, Any] = {"workspace": scene.cast.desk, "by": scene.cast.bea}
    port = services.topic_named("Port", **by)
    harbour = added(scene)
    services.merge_topics(port, harbour, by=scene.cast.eve)
    assert services.topic_named("harbour", **by) == port
    assert services.topic_named(" PORT", **by) == port


def test_who_adds_describes_shows_and_merges(scene: Scene) -> None:
    topic, other = added(scene), added(scene, "Port")
    for name, user in scene.cast.everyone().items():
        adds = allowed(lambda u=user, n=name: services.add_topic(scene.cast.desk, n, by=u))
        assert adds == (name in CHECKS | STUDENTS), name
        words = allowed(lambda u=user: services.describe_topic(topic, description="A", by=u))
        assert words == (name in CHECKS), name
        assert rules.may_edit(user, topic) == (name in CHECKS), name
        for level in ("public", "workspace"):
            shows = allowed(lambda u=user, v=level: services.show_topic(topic, v, by=u))
            assert shows == (name in EDITORS), name
        merges = allowed(lambda u=user: services.merge_topics(topic, other, by=u))
        assert merges == (name in EDITORS), name
        other.refresh_from_db()
        if merges:
            services.unmerge_topic(other, by=user)
        assert Topic.objects.visible_to(user).filter(pk=topic.pk).exists() == may_see(user, topic)
        assert may_see(user, topic) == (name in MEMBERS), name


def test_students_change_their_own(scene: Scene) -> None:
    topic = added(scene, who="sam")
    assert services.describe_topic(topic, name="Quays", by=scene.cast.sam).name == "Quays"
    with pytest.raises(PermissionDenied):
        services.describe_topic(topic, name="Piers", by=scene.cast.sue)


def test_nobody_keeps_a_topic_to_themselves(scene: Scene) -> None:
    with pytest.raises(ValidationError):
        services.show_topic(added(scene), "me", by=scene.cast.eve)


def test_of_two_at_once_the_second_is_told(scene: Scene) -> None:
    topic = added(scene)
    services.describe_topic(topic, description="First", version=1, by=scene.cast.ann)
    with pytest.raises(Stale):
        services.describe_topic(topic, description="Second", version=1, by=scene.cast.bea)


def test_only_a_topic_that_no_claim_carries_is_deleted_and_it_comes_back(scene: Scene) -> None:
    topic, claim, ann = added(scene), scene.claim(scene.cast.ann), scene.cast.ann
    services.tag_claims([claim.pk], [topic.pk], by=ann)
    with pytest.raises(NotNow):
        services.delete_topic(topic, by=ann)
    services.untag_claims([claim.pk], [topic.pk], by=ann)
    services.delete_topic(topic, by=ann)
    topic.refresh_from_db()
    for name, user in scene.cast.everyone().items():
        assert rules.may_restore(user, topic) == (name in CHECKS), name
        assert Topic.objects.restorable_by(user).exists() == (name in CHECKS), name
    again = added(scene)
    with pytest.raises(ValidationError):
        services.restore_topic(topic, by=ann)
    services.describe_topic(again, name="Quay", slug="quay", by=ann)
    assert services.restore_topic(topic, by=ann).deleted_at is None


# --- what claims carry ----------------------------------------------------------------------


def test_put_on_once_told_by_claim_and_taken_off(scene: Scene) -> None:
    one, other = scene.claim(scene.cast.ann), scene.claim(scene.cast.bea, "It rained.")
    harbour, law = added(scene), added(scene, "Law")
    services.tag_claims([one.pk], [harbour.pk], by=scene.cast.bea)
    done = services.tag_claims([one.pk, other.pk], [harbour.pk, law.pk], by=scene.cast.ann)
    assert done.pairs == [(one.pk, law.pk), (other.pk, harbour.pk), (other.pk, law.pk)]
    assert done.claims == [one.pk, other.pk]
    row = TopicOfClaim.objects.get(claim=one, topic=harbour)
    assert (row.created_by, row.created_at is None) == (scene.cast.bea, False)
    assert topics_of_each([one.pk, other.pk], scene.cast.ron)[one.pk][0].name == "Harbour"
    told = AuditEvent.objects.filter(action="claim.tagged").order_by("id")
    assert [event.detail["names"] for event in told] == [["Harbour"], ["Law"], ["Harbour", "Law"]]
    # The undo takes off what was put on, and nothing that was there before.
    services.untag_pairs(done.pairs, by=scene.cast.ann)
    assert (names(one, scene.cast.ann), names(other, scene.cast.ann)) == (["Harbour"], [])
    assert len(services.untag_claims([other.pk], [law.pk], by=scene.cast.ann)) == 0
    assert AuditEvent.objects.filter(action="claim.untagged").count() == 2


def test_a_claim_is_recorded_with_its_topics(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann, topics=[added(scene).pk])
    assert names(claim, scene.cast.ann) == ["Harbour"]


def test_exactly_these(scene: Scene) -> None:
    claim, ann = scene.claim(scene.cast.ann), scene.cast.ann
    a, b, c = (added(scene, name).pk for name in "ABC")
    services.set_topics(claim, [a, b], by=ann)
    done = services.set_topics(claim, [b, c], by=ann)
    assert names(claim, ann) == ["B", "C"]
    assert set(done.pairs) == {(claim.pk, a), (claim.pk, c)}


def test_who_tags(scene: Scene) -> None:
    topic, theirs = added(scene), scene.claim(scene.cast.ann)
    own = scene.claim(scene.cast.sam, "Mine.")
    for name, user in scene.cast.everyone().items():
        sees = may_see(user, theirs)
        expected = PermissionDenied if sees else ValidationError
        if name in CHECKS:
            services.tag_claims([theirs.pk], [topic.pk], by=user)
            services.untag_claims([theirs.pk], [topic.pk], by=user)
        else:
            with pytest.raises(expected):
                services.tag_claims([theirs.pk], [topic.pk], by=user)
    assert services.tag_claims([own.pk], [topic.pk], by=scene.cast.sam).claims == [own.pk]


def test_of_many_claims_all_or_none(scene: Scene) -> None:
    topic, mine = added(scene), scene.claim(scene.cast.sam, "Mine.")
    shared = scene.claim(scene.cast.ann)
    with pytest.raises(PermissionDenied):
        services.tag_claims([mine.pk, shared.pk], [topic.pk], by=scene.cast.sam)
    assert not TopicOfClaim.objects.exists()


def test_foreign_unseen_and_missing_rows_are_refused_alike(scene: Scene) -> None:
    claim, topic, ann = scene.claim(scene.cast.ann), added(scene), scene.cast.ann
    there = services.add_topic(scene.cast.elsewhere, "Far", by=scene.cast.olga)
    secret = scene.claim(scene.cast.bea, "Secret.", visibility="me")
    said = set()
    for claims, topics in (
        ([claim.pk], [there.pk]),
        ([claim.pk], [99_999]),
        ([secret.pk], [topic.pk]),
        ([99_999], [topic.pk]),
    ):
        with pytest.raises(ValidationError) as wrong:
            services.tag_claims(claims, topics, by=ann)
        said.add(str(wrong.value.message_dict))
    assert len(said) == 2


def test_private_claims_and_topics_are_neither_seen_nor_counted(scene: Scene) -> None:
    cast, topic = scene.cast, added(scene)
    mine = scene.claim(cast.ann, "Mine.", visibility="me")
    out = scene.claim(cast.ann, "Out.")
    services.tag_claims([mine.pk, out.pk], [topic.pk], by=cast.ann)
    decide(out, scene)
    for name, user in cast.everyone().items():
        seen = {"ann": 2}.get(name, 1 if name in MEMBERS else 0)
        assert with_claims([topic], user) == [(topic, seen)], name
        assert claims_on(topic.pk, user).count() == seen, name
        assert names(out, user) == (["Harbour"] if name in MEMBERS else []), name
    services.show_topic(topic, "public", by=cast.eve)
    for name, user in cast.everyone().items():
        assert with_claims([topic], user)[0][1] == (2 if name == "ann" else 1), name
        assert names(out, user) == ["Harbour"], name
        assert names(mine, user) == (["Harbour"] if name == "ann" else []), name


def test_a_claim_of_a_private_row_does_not_keep_others_from_deleting(scene: Scene) -> None:
    topic = added(scene)
    mine = scene.claim(scene.cast.bea, "Mine.", visibility="me", topics=[topic.pk])
    services.delete_topic(topic, by=scene.cast.ann)
    assert names(mine, scene.cast.bea) == []
    services.restore_topic(topic, by=scene.cast.ann)
    assert names(mine, scene.cast.bea) == ["Harbour"]


# --- merging --------------------------------------------------------------------------------


def test_merged_topics_count_as_one_and_come_apart_again(scene: Scene) -> None:
    ann, eve = scene.cast.ann, scene.cast.eve
    one, other = scene.claim(ann), scene.claim(ann, "It rained.")
    port, harbour, quay = added(scene, "Port"), added(scene), added(scene, "Quay")
    services.tag_claims([one.pk], [port.pk, harbour.pk], by=ann)
    services.tag_claims([other.pk], [quay.pk], by=ann)
    services.merge_topics(harbour, quay, by=eve)
    services.merge_topics(port, harbour, by=eve)
    assert (names(one, ann), names(other, ann)) == (["Port"], ["Port"])
    assert with_claims([port], ann) == [(port, 2)]
    assert len(services.tag_claims([other.pk], [port.pk], by=ann)) == 0
    quay.refresh_from_db()
    with pytest.raises(NotNow):
        services.unmerge_topic(quay, by=eve)
    harbour.refresh_from_db()
    services.unmerge_topic(harbour, by=eve)
    assert (names(one, ann), names(other, ann)) == (["Harbour", "Port"], ["Harbour"])
    quay.refresh_from_db()
    services.unmerge_topic(quay, by=eve)
    assert names(other, ann) == ["Quay"]


def test_what_cannot_be_merged(scene: Scene) -> None:
    port, harbour, eve = added(scene, "Port"), added(scene), scene.cast.eve
    with pytest.raises(ValidationError):
        services.merge_topics(port, port, by=eve)
    services.show_topic(harbour, "public", by=eve)
    with pytest.raises(NotNow, match="Everyone sees"):
        services.merge_topics(port, harbour, by=eve)
    services.show_topic(port, "public", by=eve)
    services.merge_topics(port, harbour, by=eve)
    for again in (
        lambda: services.merge_topics(harbour, port, by=eve),
        lambda: services.describe_topic(harbour, name="X", by=eve),
        lambda: services.delete_topic(harbour, by=eve),
        lambda: services.show_topic(harbour, "workspace", by=eve),
    ):
        with pytest.raises(NotNow):
            again()


def test_a_topic_of_a_merged_claim_is_that_of_the_kept_one(scene: Scene) -> None:
    ann, topic = scene.cast.ann, added(scene)
    kept, other = scene.claim(ann), scene.claim(ann, "The pier was shut.")
    services.tag_claims([other.pk], [topic.pk], by=ann)
    services.merge_claims(kept, other, "The same.", by=ann)
    assert names(kept, ann) == ["Harbour"]
    assert len(services.tag_claims([other.pk, kept.pk], [topic.pk], by=ann)) == 0
    assert services.untag_claims([kept.pk], [topic.pk], by=ann).claims == [kept.pk]
    assert names(kept, ann) == []
