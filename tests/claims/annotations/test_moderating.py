"""Flags, states and the log of moderation; notes of students that wait."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.annotations import rules, services
from claims.annotations.models import Annotation, Flag
from claims.records.models import Claim
from provenance.accounts.models import Workspace
from provenance.accounts.rules import Stale
from provenance.accounts.services import edit_workspace
from provenance.audit.models import AuditEvent
from tests.claims.scene import Scene

pytestmark = pytest.mark.django_db

MODERATORS = {"eve", "tom", "max"}


@pytest.fixture
def claim(scene: Scene) -> Claim:
    return scene.claim(scene.cast.ann)


@pytest.fixture
def note(scene: Scene, claim: Claim) -> Annotation:
    return services.write_note("Who closed it?", claim=claim, by=scene.cast.ann)


@pytest.fixture
def waiting(scene: Scene) -> Workspace:
    """The desk, where notes of students wait."""
    return edit_workspace(scene.cast.desk, notes_wait=True, by=scene.cast.max)


class TestFlagging:
    def test_whoever_sees_a_note_of_another_may_flag_it(
        self, scene: Scene, note: Annotation
    ) -> None:
        allowed = set()
        for name, user in scene.cast.everyone().items():
            try:
                services.flag_note(note, reason=" Unkind. ", by=user)
            except PermissionDenied:
                continue
            allowed.add(name)
        assert allowed == {"bea", "eve", "tom", "sam", "sue", "ron", "max"}
        assert {flag.reason for flag in note.flags.all()} == {"Unkind."}

    def test_a_stranger_flags_what_everyone_sees(self, scene: Scene, claim: Claim) -> None:
        Claim.objects.filter(pk=claim.pk).update(visibility="public")
        claim.refresh_from_db()
        shown = services.write_note("Hm.", claim=claim, visibility="public", by=scene.cast.eve)
        assert services.flag_note(shown, by=scene.cast.olga).pk

    def test_a_second_flag_changes_nothing(self, scene: Scene, note: Annotation) -> None:
        first = services.flag_note(note, reason="Unkind.", by=scene.cast.bea)
        assert services.flag_note(note, reason="Very.", by=scene.cast.bea) == first
        assert note.flags.get().reason == "Unkind."
        assert AuditEvent.objects.filter(action="flag.raised").count() == 1

    def test_a_long_reason_is_refused(self, scene: Scene, note: Annotation) -> None:
        with pytest.raises(ValidationError) as refused:
            services.flag_note(note, reason="x" * 501, by=scene.cast.bea)
        assert list(refused.value.message_dict) == ["reason"]

    def test_the_history_does_not_say_which_note_was_flagged(
        self, scene: Scene, note: Annotation
    ) -> None:
        """Editors read the history, and one of them may have written the note."""
        flag = services.flag_note(note, reason="Unkind.", by=scene.cast.bea)
        event = AuditEvent.objects.get(action="flag.raised")
        assert (event.target, event.detail) == (f"annotations.flag:{flag.pk}", {})

    def test_who_flagged_is_for_moderators_but_not_for_the_author(
        self, scene: Scene, claim: Claim
    ) -> None:
        own = services.write_note("Mine.", claim=claim, by=scene.cast.tom)
        flag = services.flag_note(own, by=scene.cast.bea)
        for name, user in scene.cast.everyone().items():
            seen = Flag.objects.visible_to(user).exists()
            assert seen == rules.may_see_flag(user, flag), name
            assert seen == (name in {"eve", "max"}), name

    @pytest.mark.parametrize("hide", ["me", "deleted"])
    def test_nobody_reads_flags_on_a_note_they_no_longer_see(
        self, scene: Scene, note: Annotation, hide: str
    ) -> None:
        flag = services.flag_note(note, reason="Unkind.", by=scene.cast.bea)
        if hide == "me":
            services.show_note(note, "me", by=scene.cast.ann)
        else:
            services.delete_note(note, by=scene.cast.ann)
        flag = Flag.objects.get(pk=flag.pk)
        for name, user in scene.cast.everyone().items():
            assert not Flag.objects.visible_to(user).exists(), name
            assert not rules.may_see_flag(user, flag), name


class TestDeciding:
    def test_moderators_decide_and_everyone_else_does_not(
        self, scene: Scene, note: Annotation
    ) -> None:
        for name, user in scene.cast.everyone().items():
            assert rules.may_judge(user, note) == (name in MODERATORS), name
            if name not in MODERATORS:
                with pytest.raises(PermissionDenied):
                    services.moderate_note(note, "spam", reason="Spam.", by=user)

    def test_a_private_note_is_nobody_elses_to_judge(self, scene: Scene, claim: Claim) -> None:
        private = services.write_note("Hm.", claim=claim, visibility="me", by=scene.cast.tom)
        with pytest.raises(PermissionDenied):
            services.moderate_note(private, "denied", reason="No.", by=scene.cast.tom)

    def test_nobody_judges_their_own_note(self, scene: Scene, claim: Claim) -> None:
        """Else a moderator could settle the flags on it, or find out that there are some."""
        own = services.write_note("Mine.", claim=claim, by=scene.cast.tom)
        services.flag_note(own, by=scene.cast.bea)
        with pytest.raises(PermissionDenied):
            services.moderate_note(own, "approved", by=scene.cast.tom)
        services.moderate_note(own, "approved", by=scene.cast.eve)
        assert own.flags.get().settled_at is not None

    def test_each_decision_is_logged_with_who_when_and_why(
        self, scene: Scene, note: Annotation
    ) -> None:
        services.moderate_note(note, "denied", reason="Unkind.", by=scene.cast.eve)
        services.moderate_note(note, "approved", by=scene.cast.tom)
        log = [
            (one.before, one.after, one.reason, one.created_by.username)
            for one in note.decisions.all()
        ]
        assert log == [
            ("approved", "denied", "Unkind.", "eve"),
            ("denied", "approved", "", "tom"),
        ]
        assert all(one.created_at for one in note.decisions.all())
        assert AuditEvent.objects.filter(action="note.moderated").count() == 2

    @pytest.mark.parametrize("state", ["denied", "spam"])
    def test_its_author_is_told_why(self, scene: Scene, note: Annotation, state: str) -> None:
        with pytest.raises(ValidationError) as refused:
            services.moderate_note(note, state, by=scene.cast.eve)
        assert list(refused.value.message_dict) == ["reason"]

    def test_bad_input_names_its_field(self, scene: Scene, note: Annotation) -> None:
        with pytest.raises(ValidationError) as refused:
            services.moderate_note(note, "lovely", by=scene.cast.eve)
        assert list(refused.value.message_dict) == ["state"]
        with pytest.raises(Stale):
            services.moderate_note(note, "approved", version=7, by=scene.cast.eve)

    def test_a_decision_settles_the_flags(self, scene: Scene, note: Annotation) -> None:
        services.flag_note(note, by=scene.cast.bea)
        assert set(Annotation.objects.awaiting(scene.cast.eve)) == {note}
        services.moderate_note(note, "approved", by=scene.cast.eve)
        assert not Annotation.objects.awaiting(scene.cast.eve).exists()
        assert note.flags.get().settled_at is not None

    def test_deciding_the_same_again_changes_nothing(self, scene: Scene, note: Annotation) -> None:
        assert services.moderate_note(note, "approved", by=scene.cast.eve).version == 1
        assert not note.decisions.exists()

    def test_who_reads_what_was_decided(self, scene: Scene, note: Annotation) -> None:
        readers = {
            name
            for name, user in scene.cast.everyone().items()
            if rules.may_read_decisions(user, note)
        }
        assert readers == {"ann", *MODERATORS}


class TestQueue:
    def test_it_holds_what_waits_and_what_was_flagged(self, scene: Scene, claim: Claim) -> None:
        by = scene.cast.ann
        notes = [services.write_note(f"Note {n}.", claim=claim, by=by) for n in range(3)]
        services.flag_note(notes[1], by=scene.cast.sam)
        services.moderate_note(notes[2], "pending", by=scene.cast.tom)
        for name, user in scene.cast.everyone().items():
            found = set(Annotation.objects.awaiting(user))
            assert found == (set(notes[1:]) if name in MODERATORS else set()), name

    def test_nobody_finds_their_own_flagged_note_in_it(self, scene: Scene, claim: Claim) -> None:
        own = services.write_note("Mine.", claim=claim, by=scene.cast.tom)
        services.flag_note(own, by=scene.cast.bea)
        assert not Annotation.objects.awaiting(scene.cast.tom).exists()
        assert set(Annotation.objects.awaiting(scene.cast.eve)) == {own}


class TestWaiting:
    @pytest.mark.usefixtures("waiting")
    def test_what_students_share_waits_and_what_others_share_does_not(
        self, scene: Scene, claim: Claim
    ) -> None:
        claim = Claim.objects.get(pk=claim.pk)
        states = {
            (name, level): services.write_note(
                "Hm.", claim=claim, visibility=level, by=scene.cast.everyone()[name]
            ).state
            for name in ("sam", "ann", "tom")
            for level in ("me", "workspace")
        }
        assert {key for key, state in states.items() if state == "pending"} == {
            ("sam", "workspace")
        }

    def test_elsewhere_nothing_waits(self, scene: Scene, claim: Claim) -> None:
        shared = services.write_note("Hm.", claim=claim, visibility="workspace", by=scene.cast.sam)
        assert shared.state == "approved"

    @pytest.mark.usefixtures("waiting")
    def test_nothing_slips_past_a_moderator(self, scene: Scene, claim: Claim) -> None:
        """Neither by sharing later nor by rewording what was approved."""
        sam, claim = scene.cast.sam, Claim.objects.get(pk=claim.pk)
        private = services.write_note("Hm.", claim=claim, visibility="me", by=sam)
        assert services.show_note(private, "workspace", by=sam).state == "pending"
        services.moderate_note(private, "approved", by=scene.cast.tom)
        assert services.edit_note(private, body="Something else.", by=sam).state == "pending"

    def test_a_denied_note_is_judged_anew_when_reworded(
        self, scene: Scene, note: Annotation
    ) -> None:
        services.moderate_note(note, "denied", reason="Unkind.", by=scene.cast.eve)
        again = services.edit_note(note, body="Who closed it, please?", by=scene.cast.ann)
        assert again.state == "pending"

    def test_spam_stays_spam(self, scene: Scene, note: Annotation) -> None:
        services.moderate_note(note, "spam", reason="Advertising.", by=scene.cast.eve)
        assert services.edit_note(note, body="Buy!", by=scene.cast.ann).state == "spam"


@pytest.mark.parametrize("state", ["pending", "approved", "denied", "spam"])
@pytest.mark.parametrize("level", ["me", "workspace", "public"])
def test_the_list_and_the_rule_agree_on_every_state(
    scene: Scene, claim: Claim, note: Annotation, state: str, level: str
) -> None:
    Claim.objects.filter(pk=claim.pk).update(visibility="public")
    Annotation.objects.filter(pk=note.pk).update(state=state, visibility=level)
    note = Annotation.objects.with_ground().get(pk=note.pk)
    for name, user in scene.cast.everyone().items():
        seen = Annotation.objects.visible_to(user).filter(pk=note.pk).exists()
        assert seen == rules.may_see(user, note), name
        if state != "approved":
            assert seen == (name == "ann" or (level != "me" and name in MODERATORS)), name


def test_answers_to_what_is_hidden_begin_threads_of_their_own(
    scene: Scene, note: Annotation
) -> None:
    answer = services.reply(note, "The port.", by=scene.cast.bea)
    services.moderate_note(note, "denied", reason="Unkind.", by=scene.cast.eve)
    assert set(Annotation.objects.for_threads(scene.cast.sam)) == {answer}
    assert set(Annotation.objects.for_threads(scene.cast.ann)) == {note, answer}


def test_only_owners_say_that_notes_wait(scene: Scene) -> None:
    with pytest.raises(PermissionDenied):
        edit_workspace(scene.cast.desk, notes_wait=True, by=scene.cast.eve)
    changed: Any = edit_workspace(scene.cast.desk, notes_wait=True, by=scene.cast.max)
    assert changed.notes_wait
