"""Parts of a claim, and how claims stand to each other."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from claims.records import services
from claims.records.models import Claim, Relation
from claims.records.services import Hop, Part, Proposed
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from tests.claims.scene import Scene

pytestmark = pytest.mark.django_db


class TestSplitting:
    def test_parts_stand_where_the_whole_stands_and_share_its_chain(self, scene: Scene) -> None:
        whole = scene.claim(scene.cast.ann, language="de", attributions=[Hop("Mira Tal", "direct")])
        place = scene.at("closed it")
        parts = services.split_claim(
            whole, [Part("The pier closed."), Part("It was on 3 May.", place)], by=scene.cast.bea
        )
        quotes = [part.appearances.get().passage.quote for part in parts]
        assert quotes == ["We closed it on 3 May", "closed it"]
        for part in parts:
            assert (part.parent, part.language) == (whole, "de")
            assert str(part.appearances.get().attributions.get().speaker) == "Mira Tal"
        assert set(whole.parts.all()) == set(parts)
        event = AuditEvent.objects.get(action="claim.split")
        assert event.detail["parts"] == [part.pk for part in parts]

    def test_parts_of_a_published_claim_are_not_published(self, scene: Scene) -> None:
        whole = services.publish_claim(scene.claim(scene.cast.ann), by=scene.cast.eve)
        parts = services.split_claim(whole, [Part("One."), Part("Two.")], by=scene.cast.eve)
        assert {part.visibility for part in parts} == {"workspace"}

    def test_parts_of_a_private_claim_stay_private(self, scene: Scene) -> None:
        whole = scene.claim(scene.cast.sam)
        parts = services.split_claim(whole, [Part("One."), Part("Two.")], by=scene.cast.sam)
        assert {part.visibility for part in parts} == {"me"}

    def test_one_part_is_no_split(self, scene: Scene) -> None:
        with pytest.raises(ValidationError) as refused:
            services.split_claim(scene.claim(scene.cast.ann), [Part("All.")], by=scene.cast.ann)
        assert list(refused.value.message_dict) == ["parts"]

    def test_a_bad_part_is_named_and_none_is_recorded(self, scene: Scene) -> None:
        whole = scene.claim(scene.cast.ann)
        with pytest.raises(ValidationError) as refused:
            services.split_claim(whole, [Part("One."), Part(" ")], by=scene.cast.ann)
        assert list(refused.value.message_dict) == ["parts.1"]
        assert not whole.parts.exists()

    def test_a_claim_that_stands_nowhere_cannot_lend_its_place(self, scene: Scene) -> None:
        whole = scene.claim(scene.cast.ann)
        services.withdraw_appearance(whole.appearances.get(), by=scene.cast.ann)
        with pytest.raises(ValidationError):
            services.split_claim(whole, [Part("One."), Part("Two.")], by=scene.cast.ann)

    def test_a_student_splits_only_their_own(self, scene: Scene) -> None:
        with pytest.raises(PermissionDenied):
            services.split_claim(
                scene.claim(scene.cast.ann), [Part("One."), Part("Two.")], by=scene.cast.sam
            )


class TestRelating:
    @pytest.fixture
    def pair(self, scene: Scene) -> tuple[Claim, Claim]:
        return scene.claim(scene.cast.ann), scene.claim(scene.cast.ann, "It was open on 3 May.")

    def test_a_relation_has_a_reason_and_can_be_taken_back_and_restored(
        self, scene: Scene, pair: tuple[Claim, Claim]
    ) -> None:
        relation = services.relate(*pair, "contradicts", " Not both. ", by=scene.cast.bea)
        assert relation.reason == "Not both."
        services.unrelate(relation, by=scene.cast.ann)
        assert not Relation.objects.visible_to(scene.cast.ann).exists()
        services.restore_relation(relation, by=scene.cast.ann)
        assert Relation.objects.visible_to(scene.cast.ann).get() == relation
        done = AuditEvent.objects.filter(action__startswith="relation.").order_by("number")
        assert list(done.values_list("action", flat=True)) == [
            "relation.added",
            "relation.withdrawn",
            "relation.restored",
        ]

    @pytest.mark.parametrize("kind", ["same", "contradicts", "both_true"])
    def test_a_mutual_relation_is_entered_once_from_either_end(
        self, scene: Scene, pair: tuple[Claim, Claim], kind: str
    ) -> None:
        services.relate(*pair, kind, "So it is.", by=scene.cast.ann)
        with pytest.raises(ValidationError):
            services.relate(pair[1], pair[0], kind, "So it is.", by=scene.cast.ann)

    def test_a_one_way_relation_may_have_its_counterpart(
        self, scene: Scene, pair: tuple[Claim, Claim]
    ) -> None:
        services.relate(*pair, "supports", "So it is.", by=scene.cast.ann)
        services.relate(pair[1], pair[0], "supports", "So it is.", by=scene.cast.ann)
        assert Relation.objects.count() == 2

    @pytest.mark.parametrize(("kind", "reason"), [("supports", " "), ("likes", "So.")])
    def test_kind_and_reason_are_needed(
        self, scene: Scene, pair: tuple[Claim, Claim], kind: str, reason: str
    ) -> None:
        with pytest.raises(ValidationError):
            services.relate(*pair, kind, reason, by=scene.cast.ann)

    def test_a_claim_is_not_related_to_itself_nor_to_another_desk(
        self, scene: Scene, pair: tuple[Claim, Claim]
    ) -> None:
        with pytest.raises(ValidationError):
            services.relate(pair[0], pair[0], "supports", "So.", by=scene.cast.ann)
        theirs = services.record_claim(
            scene.cast.elsewhere, "It rained.", appearance=(scene.foreign, 0, 6), by=scene.cast.olga
        )
        with pytest.raises(PermissionDenied):
            services.relate(pair[0], theirs, "supports", "So.", by=scene.cast.ann)
        services.publish_claim(theirs, by=scene.cast.olga)
        with pytest.raises(ValidationError):
            services.relate(pair[0], theirs, "supports", "So.", by=scene.cast.ann)

    def test_a_relation_made_anew_in_the_meantime_is_not_restored_twice(
        self, scene: Scene, pair: tuple[Claim, Claim]
    ) -> None:
        old = services.relate(*pair, "supports", "So.", by=scene.cast.ann)
        services.unrelate(old, by=scene.cast.ann)
        services.relate(*pair, "supports", "So.", by=scene.cast.ann)
        with pytest.raises(NotNow):
            services.restore_relation(old, by=scene.cast.ann)

    def test_it_is_seen_only_by_those_who_see_both_claims(self, scene: Scene) -> None:
        shared, own = scene.claim(scene.cast.ann), scene.claim(scene.cast.sam)
        services.relate(own, shared, "supports", "So.", by=scene.cast.sam)
        seen_by = {
            name
            for name, user in scene.cast.everyone().items()
            if Relation.objects.visible_to(user).exists()
        }
        assert seen_by == {"sam"}


class TestDeciding:
    @pytest.fixture
    def proposal(self, scene: Scene) -> Relation:
        one, other = scene.claim(scene.cast.ann), scene.claim(scene.cast.bea, "It was open.")
        given = Proposed(one.pk, other.pk, "contradicts", 0.7, (("negation", "One denies it."),))
        return services.propose_relations([given])[0]

    def test_a_proposal_counts_nowhere_until_it_is_confirmed(
        self, scene: Scene, proposal: Relation
    ) -> None:
        assert not Relation.objects.visible_to(scene.cast.ann).exists()
        services.confirm_relation(proposal, reason="Not both on one day.", by=scene.cast.bea)
        row = Relation.objects.visible_to(scene.cast.ann).get()
        assert (row.state, row.reason, row.known) == (
            "confirmed",
            "Not both on one day.",
            "inferred",
        )

    def test_it_is_confirmed_in_ones_own_terms(self, scene: Scene, proposal: Relation) -> None:
        ends = proposal.source_id, proposal.target_id
        row = services.confirm_relation(
            proposal,
            kind="narrower",
            turned=True,
            holds_from=date(2024, 5, 1),
            holds_from_precision="month",
            by=scene.cast.ann,
        )
        assert (row.target_id, row.source_id) == ends
        assert (row.kind, row.holds_from) == ("narrower", date(2024, 5, 1))
        assert row.reason == "One denies it."

    def test_a_decision_can_be_taken_back(self, scene: Scene, proposal: Relation) -> None:
        services.refuse_relation(proposal, reason="Two piers.", by=scene.cast.ann)
        assert not Relation.objects.proposed_to(scene.cast.ann).exists()
        row = services.reconsider_relation(proposal, by=scene.cast.bea)
        assert (row.state, row.decision) == ("proposed", "")
        services.confirm_relation(row, by=scene.cast.ann)
        services.reconsider_relation(row, by=scene.cast.ann)
        assert not Relation.objects.visible_to(scene.cast.ann).exists()

    def test_saying_it_oneself_confirms_what_was_refused(
        self, scene: Scene, proposal: Relation
    ) -> None:
        services.refuse_relation(proposal, reason="Two piers.", by=scene.cast.ann)
        row = services.relate(
            proposal.source,
            proposal.target,
            "contradicts",
            "One pier after all.",
            by=scene.cast.ann,
        )
        assert (row.pk, row.state, row.decision) == (proposal.pk, "confirmed", "")

    def test_it_is_decided_once(self, scene: Scene, proposal: Relation) -> None:
        services.confirm_relation(proposal, version=1, by=scene.cast.ann)
        with pytest.raises(NotNow):
            services.refuse_relation(proposal, reason="No.", by=scene.cast.bea)
        with pytest.raises(NotNow):
            services.confirm_relation(proposal, by=scene.cast.bea)
        with pytest.raises(Stale):
            services.reconsider_relation(proposal, version=1, by=scene.cast.bea)

    def test_a_refusal_says_why(self, scene: Scene, proposal: Relation) -> None:
        with pytest.raises(ValidationError):
            services.refuse_relation(proposal, reason=" ", by=scene.cast.ann)

    def test_what_a_person_entered_cannot_be_undecided(self, scene: Scene) -> None:
        one, other = scene.claim(scene.cast.ann), scene.claim(scene.cast.bea, "It was open.")
        row = services.relate(one, other, "context", "So.", by=scene.cast.ann)
        with pytest.raises(NotNow):
            services.reconsider_relation(row, by=scene.cast.ann)

    def test_it_ends_after_it_begins(self, scene: Scene, proposal: Relation) -> None:
        with pytest.raises(ValidationError) as refused:
            services.confirm_relation(
                proposal,
                holds_from=date(2024, 5, 2),
                holds_from_precision="day",
                holds_until=date(2024, 5, 1),
                holds_until_precision="day",
                by=scene.cast.ann,
            )
        assert list(refused.value.message_dict) == ["holds_until"]

    def test_who_decides(self, scene: Scene, proposal: Relation) -> None:
        may = set()
        for name, user in scene.cast.everyone().items():
            try:
                with transaction.atomic():
                    services.confirm_relation(proposal, by=user)
                    may.add(name)
                    transaction.set_rollback(True)
            except PermissionDenied:
                pass
        assert may == {"ann", "bea", "eve", "max", "tom"}

    def test_who_is_told_of_proposals(self, scene: Scene, proposal: Relation) -> None:
        for claim in (proposal.source, proposal.target):
            services.publish_claim(Claim.objects.get(pk=claim.pk), by=scene.cast.eve)
        everyone = scene.cast.everyone()
        told = {n for n, u in everyone.items() if Relation.objects.proposed_to(u).exists()}
        assert told == set(everyone) - {"olga", "nobody"}
        known = {n for n, u in everyone.items() if Relation.objects.known_to(u).exists()}
        assert known == told
        services.confirm_relation(proposal, by=scene.cast.ann)
        assert all(Relation.objects.known_to(user).exists() for user in everyone.values())

    def test_merged_claims_take_no_proposals_along(self, scene: Scene, proposal: Relation) -> None:
        kept = scene.claim(scene.cast.ann, "The pier shut.")
        services.merge_claims(kept, proposal.source, "The same.", by=scene.cast.eve)
        assert not Relation.objects.proposed_to(scene.cast.ann).exists()
        services.unmerge_claim(Claim.objects.get(pk=proposal.source_id), by=scene.cast.eve)
        assert Relation.objects.proposed_to(scene.cast.ann).exists()
