"""A question about changed words is answered once, by those who may, and remembered."""

import threading
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from claims.evidence.services import add_evidence
from claims.records.models import Claim
from claims.records.services import (
    Hop,
    add_appearance,
    merge_claims,
    replace_chain,
)
from claims.reviews import rules, services
from claims.reviews.models import Check, Recheck, Review
from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.services import verify
from provenance.sources.models import Passage
from tests.claims.changing import GONE, QUOTE, REWORDED, changed, events, waiting
from tests.claims.scene import Scene, decide, span

pytestmark = pytest.mark.django_db

REASON = {"reason": "It holds."}


def test_it_still_holds(scene: Scene, recheck: Recheck) -> None:
    row = services.hold(recheck, reason=" A slip of the pen. ", by=scene.cast.bea)
    assert (row.state, row.reason, row.answered_by) == (
        "holds",
        "A slip of the pen.",
        scene.cast.bea,
    )
    assert events()[-1] == "recheck.holds"
    assert verify(scene.cast.desk.pk).ok


@pytest.mark.parametrize("service", [services.hold, services.look_again])
def test_an_answer_says_why(scene: Scene, recheck: Recheck, service: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        service(recheck, reason=" ", by=scene.cast.eve)
    assert "reason" in refused.value.message_dict
    assert waiting() == [recheck]


def test_an_appearance_moves_to_the_new_words_with_its_cues(scene: Scene, claim: Claim) -> None:
    appearance = claim.appearances.get()
    replace_chain(
        appearance,
        [Hop(speaker="Mira Tal", cue=span("Mira Tal told the Harbour Post"))],
        by=scene.cast.ann,
    )
    now = changed(scene.snapshot, REWORDED, ("A port official", "Officials"))
    services.move(Recheck.objects.get(), by=scene.cast.ann)
    appearance.refresh_from_db()
    assert (appearance.passage.snapshot, appearance.passage.quote) == (now, REWORDED[1])
    cue = Passage.objects.get(cues__appearance=appearance, cues__deleted_at=None)
    assert (cue.snapshot, cue.quote) == (now, "Mira Tal told the Harbour Post")
    assert waiting() == []
    assert Recheck.objects.get().state == "moved"


def test_lost_words_move_where_a_person_says(scene: Scene, claim: Claim) -> None:
    now = changed(scene.snapshot, GONE)
    row = Recheck.objects.get()
    assert row.following.status == "gone"
    with pytest.raises(ValidationError) as refused:
        services.move(row, by=scene.cast.ann)
    assert "place" in refused.value.message_dict
    services.move(row, place=span("the eastern pier was closed", now.text), by=scene.cast.ann)
    assert claim.appearances.get().passage.quote == "the eastern pier was closed"


def test_a_place_outside_the_text_is_refused(scene: Scene, recheck: Recheck) -> None:
    with pytest.raises(ValidationError):
        services.move(recheck, place=(5, 10_000), by=scene.cast.ann)
    assert waiting() == [recheck]


def test_a_place_that_is_taken_is_refused(scene: Scene, recheck: Recheck) -> None:
    there = recheck.following
    assert there.span
    add_appearance(recheck.claim, (there.snapshot, *there.span), by=scene.cast.ann)
    with pytest.raises(NotNow):
        services.move(recheck, by=scene.cast.ann)


def test_evidence_moves_while_no_verdict_is_out(scene: Scene, claim: Claim) -> None:
    evidence = add_evidence(
        claim, stance="supports", warrant="So.", place=scene.at("Nobody was hurt"),
        by=scene.cast.bea,
    )  # fmt: skip
    changed(scene.snapshot, ("Nobody was hurt", "Nobody at all was hurt"))
    services.move(Recheck.objects.get(), by=scene.cast.ann)
    evidence.refresh_from_db()
    assert evidence.passage is not None
    assert evidence.passage.quote == "Nobody at all was hurt"


def test_evidence_of_a_verdict_that_is_out_stays(scene: Scene, claim: Claim) -> None:
    add_evidence(
        claim, stance="supports", warrant="So.", place=scene.at("Nobody was hurt"),
        by=scene.cast.bea,
    )  # fmt: skip
    decide(claim, scene)
    changed(scene.snapshot, ("Nobody was hurt", "Nobody at all was hurt"))
    row = Recheck.objects.get()
    with pytest.raises(NotNow):
        services.move(row, by=scene.cast.ann)
    services.reopen(Review.objects.get(), reason="The source changed.", by=scene.cast.eve)
    assert services.move(row, by=scene.cast.ann).state == "moved"


@pytest.fixture
def merged(scene: Scene) -> Recheck:
    """A question about evidence on a claim that was merged, its draft review left behind."""
    kept = scene.claim(scene.cast.ann, "Kept.", appearance=scene.at("A port official"))
    claim = scene.claim(scene.cast.ann, "Merged.", appearance=scene.at("Nobody was hurt"))
    add_evidence(claim, stance="supports", warrant="So.", place=scene.at(QUOTE), by=scene.cast.bea)
    changed(scene.snapshot, REWORDED)
    services.open_review(claim, by=scene.cast.ann)
    merge_claims(kept, claim, "They say the same.", by=scene.cast.eve)
    decide(kept, scene)
    return Recheck.objects.get()


def test_evidence_of_a_merged_claim_stays_under_the_verdict_on_the_kept_one(
    scene: Scene, merged: Recheck
) -> None:
    with pytest.raises(NotNow):
        services.move(merged, by=scene.cast.ann)
    assert not Recheck.objects.with_words().get().is_reviewed
    review = Review.objects.get(verdicts__isnull=False)
    services.reopen(review, reason="The source changed.", by=scene.cast.eve)
    assert Recheck.objects.with_words().get().is_reviewed
    assert services.move(merged, by=scene.cast.ann).state == "moved"


def test_looking_again_reopens_the_review_of_the_kept_claim(scene: Scene, merged: Recheck) -> None:
    services.look_again(merged, reason="Another day now.", by=scene.cast.eve)
    assert Check.objects.open().get(claim=merged.claim.merged_into_id).state == "re_review"


def test_a_cue_takes_its_appearance_along(scene: Scene) -> None:
    claim = scene.claim(
        scene.cast.ann,
        attributions=[Hop(speaker="Mira Tal", cue=span("Mira Tal told the Harbour Post"))],
    )
    now = changed(scene.snapshot, ("Mira Tal told", "Mira Tal, the harbour master, told"))
    row = Recheck.objects.get()
    assert row.rests == "cue"
    services.move(row, by=scene.cast.ann)
    appearance = claim.appearances.get()
    assert appearance.passage.snapshot == now
    cue = Passage.objects.get(cues__appearance=appearance, cues__deleted_at=None)
    assert "harbour master" in cue.quote


def test_a_cue_waits_for_the_answer_about_its_claim(scene: Scene) -> None:
    scene.claim(
        scene.cast.ann,
        attributions=[Hop(speaker="Mira Tal", cue=span("Mira Tal told the Harbour Post"))],
    )
    changed(scene.snapshot, ("Mira Tal told", "Mira Tal, the harbour master, told"), REWORDED)
    cue = next(row for row in waiting() if row.rests == "cue")
    with pytest.raises(NotNow):
        services.move(cue, by=scene.cast.ann)


def test_the_review_is_reopened(scene: Scene, claim: Claim) -> None:
    decide(claim, scene)
    changed(scene.snapshot, REWORDED)
    services.look_again(Recheck.objects.get(), reason="Another day now.", by=scene.cast.eve)
    assert Check.objects.open().get().state == "re_review"
    assert Recheck.objects.get().state == "reopened"


def test_without_a_verdict_there_is_nothing_to_reopen(scene: Scene, recheck: Recheck) -> None:
    with pytest.raises(NotNow):
        services.look_again(recheck, reason="Another day.", by=scene.cast.eve)


def test_whoever_comes_second_is_told(scene: Scene, recheck: Recheck) -> None:
    services.hold(recheck, reason="It holds.", by=scene.cast.ann)
    with pytest.raises(NotNow, match="Ann"):
        services.move(recheck, version=1, by=scene.cast.bea)
    assert Recheck.objects.get().state == "holds"


def test_an_answer_about_older_words_is_stale(scene: Scene, recheck: Recheck) -> None:
    changed(scene.snapshot, (QUOTE, "We closed it on 9 May"))
    with pytest.raises(Stale):
        services.hold(recheck, reason="It holds.", version=1, by=scene.cast.ann)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_wins(scene: Scene) -> None:
    scene.claim(scene.cast.ann)
    changed(scene.snapshot, REWORDED)
    row = Recheck.objects.get()
    outcomes: list[str] = []
    ready = threading.Barrier(2)

    def answer(service: Any, by: User, **given: Any) -> None:
        ready.wait()
        try:
            outcomes.append(service(row, version=1, by=by, **given).state)
        except NotNow:
            outcomes.append("too late")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=answer, args=(services.hold, scene.cast.bea), kwargs=REASON),
        threading.Thread(target=answer, args=(services.move, scene.cast.ann)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) in (["holds", "too late"], ["moved", "too late"])
    assert Recheck.objects.get().state in outcomes
    assert events() == ["recheck.raised", f"recheck.{Recheck.objects.get().state}"]


