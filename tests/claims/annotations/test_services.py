"""Notes: threads, earlier wordings, three levels of visibility, and nothing lost."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.annotations import rules, services
from claims.annotations.models import Annotation
from claims.records.models import Claim
from claims.records.services import publish_claim
from provenance.accounts.models import Visibility
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from provenance.audit.services import verify
from tests.claims.scene import Scene, snapshot_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(scene: Scene) -> Claim:
    return scene.claim(scene.cast.ann)


@pytest.fixture
def note(scene: Scene, claim: Claim) -> Annotation:
    return services.write_note("Who closed it?", claim=claim, by=scene.cast.ann)


class TestWriting:
    def test_a_note_on_words_begins_a_thread(self, scene: Scene) -> None:
        note = services.write_note(
            "  Ask the port. ",
            place=scene.at("according to the port"),
            workspace=scene.cast.desk,
            tags=["to  do", "port", "to do", " "],
            by=scene.cast.ann,
        )
        note.refresh_from_db()
        assert note.passage is not None
        assert note.passage.quote == "according to the port"
        assert (note.body, note.tags, note.root) == ("Ask the port.", ["to do", "port"], None)
        assert note.visibility == Visibility.WORKSPACE
        assert AuditEvent.objects.filter(action="note.written").exists()

    def test_students_write_for_themselves_unless_they_say_otherwise(
        self, scene: Scene, claim: Claim
    ) -> None:
        assert services.write_note("Hm.", claim=claim, by=scene.cast.sam).visibility == "me"
        shared = services.write_note("Hm.", claim=claim, visibility="workspace", by=scene.cast.sam)
        assert shared.visibility == "workspace"

    @pytest.mark.parametrize("name", ["ron", "olga", "nobody"])
    def test_who_does_not_record_here_writes_nothing(
        self, scene: Scene, claim: Claim, name: str
    ) -> None:
        user = scene.cast.everyone()[name]
        place = scene.at("Nobody was hurt")
        grounds: list[dict[str, Any]] = [
            {"claim": claim},
            {"place": place, "workspace": scene.cast.desk},
        ]
        for ground in grounds:
            with pytest.raises(PermissionDenied):
                services.write_note("Hm.", by=user, **ground)

    @pytest.mark.parametrize(
        ("field", "given"),
        [
            ("body", {"body": "  "}),
            ("body", {"body": "x" * 20_001}),
            ("tags", {"tags": ["x" * 61]}),
            ("visibility", {"visibility": "friends"}),
            ("passage", {"claim": None}),
        ],
    )
    def test_bad_input_names_its_field(
        self, scene: Scene, claim: Claim, field: str, given: dict[str, Any]
    ) -> None:
        given = {"body": "Hm.", "claim": claim, **given}
        with pytest.raises(ValidationError) as refused:
            services.write_note(given.pop("body"), **given, by=scene.cast.ann)
        assert list(refused.value.message_dict) == [field]

    def test_words_of_another_desk_cannot_be_written_on(self, scene: Scene) -> None:
        with pytest.raises(ValidationError):
            services.write_note(
                "Hm.", place=(scene.foreign, 0, 6), workspace=scene.cast.desk, by=scene.cast.ann
            )

    def test_only_an_editor_writes_to_everyone(self, scene: Scene, claim: Claim) -> None:
        with pytest.raises(PermissionDenied):
            services.write_note("Hm.", claim=claim, visibility="public", by=scene.cast.ann)
        assert services.write_note("Hm.", claim=claim, visibility="public", by=scene.cast.eve).pk


class TestReplying:
    def test_answers_belong_to_the_thread_and_stand_on_the_same_ground(
        self, scene: Scene, note: Annotation, claim: Claim
    ) -> None:
        first = services.reply(note, "The port.", by=scene.cast.bea)
        second = services.reply(first, "Which port?", by=scene.cast.ann)
        assert (second.parent, second.root, second.claim) == (first, note, claim)

    def test_an_answer_is_seen_by_no_more_people_than_what_it_answers(
        self, scene: Scene, claim: Claim
    ) -> None:
        private = services.write_note("Hm.", claim=claim, visibility="me", by=scene.cast.ann)
        assert services.reply(private, "Yes.", by=scene.cast.ann).visibility == "me"
        with pytest.raises(ValidationError) as refused:
            services.reply(private, "Yes.", visibility="workspace", by=scene.cast.ann)
        assert list(refused.value.message_dict) == ["visibility"]

    def test_a_note_one_does_not_see_cannot_be_answered(self, scene: Scene, claim: Claim) -> None:
        private = services.write_note("Hm.", claim=claim, visibility="me", by=scene.cast.ann)
        for name in ("bea", "eve", "olga", "nobody"):
            with pytest.raises(PermissionDenied):
                services.reply(private, "Yes?", by=scene.cast.everyone()[name])


class TestEditing:
    def test_earlier_wordings_are_kept_in_order(self, scene: Scene, note: Annotation) -> None:
        services.edit_note(note, body="Who shut it?", by=scene.cast.ann)
        edited = services.edit_note(note, tags=["port"], by=scene.cast.ann)
        assert (edited.body, edited.tags, edited.version) == ("Who shut it?", ["port"], 3)
        kept = [(one.version, one.body, one.tags) for one in edited.revisions.all()]
        assert kept == [(1, "Who closed it?", []), (2, "Who shut it?", [])]

    def test_an_edit_that_changes_nothing_keeps_nothing(
        self, scene: Scene, note: Annotation
    ) -> None:
        assert services.edit_note(note, body=" Who closed it? ", by=scene.cast.ann).version == 1
        assert not note.revisions.exists()

    def test_a_stale_edit_is_refused(self, scene: Scene, note: Annotation) -> None:
        services.edit_note(note, body="Who shut it?", version=1, by=scene.cast.ann)
        with pytest.raises(Stale):
            services.edit_note(note, body="Who?", version=1, by=scene.cast.ann)

    @pytest.mark.parametrize("name", ["bea", "eve", "max", "sam", "ron", "olga", "nobody"])
    def test_nobody_changes_the_words_of_another(
        self, scene: Scene, note: Annotation, name: str
    ) -> None:
        with pytest.raises(PermissionDenied):
            services.edit_note(note, body="No one.", by=scene.cast.everyone()[name])


class TestDeleting:
    def test_its_author_or_an_editor_deletes_and_restores(
        self, scene: Scene, note: Annotation
    ) -> None:
        for by in (scene.cast.ann, scene.cast.eve):
            services.delete_note(note, by=by)
            assert not Annotation.objects.visible_to(scene.cast.ann).exists()
            services.restore_note(note, by=by)
        assert Annotation.objects.visible_to(scene.cast.ann).get() == note
        with pytest.raises(PermissionDenied):
            services.delete_note(note, by=scene.cast.bea)

    def test_answers_stay_when_what_they_answer_is_deleted(
        self, scene: Scene, note: Annotation
    ) -> None:
        answer = services.reply(note, "The port.", by=scene.cast.bea)
        services.delete_note(note, by=scene.cast.ann)
        assert Annotation.objects.visible_to(scene.cast.ann).get() == answer
        assert set(Annotation.objects.for_threads(scene.cast.ann)) == {note, answer}

    def test_who_may_restore_is_who_finds_it_to_restore(self, scene: Scene, claim: Claim) -> None:
        notes = [
            services.write_note("Hm.", claim=claim, visibility=level, by=by)
            for by, level in ((scene.cast.ann, "workspace"), (scene.cast.sam, "me"))
        ]
        for one in notes:
            assert one.created_by is not None
            services.delete_note(one, by=one.created_by)
            one.refresh_from_db()
        for name, user in scene.cast.everyone().items():
            found = set(Annotation.objects.restorable_by(user))
            assert found == {one for one in notes if rules.may_restore(user, one)}, name


class TestShowing:
    def test_the_author_says_who_sees_it_and_the_change_is_kept(
        self, scene: Scene, note: Annotation
    ) -> None:
        services.show_note(note, "me", by=scene.cast.ann)
        assert not Annotation.objects.visible_to(scene.cast.bea).exists()
        services.show_note(note, "workspace", by=scene.cast.ann)
        assert [one.visibility for one in note.revisions.all()] == ["workspace", "me"]
        assert verify(scene.cast.desk.pk).ok

    @pytest.mark.parametrize("name", ["bea", "eve", "sam", "olga", "nobody"])
    def test_nobody_else_does(self, scene: Scene, note: Annotation, name: str) -> None:
        with pytest.raises(PermissionDenied):
            services.show_note(note, "me", by=scene.cast.everyone()[name])

    def test_a_thread_others_wrote_in_is_not_hidden(self, scene: Scene, note: Annotation) -> None:
        services.reply(services.reply(note, "I.", by=scene.cast.ann), "You?", by=scene.cast.bea)
        with pytest.raises(NotNow):
            services.show_note(note, "me", by=scene.cast.ann)

    def test_but_a_deleted_answer_is_no_obstacle(self, scene: Scene, note: Annotation) -> None:
        services.delete_note(services.reply(note, "Eh?", by=scene.cast.bea), by=scene.cast.bea)
        assert services.show_note(note, "me", by=scene.cast.ann).visibility == "me"

    def test_answers_seen_more_widely_follow(self, scene: Scene, claim: Claim) -> None:
        eve = scene.cast.eve
        root = services.write_note("Hm.", claim=claim, visibility="public", by=eve)
        wide = services.reply(root, "Yes.", visibility="public", by=eve)
        deep = services.reply(wide, "Sure?", visibility="public", by=eve)
        own = services.reply(root, "No.", visibility="me", by=scene.cast.bea)
        services.show_note(root, "workspace", by=eve)
        levels = [Annotation.objects.get(pk=one.pk).visibility for one in (wide, deep, own)]
        assert levels == ["workspace", "workspace", "me"]

    def test_each_answer_that_follows_is_counted_up(self, scene: Scene, note: Annotation) -> None:
        answer = services.reply(note, "Yes.", by=scene.cast.ann)
        services.show_note(note, "me", by=scene.cast.ann)
        after = Annotation.objects.get(pk=answer.pk)
        assert after.version == 2
        assert after.updated_at > answer.updated_at
        with pytest.raises(Stale):
            services.edit_note(answer, body="No.", version=1, by=scene.cast.ann)

    def test_answers_come_back_to_no_more_people_than_see_the_thread(
        self, scene: Scene, claim: Claim
    ) -> None:
        """Even under an answer that is still deleted itself."""
        eve = scene.cast.eve
        root = services.write_note("Hm.", claim=claim, visibility="public", by=eve)
        middle = services.reply(root, "Yes.", visibility="public", by=eve)
        deep = services.reply(middle, "Sure?", visibility="public", by=eve)
        for one in (deep, middle):
            services.delete_note(one, by=eve)
        services.show_note(root, "me", by=eve)
        for one in (deep, middle):
            assert services.restore_note(one, by=eve).visibility == "me"
        event = AuditEvent.objects.filter(action="note.restored").earliest("id")
        assert event.detail == {"before": "public", "after": "me"}

    def test_an_answer_is_not_shown_more_widely_than_its_thread(
        self, scene: Scene, note: Annotation
    ) -> None:
        answer = services.reply(note, "Yes.", by=scene.cast.eve)
        with pytest.raises(ValidationError):
            services.show_note(answer, "public", by=scene.cast.eve)


@pytest.mark.parametrize("ground", ["me", "workspace", "public"])
@pytest.mark.parametrize("level", ["me", "workspace", "public"])
@pytest.mark.parametrize("on", ["claim", "passage"])
def test_the_list_and_the_rule_agree_on_who_sees_a_note(
    scene: Scene, on: str, level: str, ground: str
) -> None:
    sam = scene.cast.sam
    if on == "claim":
        claim = scene.claim(sam)
        Claim.objects.filter(pk=claim.pk).update(visibility=ground)
        note = services.write_note("Hm.", claim=Claim.objects.get(pk=claim.pk), by=sam)
    else:
        snapshot = snapshot_of(scene.cast.desk, by=sam, visibility=ground)
        note = services.write_note("Hm.", place=(snapshot, 0, 6), workspace=scene.cast.desk, by=sam)
    for deleted_at in (None, "2024-05-04T00:00Z"):
        Annotation.objects.filter(pk=note.pk).update(visibility=level, deleted_at=deleted_at)
        note = Annotation.objects.with_ground().get(pk=note.pk)
        for name, user in scene.cast.everyone().items():
            seen = Annotation.objects.visible_to(user).exists()
            assert seen == rules.may_see(user, note), name
            assert not (seen and deleted_at)
            assert not (seen and name in ("olga", "nobody") and (level, ground) != ("public",) * 2)


def test_notes_on_a_published_claim_stay_inside_unless_shown_to_everyone(
    scene: Scene, claim: Claim, note: Annotation
) -> None:
    publish_claim(claim, by=scene.cast.eve)
    assert not Annotation.objects.visible_to(scene.cast.nobody).exists()
    Annotation.objects.filter(pk=note.pk).update(visibility="public")
    assert Annotation.objects.visible_to(scene.cast.nobody).get() == note
