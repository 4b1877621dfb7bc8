"""A note becomes a claim or evidence; it stays, and both know of each other."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.annotations import services
from claims.annotations.models import Annotation
from claims.evidence.services import promote_to_evidence, withdraw_evidence
from claims.records.services import delete_claim
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from tests.claims.scene import Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(scene: Scene) -> Annotation:
    """Ann's note on words."""
    return services.write_note(
        "They had to.", place=scene.at("Forty boats"), workspace=scene.cast.desk, by=scene.cast.ann
    )


class TestClaims:
    def test_the_claim_stands_on_the_words_of_the_note(
        self, scene: Scene, note: Annotation
    ) -> None:
        claim = services.promote_to_claim(note, "Forty boats left.", by=scene.cast.bea)
        note.refresh_from_db()
        assert claim.appearances.get().passage == note.passage
        assert (note.promoted_claim, note.body, note.deleted_at) == (claim, "They had to.", None)
        actions = AuditEvent.objects.filter(action__in=["claim.recorded", "note.promoted"])
        assert actions.count() == 2

    def test_it_is_made_once_unless_it_was_deleted(self, scene: Scene, note: Annotation) -> None:
        claim = services.promote_to_claim(note, "Forty boats left.", by=scene.cast.ann)
        with pytest.raises(NotNow):
            services.promote_to_claim(note, "Boats left.", by=scene.cast.ann)
        delete_claim(claim, by=scene.cast.ann)
        assert services.promote_to_claim(note, "Boats left.", by=scene.cast.ann) != claim

    @pytest.mark.parametrize("name", ["ron", "olga", "nobody"])
    def test_who_records_nothing_here_promotes_nothing(
        self, scene: Scene, note: Annotation, name: str
    ) -> None:
        with pytest.raises(PermissionDenied):
            services.promote_to_claim(note, "It is.", by=scene.cast.everyone()[name])

    def test_what_is_not_approved_is_no_ground(self, scene: Scene, note: Annotation) -> None:
        services.moderate_note(note, "denied", reason="Unkind.", by=scene.cast.eve)
        with pytest.raises(PermissionDenied):
            services.promote_to_claim(note, "It is.", by=scene.cast.ann)

    def test_a_note_without_words_of_a_text_makes_none(self, scene: Scene) -> None:
        on_claim = services.write_note("Hm.", claim=scene.claim(scene.cast.ann), by=scene.cast.ann)
        with pytest.raises(NotNow):
            services.promote_to_claim(on_claim, "It is.", by=scene.cast.ann)

    def test_a_bad_statement_or_stale_version_changes_nothing(
        self, scene: Scene, note: Annotation
    ) -> None:
        with pytest.raises(ValidationError):
            services.promote_to_claim(note, " ", by=scene.cast.ann)
        with pytest.raises(Stale):
            services.promote_to_claim(note, "It is.", version=9, by=scene.cast.ann)
        note.refresh_from_db()
        assert note.promoted_claim is None


class TestEvidence:
    def test_the_words_of_the_note_say_why_unless_others_do(
        self, scene: Scene, note: Annotation
    ) -> None:
        claim = scene.claim(scene.cast.ann)
        made = promote_to_evidence(note, claim, stance="supports", by=scene.cast.bea)
        assert (made.passage, made.warrant, made.note) == (note.passage, "They had to.", note)
        other = scene.claim(scene.cast.ann, "Forty boats left.")
        given = {"stance": "context", "warrant": "The number."}
        assert promote_to_evidence(note, other, **given, by=scene.cast.bea).warrant == "The number."
        assert note.evidence.count() == 2

    def test_it_is_made_once_for_a_claim_unless_withdrawn(
        self, scene: Scene, note: Annotation
    ) -> None:
        claim = scene.claim(scene.cast.ann)
        made = promote_to_evidence(note, claim, stance="supports", by=scene.cast.ann)
        with pytest.raises(NotNow):
            promote_to_evidence(note, claim, stance="contradicts", by=scene.cast.ann)
        withdraw_evidence(made, by=scene.cast.ann)
        assert promote_to_evidence(note, claim, stance="contradicts", by=scene.cast.ann).pk

    @pytest.mark.parametrize("name", ["ron", "olga", "nobody", "sam"])
    def test_who_may_not_change_the_claim_adds_nothing(
        self, scene: Scene, note: Annotation, name: str
    ) -> None:
        claim = scene.claim(scene.cast.ann)
        with pytest.raises(PermissionDenied):
            promote_to_evidence(note, claim, stance="supports", by=scene.cast.everyone()[name])


class TestMoving:
    def test_a_note_moves_to_other_words_and_back_is_known(
        self, scene: Scene, note: Annotation
    ) -> None:
        before = note.passage
        moved = services.move_note(note, scene.at("Nobody was hurt"), by=scene.cast.ann)
        assert moved.passage is not None
        assert moved.passage.quote == "Nobody was hurt"
        assert moved.revisions.get().passage == before
        assert AuditEvent.objects.filter(action="note.moved").exists()

    def test_selectors_of_the_words_before_do_not_go_with_it(
        self, scene: Scene, note: Annotation
    ) -> None:
        old = {"w3c": {"selectors": ["#p2"], "bodies": ["b"]}, "hypothesis": {"selectors": ["x"]}}
        services.edit_note(note, outside=old, by=scene.cast.ann)
        moved = services.move_note(note, scene.at("Nobody was hurt"), by=scene.cast.ann)
        moved.refresh_from_db()
        assert moved.outside == {"w3c": {"bodies": ["b"]}, "hypothesis": {}}
        assert moved.revisions.get(passage__isnull=False).outside == old

    def test_not_once_something_came_of_it(self, scene: Scene, note: Annotation) -> None:
        claim = scene.claim(scene.cast.ann)
        promote_to_evidence(note, claim, stance="supports", by=scene.cast.ann)
        with pytest.raises(NotNow):
            services.move_note(note, scene.at("Nobody was hurt"), by=scene.cast.ann)

    def test_nor_to_another_article_nor_by_others(self, scene: Scene, note: Annotation) -> None:
        with pytest.raises(ValidationError):
            services.move_note(note, (scene.foreign, 0, 6), by=scene.cast.ann)
        with pytest.raises(PermissionDenied):
            services.move_note(note, scene.at("Nobody was hurt"), by=scene.cast.eve)


class TestWholeArticles:
    def test_a_note_stands_on_an_article_without_a_quote(self, scene: Scene) -> None:
        article = scene.snapshot.article
        note = services.write_note("An old story.", article=article, by=scene.cast.ann)
        answer = services.reply(note, "Is it?", by=scene.cast.bea)
        assert (note.article, note.passage, answer.article) == (article, None, article)
        assert set(Annotation.objects.on_article(article.pk)) == {note, answer}
        assert not Annotation.objects.visible_to(scene.cast.olga).exists()
        with pytest.raises(PermissionDenied):
            services.write_note("Hm.", article=article, by=scene.cast.olga)
