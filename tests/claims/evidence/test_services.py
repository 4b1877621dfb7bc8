"""Evidence: added with a reason, changed, withdrawn and restored; by whom, and on what."""

from itertools import product
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.evidence import rules, services
from claims.evidence.models import Evidence
from claims.records.models import Claim
from claims.records.services import merge_claims, publish_claim, record_claim
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from provenance.audit.services import verify
from tests.claims.scene import Scene, decide, decide_again, snapshot_of

pytestmark = pytest.mark.django_db
WHY = "The harbour log names the day."


@pytest.fixture
def claim(scene: Scene) -> Claim:
    return scene.claim(scene.cast.ann)


def add(scene: Scene, claim: Claim, **given: Any) -> Evidence:
    """Supporting evidence on the last sentence, unless told otherwise."""
    given = {"stance": "supports", "warrant": WHY, "by": scene.cast.ann, **given}
    if "address" not in given:
        given.setdefault("place", scene.at("Forty boats had to leave"))
    return services.add_evidence(claim, **given)


def test_evidence_has_exact_words_a_stance_and_a_reason(scene: Scene, claim: Claim) -> None:
    evidence = add(scene, claim, warrant=f"  {WHY} ", origin="primary")
    evidence.refresh_from_db()
    assert evidence.passage is not None
    assert evidence.passage.quote == "Forty boats had to leave"
    assert (evidence.warrant, evidence.origin) == (WHY, "primary")
    event = AuditEvent.objects.get(action="evidence.added")
    assert (event.detail["claim"], event.detail["warrant"]) == (claim.pk, WHY)
    assert verify(scene.cast.desk.pk).ok


def test_an_address_will_do(scene: Scene, claim: Claim) -> None:
    evidence = add(scene, claim, address=" https://example.org/log ")
    assert (evidence.passage, evidence.address) == (None, "https://example.org/log")


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("warrant", {"warrant": "  "}),
        ("stance", {"stance": "likes"}),
        ("origin", {"origin": "tertiary"}),
        ("passage", {"address": " "}),
        ("url", {"address": "ftp://example.org/log"}),
        ("url", {"address": "not an address"}),
    ],
)
def test_bad_input_names_its_field(
    scene: Scene, claim: Claim, field: str, given: dict[str, Any]
) -> None:
    with pytest.raises(ValidationError) as refused:
        add(scene, claim, **given)
    assert list(refused.value.message_dict) == [field]
    assert not Evidence.objects.exists()


def test_words_nobody_here_may_see_are_no_evidence(scene: Scene, claim: Claim) -> None:
    hidden = snapshot_of(scene.cast.desk, by=scene.cast.sue, visibility="me")
    for snapshot in (scene.foreign, hidden):
        with pytest.raises(ValidationError):
            add(scene, claim, place=(snapshot, 0, 6))


class TestDependence:
    def test_evidence_may_lean_on_other_evidence_of_the_claim(
        self, scene: Scene, claim: Claim
    ) -> None:
        first = add(scene, claim)
        assert (
            add(scene, claim, address="https://example.org", depends_on=first).depends_on == first
        )

    def test_never_in_a_circle(self, scene: Scene, claim: Claim) -> None:
        first = add(scene, claim)
        second = add(scene, claim, depends_on=first)
        third = add(scene, claim, depends_on=second)
        for one in (first, second, third):
            with pytest.raises(ValidationError) as refused:
                services.edit_evidence(first, depends_on=one, by=scene.cast.ann)
            assert list(refused.value.message_dict) == ["depends_on"]

    def test_never_on_evidence_of_another_claim(self, scene: Scene, claim: Claim) -> None:
        other = add(scene, scene.claim(scene.cast.ann, "Another."))
        with pytest.raises(ValidationError):
            add(scene, claim, depends_on=other)


