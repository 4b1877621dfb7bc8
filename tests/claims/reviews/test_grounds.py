"""What goes out is what the editor saw: whatever else changed stops the publishing and is named."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from claims.evidence.models import Evidence
from claims.evidence.services import add_evidence, edit_evidence, withdraw_evidence
from claims.groundwork.services import declare_gap
from claims.records.models import Claim
from claims.records.services import add_appearance, merge_claims
from claims.reviews import services
from claims.reviews.grounds import GroundsChanged, changes, grounds_of
from claims.reviews.models import Rating, Review, Verdict
from tests.claims.changing import GONE, changed
from tests.claims.scene import Scene

pytestmark = pytest.mark.django_db
WORDS = "Nobody was hurt"


@pytest.fixture
def claim(scene: Scene) -> Claim:
    return scene.claim(scene.cast.ann)


@pytest.fixture
def evidence(scene: Scene, claim: Claim) -> Evidence:
    return supports(scene, claim, "Forty boats had to leave")


@pytest.fixture
def review(scene: Scene, claim: Claim, evidence: Evidence) -> Review:
    rating = Rating.objects.get(scale__workspace=None, scale__slug="truth", slug="true")
    row = services.open_review(claim, by=scene.cast.ann)
    row = services.submit(row, rating=rating, summary="So it is.", by=scene.cast.ann)
    return services.second(row, agree=True, by=scene.cast.bea)


def supports(scene: Scene, claim: Claim, words: str) -> Evidence:
    return add_evidence(
        claim, place=scene.at(words), stance="supports", warrant="It says so.", by=scene.cast.ann
    )


def merge(scene: Scene, claim: Claim) -> None:
    other = scene.claim(scene.cast.ann, "The pier was shut.", appearance=scene.at(WORDS))
    supports(scene, other, "according to the port")
    merge_claims(claim, other, "The same.", by=scene.cast.ann)


# What somebody does meanwhile, and what the editor is told.
MEANWHILE: dict[str, tuple[Callable[[Scene, Claim, Evidence], Any], str]] = {
    "adds evidence": (lambda s, c, e: supports(s, c, WORDS), "evidence was added"),
    "changes evidence": (
        lambda s, c, e: edit_evidence(e, warrant="More.", by=s.cast.bea),
        "evidence was changed",
    ),
    "takes evidence back": (
        lambda s, c, e: withdraw_evidence(e, by=s.cast.ann),
        "evidence was taken back",
    ),
    "declares a gap": (
        lambda s, c, e: declare_gap(c, sought="The log of May", by=s.cast.ann),
        "a declared gap was added",
    ),
    "finds it elsewhere": (
        lambda s, c, e: add_appearance(c, s.at(WORDS), by=s.cast.ann),
        "where it stands and who had it from whom was added",
    ),
    "sees a source change": (
        lambda s, c, e: changed(s.snapshot, GONE),
        "a question about a source that changed was added",
    ),
    "merges another claim into it": (lambda s, c, e: merge(s, c), "evidence was added"),
}


@pytest.mark.parametrize("what", MEANWHILE)
def test_publishing_stops_where_anything_changed_meanwhile(
    scene: Scene, claim: Claim, evidence: Evidence, review: Review, what: str
) -> None:
    seen = grounds_of(claim.pk)
    do, told = MEANWHILE[what]
    do(scene, claim, evidence)
    with pytest.raises(GroundsChanged) as refused:
        services.publish(review, seen=seen, by=scene.cast.eve)
    assert told in str(refused.value)
    assert not Verdict.objects.exists()


def test_publishing_goes_on_where_all_is_as_it_was_seen(
    scene: Scene, claim: Claim, review: Review
) -> None:
    assert services.publish(review, seen=grounds_of(claim.pk), by=scene.cast.eve).number == 1


def test_what_is_no_summary_of_grounds_is_refused(scene: Scene, review: Review) -> None:
    for nonsense in ("x", "e1", "e1.1 <b>", "z1.1", "e" + "9" * 40 + ".1"):
        with pytest.raises(ValidationError) as refused:
            services.publish(review, seen=nonsense, by=scene.cast.eve)
        assert set(refused.value.message_dict) == {"seen"}


def test_changes_are_counted() -> None:
    assert changes("c1.1 e1.1", "c1.1 e1.1") == []
    assert changes("e1.1", "e1.1 e2.1 e3.1") == ["evidence was added (2)"]
    assert changes("c1.1 q4.1", "c1.2") == [
        "the wording of the claim was changed",
        "a question about a source that changed was answered",
    ]


def test_grounds_are_read_at_once(
    scene: Scene, claim: Claim, evidence: Evidence, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        grounds = grounds_of(claim.pk)
    assert f"e{evidence.pk}.1" in grounds.split()
