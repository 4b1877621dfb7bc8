"""What rests on words that changed is asked about once, and not again."""

import threading
from typing import Any

import pytest
from django.db import connection

from claims.evidence.services import add_evidence, withdraw_evidence
from claims.records.models import Claim
from claims.records.services import (
    Hop,
    add_appearance,
    delete_claim,
    merge_claims,
    withdraw_appearance,
)
from claims.reviews import services
from claims.reviews.models import Recheck, Verdict
from provenance.sources.models import Following
from provenance.sources.services.followings import follow_passages
from tests.claims.changing import QUOTE, REWORDED, changed, doubt, events, newer, waiting
from tests.claims.scene import Scene, decide, decide_again, span

pytestmark = pytest.mark.django_db


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


LEFT = "Forty boats had to leave"
TWICE = "“{0}.”\n\n{1}.\n\n“{0}.”"


@pytest.mark.parametrize(
    ("first", "then", "status"),
    [
        (f"{LEFT}.", "Nothing of it is left.", "gone"),
        (TWICE.format(QUOTE, LEFT), TWICE.format(LEFT, "Rain"), "ambiguous"),
    ],
)
def test_words_chosen_by_hand_are_asked_about_when_they_are_lost_too(
    scene: Scene, claim: Claim, first: str, then: str, status: str
) -> None:
    now = changed(scene.snapshot, text=first)
    row = Recheck.objects.get()
    services.move(row, place=span(LEFT, now.text), reason="Here.", by=scene.cast.ann)
    changed(now, text=then)
    again = Recheck.objects.waiting().get()
    assert row.following.status == again.following.status == status
    assert again.following.passage.quote == LEFT


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


def test_a_wall_instead_of_the_article_raises_nothing(scene: Scene, claim: Claim) -> None:
    doubt(newer(scene.snapshot, text="Please accept our cookies."), "cookie_wall")
    follow_passages([scene.snapshot.article_id], by=None)
    assert not Recheck.objects.exists()


def test_before_a_wall_the_last_good_version_counts(scene: Scene, claim: Claim) -> None:
    reworded = newer(scene.snapshot, REWORDED)
    doubt(newer(scene.snapshot, text="Please accept our cookies."), "cookie_wall")
    follow_passages([scene.snapshot.article_id], by=None)
    assert [row.following.snapshot for row in waiting()] == [reworded]


def test_a_capture_found_to_be_a_wall_later_waits_for_nobody(scene: Scene, claim: Claim) -> None:
    doubt(changed(scene.snapshot, text="Please accept our cookies."), "cookie_wall")
    assert Recheck.objects.get().state == "open"
    assert waiting() == []
    changed(scene.snapshot)
    assert Recheck.objects.get().state == "settled"


def test_a_short_notice_instead_of_the_article_is_asked_about(scene: Scene, claim: Claim) -> None:
    doubt(newer(scene.snapshot, text="This article was taken back."), "few_words")
    follow_passages([scene.snapshot.article_id], by=None)
    assert [row.following.status for row in waiting()] == ["gone"]


def test_a_verdict_that_is_out_raises_the_alarm(scene: Scene, claim: Claim) -> None:
    decide(claim, scene)
    changed(scene.snapshot, REWORDED)
    row = Recheck.objects.alarming().get()
    assert row.verdict == claim.verdicts.get()


def test_the_alarm_goes_out_under_any_verdict_that_is_out(scene: Scene, recheck: Recheck) -> None:
    assert not Recheck.objects.alarming().exists()
    decide(recheck.claim, scene)
    for label in ("False", "True"):
        row = Recheck.objects.with_words().alarming().get()
        assert (row.verdict, row.out_label) == (None, label)
        assert row.out == Verdict.objects.current().get().pk
        if label == "False":
            decide_again(recheck.claim, scene)


def test_the_alarm_goes_out_under_a_verdict_on_the_kept_claim(
    scene: Scene, recheck: Recheck
) -> None:
    kept = scene.claim(scene.cast.ann, "Kept.", appearance=scene.at("A port official"))
    decide(kept, scene)
    assert not Recheck.objects.alarming().exists()
    merge_claims(kept, recheck.claim, "They say the same.", by=scene.cast.eve)
    row = Recheck.objects.with_words().alarming().get()
    assert row.out == kept.verdicts.get().pk


def test_raising_takes_as_many_queries_for_many(
    scene: Scene, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        scene.claim(scene.cast.ann, f"Claim {number}.")
    changed(scene.snapshot, REWORDED)
    Recheck.objects.all().delete()
    with django_assert_max_num_queries(16):
        assert len(services.raise_rechecks([scene.snapshot.article_id], by=None)) == 12


def test_following_rows_are_those_of_the_newest_version(scene: Scene, recheck: Recheck) -> None:
    assert Following.objects.newest().lost().get() == recheck.following


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_ask_once(scene: Scene) -> None:
    scene.claim(scene.cast.ann)
    article = changed(scene.snapshot, REWORDED).article_id
    Recheck.objects.all().delete()
    ready = threading.Barrier(2)
    failed: list[Exception] = []

    def work() -> None:
        ready.wait()
        try:
            follow_passages([article], by=None)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert Recheck.objects.count() == 1