class TestChanging:
    def test_an_edit_remembers_what_was_there(self, scene: Scene, claim: Claim) -> None:
        evidence = add(scene, claim)
        edited = services.edit_evidence(evidence, stance="contradicts", by=scene.cast.bea)
        assert (edited.stance, edited.version) == ("contradicts", 2)
        event = AuditEvent.objects.get(action="evidence.edited")
        assert (event.detail["before"]["stance"], event.detail["after"]["stance"]) == (
            "supports",
            "contradicts",
        )

    def test_an_edit_that_changes_nothing_leaves_no_trace(self, scene: Scene, claim: Claim) -> None:
        evidence = add(scene, claim)
        assert services.edit_evidence(evidence, stance="supports", by=scene.cast.ann).version == 1
        assert not AuditEvent.objects.filter(action="evidence.edited").exists()

    def test_a_stale_edit_is_refused(self, scene: Scene, claim: Claim) -> None:
        evidence = add(scene, claim)
        services.edit_evidence(evidence, stance="context", version=1, by=scene.cast.ann)
        with pytest.raises(Stale):
            services.edit_evidence(evidence, stance="supports", version=1, by=scene.cast.bea)

    def test_a_reason_cannot_be_taken_away(self, scene: Scene, claim: Claim) -> None:
        with pytest.raises(ValidationError):
            services.edit_evidence(add(scene, claim), warrant=" ", by=scene.cast.ann)

    def test_withdrawn_evidence_is_out_of_sight_and_comes_back(
        self, scene: Scene, claim: Claim
    ) -> None:
        evidence = add(scene, claim)
        services.withdraw_evidence(evidence, by=scene.cast.bea)
        assert not Evidence.objects.visible_to(scene.cast.ann).exists()
        services.restore_evidence(evidence, by=scene.cast.ann)
        assert Evidence.objects.visible_to(scene.cast.ann).get() == evidence
        done = AuditEvent.objects.filter(action__startswith="evidence.").order_by("number")
        assert list(done.values_list("action", flat=True)) == [
            "evidence.added",
            "evidence.withdrawn",
            "evidence.restored",
        ]

    def test_what_bears_on_a_merged_claim_goes_to_the_kept_one(
        self, scene: Scene, claim: Claim
    ) -> None:
        other = scene.claim(scene.cast.ann, "Another.")
        merge_claims(claim, other, "The same.", by=scene.cast.ann)
        with pytest.raises(NotNow):
            add(scene, other)


@pytest.mark.parametrize(
    ("whose", "level", "adders"),
    [
        ("ann", "workspace", {"ann", "bea", "eve", "tom", "max"}),
        ("sam", "me", {"sam"}),
        ("sam", "workspace", {"ann", "bea", "eve", "tom", "max", "sam"}),
        ("sam", "public", {"ann", "bea", "eve", "tom", "max"}),
    ],
)
def test_who_may_add_evidence(scene: Scene, whose: str, level: str, adders: set[str]) -> None:
    claim = scene.claim(scene.cast.everyone()[whose])
    Claim.objects.filter(pk=claim.pk).update(visibility=level)
    claim.refresh_from_db()
    for name, user in scene.cast.everyone().items():
        assert rules.may_add(user, claim) == (name in adders), name
        if name in adders:
            add(scene, claim, address="https://example.org", by=user)
        else:
            with pytest.raises(PermissionDenied):
                add(scene, claim, by=user)


def test_a_student_leaves_evidence_of_others_alone_even_on_their_own_claim(scene: Scene) -> None:
    claim = scene.claim(scene.cast.sam, visibility="workspace")
    hers = add(scene, claim, by=scene.cast.ann)
    own = add(scene, claim, by=scene.cast.sam)
    with pytest.raises(PermissionDenied):
        services.withdraw_evidence(hers, by=scene.cast.sam)
    with pytest.raises(PermissionDenied):
        services.edit_evidence(hers, stance="context", by=scene.cast.sam)
    assert services.withdraw_evidence(own, by=scene.cast.sam).deleted_at
    assert services.restore_evidence(own, by=scene.cast.sam).deleted_at is None


