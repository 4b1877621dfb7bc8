"""Who is told of what: followers, those named and answered; and never what one may not see."""

from datetime import date
from typing import Any

import pytest

from claims.annotations import services as notes
from claims.attention import services
from claims.attention.models import Notification, Why
from claims.attention.rules import may_be_told
from claims.attention.services.notifying import AT_ONCE
from claims.attention.telling import told
from claims.evidence.services import add_evidence
from claims.records.services import (
    Hop,
    delete_claim,
    edit_claim,
    merge_claims,
    set_visibility,
    tag_claims,
    topic_named,
)
from claims.reviews import services as reviews
from claims.reviews.models import Rating
from provenance.accounts.models import Visibility
from provenance.audit.models import AuditEvent, Bookmark
from provenance.audit.services import record, verify
from tests.claims.changing import REWORDED, changed
from tests.claims.scene import Scene, decide

pytestmark = pytest.mark.django_db


def notify() -> int:
    return services.notify(by=None)


def lines(user: Any) -> list[tuple[str, str]]:
    """What someone is told, oldest first: why, and what was done."""
    rows = Notification.objects.visible_to(user).with_things().order_by("pk")
    return [(row.why, told(row, user).said) for row in rows]


# --- followers ------------------------------------------------------------------------------


def test_followers_are_told_what_others_do_and_not_what_they_did(scene: Scene) -> None:
    claim, cast = scene.claim(scene.cast.ann), scene.cast
    for user in (cast.ann, cast.bea):
        services.follow(claim, by=user)
    edit_claim(claim, statement="The pier shut on 3 May.", by=cast.ann)
    notify()
    assert lines(cast.bea) == [("followed", "Ann changed the claim")]
    assert lines(cast.ann) == lines(cast.eve) == []


def test_nothing_from_before_one_followed_is_told(scene: Scene) -> None:
    claim, cast = scene.claim(scene.cast.ann), scene.cast
    edit_claim(claim, statement="The pier shut on 3 May.", by=cast.ann)
    services.follow(claim, by=cast.bea)
    notify()
    assert lines(cast.bea) == []


def test_nothing_is_told_once_one_follows_no_more(scene: Scene) -> None:
    claim, cast = scene.claim(scene.cast.ann), scene.cast
    row = services.follow(claim, by=cast.bea)
    services.unfollow(row, by=cast.bea)
    edit_claim(claim, statement="The pier shut on 3 May.", by=cast.ann)
    notify()
    assert lines(cast.bea) == []


@pytest.mark.parametrize("kind", ["article", "outlet", "person", "topic", "claim"])
def test_verdicts_and_new_claims_are_told_to_who_follows_what_they_have_to_do_with(
    scene: Scene, kind: str
) -> None:
    cast, article = scene.cast, scene.snapshot.article
    first = scene.claim(cast.ann, attributions=[Hop("Mira Tal", "direct")])
    hop = first.appearances.get().attributions.get()
    topic = topic_named("Harbour", workspace=cast.desk, by=cast.ann)
    thing: dict[str, Any] = {
        "article": article,
        "outlet": article.outlet,
        "person": hop.speaker,
        "claim": first,
    }
    services.follow((thing | {"topic": topic})[kind], by=cast.ron)
    second = scene.claim(cast.ann, "The pier was shut.", attributions=[Hop("Mira Tal", "direct")])
    tag_claims([first.pk, second.pk], [topic.pk], by=cast.ann)
    decide(first, scene)
    notify()
    expected = [("followed", "Eve published a verdict")]
    if kind != "claim":
        expected.insert(0, ("followed", "Ann recorded a claim"))
    assert lines(cast.ron) == expected


def test_working_papers_are_told_to_nobody(scene: Scene) -> None:
    claim, cast = scene.claim(scene.cast.ann), scene.cast
    services.follow(claim, by=cast.eve)
    rating = Rating.objects.get(scale__workspace=None, scale__slug="truth", slug="false")
    review = reviews.open_review(claim, by=cast.ann)
    reviews.submit(review, rating=rating, summary="The log is empty.", by=cast.ann)
    notify()
    assert lines(cast.eve) == []


def test_who_follows_a_claim_that_was_merged_is_told_of_the_kept_one(scene: Scene) -> None:
    cast = scene.cast
    kept, other = scene.claim(cast.ann), scene.claim(cast.ann, "The pier was shut.")
    services.follow(other, by=cast.bea)
    merge_claims(kept, other, "The same.", by=cast.ann)
    edit_claim(kept, statement="The pier shut on 3 May.", by=cast.ann)
    notify()
    assert ("followed", "Ann changed the claim") in lines(cast.bea)
    assert {one.claim for one in Notification.objects.filter(receiver=cast.bea)} == {kept}