# --- who may --------------------------------------------------------------------------------

ANSWERS = {"ann", "bea", "eve", "tom", "max"}


def test_who_may_answer(scene: Scene, recheck: Recheck) -> None:
    may = {name for name, user in scene.cast.everyone().items() if rules.may_answer(user, recheck)}
    assert may == ANSWERS
    for name in ("sam", "ron", "olga"):
        with pytest.raises(PermissionDenied):
            services.hold(recheck, reason="It holds.", by=getattr(scene.cast, name))


def test_a_student_answers_for_their_own_claim(scene: Scene) -> None:
    scene.claim(scene.cast.sam)
    changed(scene.snapshot, REWORDED)
    row = Recheck.objects.get()
    may = {name for name, user in scene.cast.everyone().items() if rules.may_answer(user, row)}
    assert may == {"sam"}


def test_only_editors_reopen(scene: Scene, claim: Claim) -> None:
    decide(claim, scene)
    changed(scene.snapshot, REWORDED)
    with pytest.raises(PermissionDenied):
        services.look_again(Recheck.objects.get(), reason="Look.", by=scene.cast.ann)
    assert len(waiting()) == 1


@pytest.mark.parametrize("claimed", ["me", "workspace", "public"])
@pytest.mark.parametrize("kept", ["me", "workspace", "public"])
def test_the_list_agrees_with_the_rule(
    scene: Scene, recheck: Recheck, claimed: str, kept: str
) -> None:
    Claim.objects.update(visibility=claimed)
    article = scene.snapshot.article
    article.visibility, article.created_by = kept, scene.cast.bea
    article.save()
    row = Recheck.objects.with_words().get()
    for user in scene.cast.everyone().values():
        listed = Recheck.objects.visible_to(user).exists()
        assert listed == rules.may_see_recheck(user, row)
    assert not Recheck.objects.visible_to(scene.cast.olga).exists()