@pytest.mark.parametrize("level", ["me", "workspace", "public"])
def test_the_list_and_the_rule_agree_on_who_sees_evidence(scene: Scene, level: str) -> None:
    claim = scene.claim(scene.cast.sam)
    evidence = add(scene, claim, by=scene.cast.sam)
    Claim.objects.filter(pk=claim.pk).update(visibility=level)
    moment = "2024-05-04T00:00Z"
    for deleted_at, shown_at in product((None, moment), repeat=2):
        Evidence.objects.filter(pk=evidence.pk).update(deleted_at=deleted_at, shown_at=shown_at)
        evidence = Evidence.objects.get(pk=evidence.pk)
        for name, user in scene.cast.everyone().items():
            seen = Evidence.objects.visible_to(user).exists()
            assert seen == rules.may_see(user, evidence), (name, level)


MEMBERS = {"ann", "bea", "eve", "tom", "sam", "sue", "ron", "max"}


def seeing(scene: Scene, evidence: Evidence) -> set[str]:
    """Who sees an item of evidence."""
    rows = Evidence.objects.filter(pk=evidence.pk)
    return {n for n, user in scene.cast.everyone().items() if rows.visible_to(user).exists()}


def test_evidence_goes_out_with_the_verdict_that_stands_on_it(scene: Scene, claim: Claim) -> None:
    first = add(scene, claim)
    assert seeing(scene, first) == MEMBERS
    decide(claim, scene)
    assert seeing(scene, first) == MEMBERS | {"olga", "nobody"}
    later = add(scene, Claim.objects.get(pk=claim.pk))
    assert seeing(scene, later) == MEMBERS
    decide_again(claim, scene)
    assert seeing(scene, later) == MEMBERS | {"olga", "nobody"}
    told = AuditEvent.objects.filter(action="evidence.published").order_by("number")
    assert [event.detail["evidence"] for event in told] == [[first.pk], [later.pk]]


def test_a_verdict_without_new_evidence_publishes_none(scene: Scene, claim: Claim) -> None:
    evidence = add(scene, claim)
    decide(claim, scene)
    before = Evidence.objects.get(pk=evidence.pk)
    decide_again(claim, scene)
    after = Evidence.objects.get(pk=evidence.pk)
    assert (after.shown_at, after.version) == (before.shown_at, before.version)
    assert AuditEvent.objects.filter(action="evidence.published").count() == 1


def test_withdrawn_evidence_does_not_go_out_and_is_not_out_when_restored(
    scene: Scene, claim: Claim
) -> None:
    evidence = services.withdraw_evidence(add(scene, claim), by=scene.cast.ann)
    decide(claim, scene)
    services.restore_evidence(evidence, by=scene.cast.ann)
    assert seeing(scene, evidence) == MEMBERS


def test_another_desk_adds_nothing_even_where_it_may_read(scene: Scene) -> None:
    theirs = record_claim(
        scene.cast.elsewhere, "It rained.", appearance=(scene.foreign, 0, 6), by=scene.cast.olga
    )
    publish_claim(theirs, by=scene.cast.olga)
    with pytest.raises(PermissionDenied):
        add(scene, theirs)


@pytest.mark.parametrize("weighed", [True, False])
def test_restored_evidence_is_out_only_if_no_verdict_came_without_it(
    scene: Scene, claim: Claim, weighed: bool
) -> None:
    evidence = add(scene, claim)
    decide(claim, scene)
    evidence = services.withdraw_evidence(evidence, by=scene.cast.ann)
    if not weighed:
        decide_again(claim, scene)
    evidence = services.restore_evidence(evidence, by=scene.cast.ann)
    assert seeing(scene, evidence) == MEMBERS | ({"olga", "nobody"} if weighed else set())
    decide_again(claim, scene)
    assert seeing(scene, evidence) == MEMBERS | {"olga", "nobody"}