def test_a_source_that_changed_is_told_by_the_program(scene: Scene) -> None:
    claim, cast = scene.claim(scene.cast.ann), scene.cast
    services.follow(claim, by=cast.bea)
    changed(scene.snapshot, REWORDED)
    notify()
    assert lines(cast.bea) == [("followed", "The program noticed that words it rests on changed")]


# --- notes ----------------------------------------------------------------------------------


def test_who_is_named_and_who_is_answered_is_told_once(scene: Scene) -> None:
    claim, cast = scene.claim(scene.cast.ann), scene.cast
    services.follow(claim, by=cast.bea)
    note = notes.write_note(claim=claim, body="Look, @bea", by=cast.ann)
    notes.reply(note, "I did.", by=cast.bea)
    notify()
    notes.edit_note(note, body="Look, @bea and @eve", by=cast.ann)
    notify()
    assert lines(cast.bea) == [("mentioned", "Ann wrote a note")]
    assert lines(cast.ann) == [("answered", "Bea answered a note")]
    assert lines(cast.eve) == [("mentioned", "Ann changed a note")]


def test_a_private_note_is_told_once_it_is_shown(scene: Scene) -> None:
    claim, cast = scene.claim(scene.cast.ann), scene.cast
    services.follow(claim, by=cast.eve)
    note = notes.write_note(claim=claim, body="Look, @bea", visibility="me", by=cast.ann)
    notify()
    assert lines(cast.bea) == lines(cast.eve) == []
    notes.show_note(note, Visibility.WORKSPACE, by=cast.ann)
    notify()
    assert lines(cast.bea) == [("mentioned", "Ann showed a note")]
    assert lines(cast.eve) == [("followed", "Ann showed a note")]


def test_a_note_that_waits_for_a_moderator_is_told_once_it_passed(scene: Scene) -> None:
    claim, cast = scene.claim(scene.cast.ann), scene.cast
    cast.desk.notes_wait = True
    cast.desk.save()
    note = notes.write_note(claim=claim, body="@bea?", visibility="workspace", by=cast.sam)
    notify()
    assert lines(cast.bea) == []
    notes.moderate_note(note, "approved", by=cast.eve)
    notify()
    assert lines(cast.bea) == [("mentioned", "Eve let a note pass")]


# --- checks ---------------------------------------------------------------------------------


def test_only_the_one_whose_turn_it_is_is_told_of_a_step(scene: Scene) -> None:
    claim, cast = scene.claim(scene.cast.ann), scene.cast
    for user in (cast.ron, cast.sam, cast.max):
        services.follow(claim, by=user)
    check = reviews.request_check(claim, by=cast.ann)
    reviews.plan(check, second=cast.ann, by=cast.eve)
    reviews.plan(check, second=cast.ann, due=date(2030, 5, 4), by=cast.eve)
    reviews.assign(check, to=cast.bea, by=cast.eve)
    notify()
    assert lines(cast.ann) == [("assigned", "Eve wants you to look at this second")]
    assert lines(cast.bea) == [("assigned", "Eve gave you this check")]
    for user in (cast.ron, cast.sam, cast.max):
        assert lines(user) == []


def test_under_the_seal_the_second_person_is_told_of_nothing_but_their_turn(scene: Scene) -> None:
    claim, cast = scene.claim(scene.cast.ann), scene.cast
    cast.desk.seconds_blind = True
    cast.desk.save()
    services.follow(claim, by=cast.max)
    rating = Rating.objects.get(scale__workspace=None, scale__slug="truth", slug="false")
    check = reviews.request_check(claim, by=cast.eve)
    reviews.plan(check, second=cast.bea, by=cast.eve)
    review = reviews.take_on(check, by=cast.ann)
    reviews.submit(review, rating=rating, summary="The log is empty.", by=cast.ann)
    notify()
    assert lines(cast.bea) == [
        ("assigned", "Eve wants you to look at this second"),
        ("waiting", "Ann handed this in; you look at it second"),
    ]
    assert lines(cast.max) == lines(cast.eve) == []
    said = str(list(Notification.objects.filter(receiver=cast.bea).values()))
    assert "false" not in said
    assert "log" not in said


def test_who_checks_no_more_is_told_of_no_check(scene: Scene) -> None:
    claim, cast = scene.claim(scene.cast.ann), scene.cast
    check = reviews.request_check(claim, by=cast.ann)
    reviews.assign(check, to=cast.bea, by=cast.eve)
    notify()
    assert len(lines(cast.bea)) == 1
    cast.bea.memberships.update(role="reader")
    cast.bea.forget_roles()
    assert lines(cast.bea) == []


# --- what one may not see -------------------------------------------------------------------


