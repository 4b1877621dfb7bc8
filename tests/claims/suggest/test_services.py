"""Comparing claims: what is proposed to whom, once, and not again."""

import pytest

from claims.records import services as records
from claims.records.models import Claim, Relation
from claims.suggest.models import Compared
from claims.suggest.services import compare_claims
from provenance.audit.models import AuditEvent
from tests.claims.scene import Scene

pytestmark = pytest.mark.django_db
SAYS = "The eastern pier closed on 3 May 2024 for repairs"
DENIES = "The eastern pier was never closed on 3 May 2024 for repairs"


def proposed() -> list[tuple[int, int, str]]:
    return list(Relation.objects.filter(state="proposed").values_list("source", "target", "kind"))


@pytest.fixture
def pair(scene: Scene) -> tuple[Claim, Claim]:
    for words in ["Forty boats left the bay.", "The mayor opened a school.", "Bread is dear."]:
        scene.claim(scene.cast.ann, words)
    return scene.claim(scene.cast.ann, SAYS), scene.claim(scene.cast.bea, DENIES)


def test_claims_are_compared_once_for_each_wording(scene: Scene, pair: tuple[Claim, Claim]) -> None:
    assert compare_claims() == 5
    assert proposed() == [(pair[1].pk, pair[0].pk, "contradicts")]
    assert compare_claims() == 0
    records.edit_claim(
        Claim.objects.get(pk=pair[0].pk), statement=f"{SAYS}, it says", by=scene.cast.ann
    )
    assert compare_claims() == 1
    assert len(proposed()) == 1, "a pair is proposed once"


def test_the_program_says_why_and_in_its_own_name(scene: Scene, pair: tuple[Claim, Claim]) -> None:
    compare_claims()
    row = Relation.objects.get()
    assert (row.known, row.created_by) == ("inferred", None)
    assert row.signs[0]["sign"] == "negation"
    event = AuditEvent.objects.get(action="relation.proposed")
    assert event.actor is None
    assert event.detail == {"source": pair[1].pk, "to": pair[0].pk, "kind": "contradicts"}


def test_a_refused_pair_is_not_proposed_again(scene: Scene, pair: tuple[Claim, Claim]) -> None:
    compare_claims()
    records.refuse_relation(Relation.objects.get(), reason="Two piers.", by=scene.cast.ann)
    Compared.objects.all().delete()
    compare_claims()
    assert Relation.objects.get().state == "refused"


def test_what_a_person_related_is_not_proposed(scene: Scene, pair: tuple[Claim, Claim]) -> None:
    records.relate(*pair, "context", "The same day.", by=scene.cast.ann)
    compare_claims()
    assert proposed() == []


def test_a_claim_kept_to_oneself_is_compared_with_ones_own_alone(scene: Scene) -> None:
    scene.claim(scene.cast.ann, SAYS)
    scene.claim(scene.cast.sam, DENIES)
    compare_claims()
    assert proposed() == []
    own = scene.claim(scene.cast.sam, SAYS)
    assert own.visibility == "me"
    compare_claims()
    rows = Relation.objects.all()
    seen = {n for n, u in scene.cast.everyone().items() if rows.proposed_to(u).exists()}
    assert seen == {"sam"}


def test_the_whole_and_its_parts_are_not_proposed(scene: Scene) -> None:
    whole = scene.claim(scene.cast.ann, f"{SAYS}, and forty boats left")
    records.split_claim(
        whole,
        [records.Part(SAYS), records.Part("Forty boats left the eastern pier")],
        by=scene.cast.ann,
    )
    compare_claims()
    assert not [one for one in proposed() if whole.pk in one[:2]]


def test_claims_of_another_workspace_are_never_compared(scene: Scene) -> None:
    scene.claim(scene.cast.ann, SAYS)
    records.record_claim(
        scene.cast.elsewhere, DENIES, appearance=(scene.foreign, 0, 6), by=scene.cast.olga
    )
    compare_claims()
    assert proposed() == []


def test_a_run_ends_when_its_time_is_over(scene: Scene, pair: tuple[Claim, Claim]) -> None:
    assert compare_claims(seconds=0) == 0
    assert Compared.objects.count() == 0
