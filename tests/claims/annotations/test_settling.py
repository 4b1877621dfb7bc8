"""Notes on an article as a whole, put on the words they were written for."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.annotations.models import Annotation
from claims.annotations.services import delete_note, reply, settle_note, write_note
from provenance.accounts.rules import NotNow, Stale
from provenance.audit.models import AuditEvent
from tests.claims.scene import Scene, snapshot_of

WORDS = "Nobody was hurt"


@pytest.fixture
def note(scene: Scene) -> Annotation:
    """Ann's note on the article, which Bea has answered."""
    note = write_note("Really?", article=scene.snapshot.article, by=scene.cast.ann)
    reply(note, "Yes.", by=scene.cast.bea)
    return note


def test_a_note_and_its_answers_are_put_on_words(scene: Scene, note: Annotation):
    settled = settle_note(note, scene.at(WORDS), by=scene.cast.ann)
    assert settled.passage
    assert (settled.article, settled.passage.quote) == (None, WORDS)
    answer = note.replies.get()
    assert (answer.article, answer.passage) == (None, settled.passage)
    assert answer.version == 2, "whoever read it before finds that it changed"
    event = AuditEvent.objects.get(action="note.settled")
    assert event.detail == {"passage": settled.passage.pk, "answers": 1}


@pytest.mark.parametrize("who", ["bea", "eve", "ron", "olga"])
def test_only_its_author_says_where_a_note_stands(scene: Scene, note: Annotation, who: str):
    with pytest.raises(PermissionDenied):
        settle_note(note, scene.at(WORDS), by=getattr(scene.cast, who))


def test_it_stays_within_its_article(scene: Scene, note: Annotation):
    other = snapshot_of(scene.cast.desk)
    with pytest.raises(ValidationError, match="same article"):
        settle_note(note, (other, 0, 5), by=scene.cast.ann)


def test_an_answer_and_a_note_on_words_stay_where_they_are(scene: Scene, note: Annotation):
    with pytest.raises(NotNow):
        settle_note(note.replies.get(), scene.at(WORDS), by=scene.cast.bea)
    settle_note(note, scene.at(WORDS), by=scene.cast.ann)
    with pytest.raises(NotNow):
        settle_note(note, scene.at("Forty boats"), by=scene.cast.ann)


def test_a_stale_version_and_a_deleted_note_are_refused(scene: Scene, note: Annotation):
    with pytest.raises(Stale):
        settle_note(note, scene.at(WORDS), version=99, by=scene.cast.ann)
    delete_note(note, by=scene.cast.ann)
    with pytest.raises(PermissionDenied):
        settle_note(note, scene.at(WORDS), by=scene.cast.ann)
