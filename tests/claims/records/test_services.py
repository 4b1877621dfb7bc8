"""Recording, wording, deleting and showing claims."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.annotations.services import write_note
from claims.records import rules, services
from claims.records.models import Appearance, Claim
from claims.records.services import Hop
from provenance.accounts.models import Visibility
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from provenance.audit.services import verify
from tests.claims.scene import Scene, snapshot_of, span

pytestmark = pytest.mark.django_db


def actions(scene: Scene) -> list[str]:
    """What was done on the desk, oldest first."""
    events = AuditEvent.objects.filter(chain=scene.cast.desk.pk).order_by("number")
    return list(events.values_list("action", flat=True))


def quote(claim: Claim) -> str:
    """The words on which a claim stands."""
    return claim.appearances.get().passage.quote


def published(claim: Claim, scene: Scene) -> Claim:
    return services.publish_claim(claim, by=scene.cast.eve)


class TestRecording:
    def test_a_claim_keeps_its_words_its_place_and_its_chain(self, scene: Scene) -> None:
        claim = scene.claim(
            scene.cast.ann,
            "  The eastern pier \n closed on 3 May. ",
            kind="event",
            checkable="yes",
            about=date(2024, 5, 3),
            attributions=[
                Hop("Mira Tal", "direct", cue=span("Mira Tal told")),
                Hop("Harbour Post", "indirect", kind="organisation"),
            ],
        )
        claim.refresh_from_db()
        assert claim.statement == "The eastern pier closed on 3 May."
        assert (claim.about_precision, claim.visibility) == ("day", Visibility.WORKSPACE)
        appearance = claim.appearances.get()
        assert claim.first_appearance == appearance
        assert appearance.passage.quote == "We closed it on 3 May"
        chain = [
            (hop.position, str(hop.speaker), hop.cue and hop.cue.quote)
            for hop in appearance.attributions.all()
        ]
        assert chain == [(0, "Mira Tal", "Mira Tal told"), (1, "Harbour Post", None)]
        assert actions(scene) == ["person.added", "person.added", "claim.recorded"]
        assert verify(scene.cast.desk.pk).ok

    def test_a_hop_without_a_speaker_is_kept_as_a_missing_link(self, scene: Scene) -> None:
        claim = scene.claim(
            scene.cast.ann, attributions=[Hop(None, "hearsay"), Hop("Mira Tal", "direct")]
        )
        first, second = claim.appearances.get().attributions.all()
        assert first.speaker is None
        assert str(second.speaker) == "Mira Tal"

    def test_someone_unnamed_is_kept_apart_from_a_person_of_that_name(self, scene: Scene) -> None:
        claim = scene.claim(
            scene.cast.ann,
            attributions=[
                Hop("a port official", "indirect", anonymous=True),
                Hop("A Port Official", "direct"),
            ],
        )
        first, second = claim.appearances.get().attributions.all()
        assert [hop.speaker and hop.speaker.kind for hop in (first, second)] == [
            "unnamed",
            "person",
        ]
        assert (first.anonymous, second.anonymous) == (True, False)

    def test_a_known_person_is_found_again_however_written(self, scene: Scene) -> None:
        one = scene.claim(scene.cast.ann, attributions=[Hop("Mira Tal")])
        other = scene.claim(
            scene.cast.bea, appearance=scene.at("Nobody was hurt"), attributions=[Hop("MIRA  TAL")]
        )
        who = [c.appearances.get().attributions.get().speaker for c in (one, other)]
        assert who[0] == who[1]

    def test_a_claim_may_cross_a_paragraph_overlap_another_and_be_a_fragment(
        self, scene: Scene
    ) -> None:
        long = scene.claim(scene.cast.ann, appearance=scene.at("hurt.\n\nForty boats"))
        part = scene.claim(scene.cast.ann, appearance=scene.at("Forty boats had"))
        assert "\n\n" in quote(long)
        assert quote(part) == "Forty boats had"

    def test_the_same_words_are_one_passage_for_two_claims(self, scene: Scene) -> None:
        one, other = scene.claim(scene.cast.ann), scene.claim(scene.cast.bea, "Another reading.")
        assert one.appearances.get().passage == other.appearances.get().passage

    def test_selectors_name_a_place_too(self, scene: Scene) -> None:
        selectors = [{"type": "TextQuoteSelector", "exact": "Nobody was hurt"}]
        claim = scene.claim(scene.cast.ann, appearance=(scene.snapshot.pk, selectors))
        assert quote(claim) == "Nobody was hurt"

    def test_students_record_for_themselves(self, scene: Scene) -> None:
        assert scene.claim(scene.cast.sam).visibility == Visibility.ME

    @pytest.mark.parametrize("name", ["ron", "olga", "nobody"])
    def test_who_does_not_record_here_is_refused(self, scene: Scene, name: str) -> None:
        with pytest.raises(PermissionDenied):
            scene.claim(scene.cast.everyone()[name])
        assert not Claim.objects.exists()

    @pytest.mark.parametrize(
        ("field", "given"),
        [
            ("statement", {"statement": "   "}),
            ("statement", {"statement": "x" * 1001}),
            ("kind", {"kind": "rumour"}),
            ("checkable", {"checkable": "perhaps"}),
            ("about", {"about_precision": "day"}),
            ("about_precision", {"about": date(2024, 5, 3), "about_precision": "hour"}),
            ("attributions", {"attributions": [Hop("Mira", "shouted")]}),
            ("attributions", {"attributions": [Hop(10**6)]}),
        ],
    )
    def test_bad_input_names_its_field_and_records_nothing(
        self, scene: Scene, field: str, given: dict[str, Any]
    ) -> None:
        with pytest.raises(ValidationError) as refused:
            scene.claim(scene.cast.ann, **given)
        assert list(refused.value.message_dict) == [field]
        assert not Claim.objects.exists()

    @pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3), (0, 10**6), (-3, 4)])
    def test_offsets_outside_the_text_are_refused(self, scene: Scene, start: int, end: int) -> None:
        with pytest.raises(ValidationError) as refused:
            scene.claim(scene.cast.ann, appearance=(scene.snapshot, start, end))
        assert list(refused.value.message_dict) == ["appearance"]

    def test_a_text_of_another_workspace_cannot_be_used(self, scene: Scene) -> None:
        with pytest.raises(ValidationError):
            scene.claim(scene.cast.ann, appearance=(scene.foreign, 0, 6))

    def test_nor_one_that_someone_keeps_to_themselves(self, scene: Scene) -> None:
        hers = snapshot_of(scene.cast.desk, by=scene.cast.sue, visibility=Visibility.ME)
        with pytest.raises(ValidationError):
            scene.claim(scene.cast.ann, appearance=(hers, 0, 6))
        assert scene.claim(scene.cast.sue, appearance=(hers, 0, 6)).pk

    def test_nor_a_person_of_another_workspace(self, scene: Scene) -> None:
        theirs = services.record_claim(
            scene.cast.elsewhere,
            "It rained.",
            appearance=(scene.foreign, 0, 6),
            attributions=[Hop("Mira Tal")],
            by=scene.cast.olga,
        )
        speaker = theirs.appearances.get().attributions.get().speaker
        with pytest.raises(ValidationError):
            scene.claim(scene.cast.ann, attributions=[Hop(speaker)])

    def test_nothing_is_public_from_the_start(self, scene: Scene) -> None:
        with pytest.raises(NotNow):
            scene.claim(scene.cast.eve, visibility=Visibility.PUBLIC)

    def test_a_claim_with_a_known_speaker_costs_a_fixed_number_of_queries(
        self, scene: Scene, django_assert_max_num_queries: Any
    ) -> None:
        scene.claim(scene.cast.ann, attributions=[Hop("Mira Tal", "direct")])
        place = scene.at("Nobody was hurt")
        cue = span("according to the port")
        with django_assert_max_num_queries(17):
            scene.claim(
                scene.cast.ann, appearance=place, attributions=[Hop("Mira Tal", "direct", cue)]
            )


class TestWording:
    def test_an_edit_counts_up_and_remembers_what_was_there(self, scene: Scene) -> None:
        claim = scene.claim(scene.cast.ann)
        edited = services.edit_claim(claim, statement="It closed.", kind="event", by=scene.cast.bea)
        assert (edited.statement, edited.version) == ("It closed.", 2)
        event = AuditEvent.objects.filter(action="claim.edited").get()
        assert event.detail == {
            "before": {"statement": "The pier closed on 3 May."},
            "after": {"statement": "It closed."},
        }

    def test_an_edit_that_changes_nothing_leaves_no_trace(self, scene: Scene) -> None:
        claim = scene.claim(scene.cast.ann)
        assert services.edit_claim(claim, kind=claim.kind, by=scene.cast.ann).version == 1
        assert "claim.edited" not in actions(scene)

    def test_a_stale_edit_is_refused(self, scene: Scene) -> None:
        claim = scene.claim(scene.cast.ann)
        services.edit_claim(claim, statement="It closed.", version=1, by=scene.cast.ann)
        with pytest.raises(Stale):
            services.edit_claim(claim, statement="It shut.", version=1, by=scene.cast.bea)

    def test_a_published_claim_keeps_its_wording_but_may_be_refiled(self, scene: Scene) -> None:
        claim = published(scene.claim(scene.cast.ann), scene)
        with pytest.raises(NotNow, match="new claim"):
            services.edit_claim(claim, statement="It shut.", by=scene.cast.eve)
        assert services.edit_claim(claim, kind="quotation", by=scene.cast.eve).kind == "quotation"

    def test_bad_wording_is_refused_and_the_claim_stays(self, scene: Scene) -> None:
        claim = scene.claim(scene.cast.ann)
        with pytest.raises(ValidationError):
            services.edit_claim(claim, statement=" ", by=scene.cast.ann)
        claim.refresh_from_db()
        assert claim.statement == "The pier closed on 3 May."


class TestDeleting:
    def test_a_deleted_claim_is_out_of_sight_and_comes_back_whole(self, scene: Scene) -> None:
        claim = scene.claim(scene.cast.ann)
        services.delete_claim(claim, by=scene.cast.bea)
        assert not Claim.objects.visible_to(scene.cast.ann).exists()
        assert not Appearance.objects.visible_to(scene.cast.ann).exists()
        services.restore_claim(claim, by=scene.cast.ann)
        assert Appearance.objects.visible_to(scene.cast.ann).get().claim == claim
        assert actions(scene)[-2:] == ["claim.deleted", "claim.restored"]

    def test_a_published_claim_stays(self, scene: Scene) -> None:
        claim = published(scene.claim(scene.cast.ann), scene)
        with pytest.raises(NotNow):
            services.delete_claim(claim, by=scene.cast.eve)

    def test_who_may_restore_is_who_finds_it_to_restore(self, scene: Scene) -> None:
        own = services.delete_claim(scene.claim(scene.cast.sam), by=scene.cast.sam)
        shared = services.delete_claim(scene.claim(scene.cast.ann), by=scene.cast.ann)
        for name, user in scene.cast.everyone().items():
            found = set(Claim.objects.restorable_by(user))
            allowed = {claim for claim in (own, shared) if rules.may_restore(user, claim)}
            assert found == allowed, name


class TestShowing:
    def test_a_student_shares_what_they_recorded(self, scene: Scene) -> None:
        claim = scene.claim(scene.cast.sam)
        assert not Claim.objects.visible_to(scene.cast.tom).exists()
        services.set_visibility(claim, "workspace", by=scene.cast.sam)
        assert Claim.objects.visible_to(scene.cast.tom).get() == claim
        assert actions(scene)[-1] == "claim.shown"

    def test_nobody_makes_a_claim_public_by_hand(self, scene: Scene) -> None:
        with pytest.raises(NotNow):
            services.set_visibility(scene.claim(scene.cast.ann), "public", by=scene.cast.eve)

    def test_a_published_claim_cannot_be_hidden(self, scene: Scene) -> None:
        claim = published(scene.claim(scene.cast.ann), scene)
        with pytest.raises(NotNow):
            services.set_visibility(claim, "workspace", by=scene.cast.eve)

    def test_only_its_author_takes_a_claim_back(self, scene: Scene) -> None:
        claim = scene.claim(scene.cast.ann)
        with pytest.raises(PermissionDenied):
            services.set_visibility(claim, "me", by=scene.cast.eve)
        assert services.set_visibility(claim, "me", by=scene.cast.ann).visibility == "me"

    def test_and_not_once_others_have_worked_on_it(self, scene: Scene) -> None:
        claim = scene.claim(scene.cast.ann)
        write_note("Is this so?", claim=claim, by=scene.cast.bea)
        with pytest.raises(NotNow):
            services.set_visibility(claim, "me", by=scene.cast.ann)

    def test_an_unknown_level_is_refused(self, scene: Scene) -> None:
        with pytest.raises(ValidationError):
            services.set_visibility(scene.claim(scene.cast.ann), "friends", by=scene.cast.ann)


MAY_EDIT = {
    # whose claim, shown to whom -> who may change it
    ("ann", "workspace"): {"ann", "bea", "eve", "tom", "max"},
    ("ann", "me"): {"ann"},
    ("sam", "workspace"): {"ann", "bea", "eve", "tom", "max", "sam"},
    ("sam", "me"): {"sam"},
    ("sam", "public"): {"ann", "bea", "eve", "tom", "max"},
}


@pytest.mark.parametrize(("whose", "level"), MAY_EDIT)
def test_who_may_change_a_claim(scene: Scene, whose: str, level: str) -> None:
    claim = scene.claim(scene.cast.everyone()[whose])
    Claim.objects.filter(pk=claim.pk).update(visibility=level)
    claim.refresh_from_db()
    for name, user in scene.cast.everyone().items():
        expected = name in MAY_EDIT[whose, level]
        assert rules.may_edit(user, claim) == expected, name
        if not expected:
            with pytest.raises(PermissionDenied):
                services.edit_claim(claim, kind="opinion", by=user)


@pytest.mark.parametrize("level", ["me", "workspace", "public"])
def test_the_list_and_the_rule_agree_on_who_sees_what(scene: Scene, level: str) -> None:
    claim = scene.claim(scene.cast.sam)
    for deleted_at in (None, "2024-05-04T00:00Z"):
        Claim.objects.filter(pk=claim.pk).update(visibility=level, deleted_at=deleted_at)
        claim.refresh_from_db()
        for name, user in scene.cast.everyone().items():
            seen = Claim.objects.visible_to(user).filter(pk=claim.pk).exists()
            assert seen == rules.may_see(user, claim), (name, level)
            places = Appearance.objects.visible_to(user).filter(claim=claim).exists()
            assert places == seen, (name, level)
