"""What rests on words that changed is asked about once, answered once, and remembered."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.evidence.services import add_evidence, withdraw_evidence
from claims.records.models import Claim
from claims.records.services import (
    Hop,
    add_appearance,
    delete_claim,
    replace_chain,
    withdraw_appearance,
)
from claims.reviews import rules, services
from claims.reviews.models import Recheck, Review
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from provenance.audit.services import verify
from provenance.sources.models import Following
from provenance.sources.services.followings import follow_passages
from tests.claims.changing import changed, waiting
from tests.claims.scene import Scene, decide, span

pytestmark = pytest.mark.django_db

QUOTE = "We closed it on 3 May"
REWORDED = (QUOTE, "We closed it on 4 May")
GONE = (f"“{QUOTE},” Mira Tal told the Harbour Post. ", "")


@pytest.fixture
def claim(scene: Scene) -> Claim:
    return scene.claim(scene.cast.ann)


@pytest.fixture
def recheck(scene: Scene, claim: Claim) -> Recheck:
    """Ann's claim, of which the words were changed."""
    changed(scene.snapshot, REWORDED)
    return Recheck.objects.get()


def events() -> list[str]:
    rows = AuditEvent.objects.filter(action__startswith="recheck.").order_by("number")
    return list(rows.values_list("action", flat=True))


# --- raising --------------------------------------------------------------------------------


def test_reworded_words_raise_the_question_with_the_difference(recheck: Recheck) -> None:
    assert (recheck.state, recheck.rests, recheck.verdict) == ("open", "appearance", None)
    assert recheck.following.status == "changed"
    assert {"op": "replace", "old": "3 ", "new": "4 "} in recheck.following.diff
    assert events() == ["recheck.raised"]


def test_words_that_stand_raise_nothing(scene: Scene, claim: Claim) -> None:
    changed(scene.snapshot, ("Nobody was hurt.", "Two were hurt."))
    assert not Recheck.objects.exists()


def test_words_that_only_moved_raise_nothing(scene: Scene, claim: Claim) -> None:
    changed(scene.snapshot, ("A port official", "It is raining. A port official"))
    assert not Recheck.objects.exists()


def test_evidence_and_cues_are_asked_about_too(scene: Scene, claim: Claim) -> None:
    add_evidence(
        claim, stance="supports", warrant="Said so.", place=scene.at("Nobody was hurt"),
        by=scene.cast.bea,
    )  # fmt: skip
    cue = span("Mira Tal told the Harbour Post")
    add_appearance(
        claim,
        scene.at("Forty boats had to leave"),
        attributions=[Hop(speaker="Mira Tal", cue=cue)],
        by=scene.cast.ann,
    )
    changed(scene.snapshot, ("Nobody was hurt", "One man was hurt"), ("Mira Tal", "A spokesman"))
    assert sorted(row.rests for row in waiting()) == ["cue", "evidence"]


def test_asking_again_changes_nothing(scene: Scene, recheck: Recheck) -> None:
    assert services.raise_rechecks([scene.snapshot.article_id], by=None) == []
    follow_passages([scene.snapshot.article_id], by=None)
    assert Recheck.objects.count() == 1
    assert events() == ["recheck.raised"]


def test_what_is_added_later_on_old_words_is_asked_about(scene: Scene, recheck: Recheck) -> None:
    claim = scene.claim(scene.cast.bea, "Another reading of the same words.")
    follow_passages([scene.snapshot.article_id], by=None)
    assert [row.claim for row in waiting()] == [recheck.claim, claim]


def test_the_question_follows_the_words_into_a_still_newer_version(
    scene: Scene, recheck: Recheck
) -> None:
    newest = changed(scene.snapshot, REWORDED, ("4 May", "5 May"))
    row = Recheck.objects.get()
    assert (row.following.snapshot, row.version) == (newest, 2)
    assert events() == ["recheck.raised", "recheck.followed"]


def test_words_that_are_back_settle_the_question(scene: Scene, recheck: Recheck) -> None:
    changed(scene.snapshot)
    row = Recheck.objects.get()
    assert (row.state, row.answered_by) == ("settled", None)
    assert waiting() == []
    assert events() == ["recheck.raised", "recheck.settled"]


def test_nobody_is_asked_twice_about_the_same_words(scene: Scene, recheck: Recheck) -> None:
    services.hold(recheck, reason="It was the 3rd, says the log.", by=scene.cast.ann)
    changed(scene.snapshot, REWORDED, ("Nobody was hurt.", "Nobody was wounded."))
    assert waiting() == []
    changed(scene.snapshot, (QUOTE, "We closed it on 9 May"))
    assert [row.following.words for row in waiting()] == ["We closed it on 9 May"]


def test_what_was_withdrawn_waits_for_nobody(scene: Scene, claim: Claim) -> None:
    evidence = add_evidence(
        claim, stance="supports", warrant="So.", place=scene.at("Nobody was hurt"),
        by=scene.cast.bea,
    )  # fmt: skip
    changed(scene.snapshot, ("Nobody was hurt", "One was hurt"), REWORDED)
    assert len(waiting()) == 2
    withdraw_evidence(evidence, by=scene.cast.bea)
    assert [row.rests for row in waiting()] == ["appearance"]
    withdraw_appearance(claim.appearances.get(), by=scene.cast.ann)
    assert waiting() == []


def test_a_deleted_claim_waits_for_nobody(scene: Scene, recheck: Recheck) -> None:
    delete_claim(recheck.claim, by=scene.cast.ann)
    assert waiting() == []


def test_a_verdict_that_is_out_raises_the_alarm(scene: Scene, claim: Claim) -> None:
    decide(claim, scene)
    changed(scene.snapshot, REWORDED)
    row = Recheck.objects.alarming().get()
    assert row.verdict == claim.verdicts.get()


def test_raising_takes_as_many_queries_for_many(
    scene: Scene, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        scene.claim(scene.cast.ann, f"Claim {number}.")
    changed(scene.snapshot, REWORDED)
    Recheck.objects.all().delete()
    with django_assert_max_num_queries(16):
        assert len(services.raise_rechecks([scene.snapshot.article_id], by=None)) == 12


# --- answering ------------------------------------------------------------------------------


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
    hop = appearance.attributions.get()
    assert (hop.cue.snapshot, hop.cue.quote) == (now, "Mira Tal told the Harbour Post")
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
    assert "harbour master" in appearance.attributions.get().cue.quote


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
    assert Review.objects.get().state == "reopened"
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


def test_following_rows_are_those_of_the_newest_version(scene: Scene, recheck: Recheck) -> None:
    assert Following.objects.newest().lost().get() == recheck.following