def test_the_rule_and_the_list_agree_for_everyone(scene: Scene) -> None:
    cast, claim = scene.cast, scene.claim(scene.cast.ann)
    note = notes.write_note(claim=claim, body="A secret", visibility="me", by=cast.ann)
    secret = scene.claim(cast.ann, "The pier was shut.", visibility="me")
    event = AuditEvent.objects.filter(target=f"claims.claim:{claim.pk}")[0]
    people = [user for name, user in cast.everyone().items() if name != "nobody"]
    for about in ({"claim": claim}, {"claim": secret}, {"claim": claim, "note": note}):
        Notification.objects.all().delete()
        for user in people:
            Notification.objects.create(
                receiver=user, workspace=cast.desk, event=event, why=Why.FOLLOWED, **about
            )
        for row in Notification.objects.all():
            for name, user in cast.everyone().items():
                seen = Notification.objects.visible_to(user).filter(pk=row.pk).exists()
                assert seen == may_be_told(user, row), (name, about)


def test_what_was_hidden_since_is_neither_shown_nor_counted(scene: Scene) -> None:
    cast, claim = scene.cast, scene.claim(scene.cast.ann)
    services.follow(claim, by=cast.bea)
    edit_claim(claim, statement="The pier shut on 3 May.", by=cast.ann)
    notify()
    assert len(lines(cast.bea)) == 1
    set_visibility(claim, "me", by=cast.ann)
    assert lines(cast.bea) == []
    set_visibility(claim, "workspace", by=cast.ann)
    assert len(lines(cast.bea)) == 1
    delete_claim(claim, by=cast.ann)
    assert lines(cast.bea) == []
    cast.bea.memberships.all().delete()
    cast.bea.forget_roles()
    assert lines(cast.bea) == []


def test_nobody_is_told_of_a_private_claim_by_following_its_outlet(scene: Scene) -> None:
    cast, outlet = scene.cast, scene.snapshot.article.outlet
    services.follow(outlet, by=cast.bea)
    scene.claim(cast.ann, visibility="me")
    notify()
    assert not Notification.objects.filter(receiver=cast.bea).exists()


def test_nobody_is_told_of_words_in_a_text_that_was_closed_to_them(scene: Scene) -> None:
    cast, claim = scene.cast, scene.claim(scene.cast.ann)
    article = scene.snapshot.article
    article.created_by = cast.ann
    services.follow(claim, by=cast.bea)
    article.visibility = "me"
    article.save()
    changed(scene.snapshot, REWORDED)
    notify()
    assert not Notification.objects.filter(receiver=cast.bea).exists()


def test_those_who_left_or_were_shut_out_are_told_nothing(scene: Scene) -> None:
    cast, claim = scene.cast, scene.claim(scene.cast.ann)
    for user in (cast.bea, cast.eve):
        services.follow(claim, by=user)
    cast.bea.memberships.all().delete()
    cast.eve.is_active = False
    cast.eve.save()
    edit_claim(claim, statement="The pier shut on 3 May.", by=cast.ann)
    assert notify() == 0


# --- how the history is read ----------------------------------------------------------------


def test_read_again_from_the_beginning_nothing_is_told_twice(scene: Scene) -> None:
    cast, claim = scene.cast, scene.claim(scene.cast.ann)
    services.follow(claim, by=cast.bea)
    add_evidence(
        claim, stance="supports", warrant="So.", place=scene.at("Forty boats"), by=cast.ann
    )
    notify()
    before = Notification.objects.count()
    Bookmark.objects.update(number=0)
    notify()
    assert Notification.objects.count() == before == 1


def test_a_long_history_is_read_to_its_end(scene: Scene, monkeypatch: Any) -> None:
    monkeypatch.setattr("claims.attention.services.notifying.AT_ONCE", 2)
    cast, claim = scene.cast, scene.claim(scene.cast.ann)
    services.follow(claim, by=cast.bea)
    for number in range(5):
        edit_claim(claim, statement=f"The pier shut on {number} May.", by=cast.ann)
    assert notify() == 5
    place = Bookmark.objects.get(chain=cast.desk.pk)
    assert place.number == verify(cast.desk.pk).events
    assert AT_ONCE > 2


def test_reading_takes_as_many_queries_for_many_events(
    scene: Scene, django_assert_max_num_queries: Any
) -> None:
    cast, claim = scene.cast, scene.claim(scene.cast.ann)
    services.follow(claim, by=cast.bea)
    services.follow(scene.snapshot.article.outlet, by=cast.eve)
    for number in range(30):
        edit_claim(claim, statement=f"The pier shut on {number} May.", by=cast.ann)
        scene.claim(cast.ann, f"Boat {number} left.")
    with django_assert_max_num_queries(30):
        assert notify() == 60


def test_events_about_rows_that_are_no_more_hold_nothing_up(scene: Scene) -> None:
    claim = scene.claim(scene.cast.ann)
    claim.pk = 10**9
    record("claim.edited", claim, by=scene.cast.ann)
    assert notify() == 0
    assert Bookmark.objects.get(chain=scene.cast.desk.pk).number > 0
