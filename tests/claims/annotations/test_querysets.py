"""Who reads what a note said before."""

from typing import Any

import pytest

from claims.annotations import rules, services
from claims.annotations.models import Annotation, AnnotationRevision
from claims.records.models import Claim
from provenance.accounts.models import Visibility, Workspace
from provenance.sources.models import Article
from tests.claims.api.web_annotations.sending import browser
from tests.claims.scene import Scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def note(scene: Scene) -> Annotation:
    """Ann's note on words that everyone may read."""
    Article.objects.update(visibility="public")
    scene.snapshot.article.refresh_from_db()
    at = scene.at("Nobody was hurt")
    return services.write_note(
        "My source is Mr Brook.",
        place=at,
        workspace=scene.cast.desk,
        visibility="me",
        by=scene.cast.ann,
    )


@pytest.mark.parametrize("state", ["approved", "pending", "denied"])
@pytest.mark.parametrize("then", Visibility.values)
@pytest.mark.parametrize("now", Visibility.values)
def test_the_list_and_the_rule_agree_on_who_reads_earlier_words(
    scene: Scene, note: Annotation, now: str, then: str, state: str
) -> None:
    services.edit_note(note, body="Says who?", by=scene.cast.ann)
    Annotation.objects.filter(pk=note.pk).update(visibility=now)
    AnnotationRevision.objects.update(visibility=then, state=state)
    row = AnnotationRevision.objects.get()
    for name, user in scene.cast.everyone().items():
        seen = AnnotationRevision.objects.visible_to(user).exists()
        assert seen == rules.may_see_revision(user, row), name
        assert not (seen and then == "me" and name != "ann"), name
        assert not (seen and state != "approved" and name not in {"ann", "eve", "tom", "max"}), name
        assert not (seen and then == "workspace" and name in {"olga", "nobody"}), name


def test_words_written_for_oneself_stay_so_when_the_note_is_shared(
    scene: Scene, note: Annotation
) -> None:
    services.edit_note(note, body="Says who?", by=scene.cast.ann)
    services.show_note(note, "workspace", by=scene.cast.ann)
    services.edit_note(note, body="Who says so?", by=scene.cast.ann)
    pages = [f"/api/v1/annotations/{note.pk}/revisions/", f"/snapshots/{scene.snapshot.pk}/"]
    for page in pages:
        own, others = (browser(who).get(page).content for who in (scene.cast.ann, scene.cast.bea))
        assert b"Mr Brook" in own
        assert b"Mr Brook" not in others
        assert b"Says who?" in others


def test_on_a_claim_and_on_an_article_too(scene: Scene) -> None:
    claim, ann = scene.claim(scene.cast.ann), scene.cast.ann
    for ground in ({"claim": claim}, {"article": scene.snapshot.article}):
        note = services.write_note("Mr Brook.", visibility="me", by=ann, **ground)
        services.edit_note(note, body="Says who?", by=ann)
        services.show_note(note, "workspace", by=ann)
    for page in (f"/desk/claims/{claim.pk}/", f"/articles/{scene.snapshot.article_id}/notes/"):
        shown = browser(scene.cast.bea).get(page).content
        assert b"Says who?" in shown
        assert b"Mr Brook" not in shown
        assert b"Mr Brook" in browser(ann).get(page).content


def test_what_programs_say_beside_the_words_is_read_wherever_the_note_is(scene: Scene) -> None:
    claim, sam = scene.claim(scene.cast.ann), scene.cast.sam
    Workspace.objects.filter(pk=scene.cast.desk.pk).update(notes_wait=True)
    text = {"type": "TextualBody", "value": "<b>A fool!</b>"}
    further = {"w3c": {"bodies": [text, "https://fool.example/", {"source": "urn:x:fool"}]}}
    words = {"place": scene.at("Nobody was hurt"), "workspace": scene.cast.desk}
    for ground in ({"claim": Claim.objects.get(pk=claim.pk)}, words):
        given: Any = {"visibility": "workspace", "outside": further, "by": sam, **ground}
        services.write_note("Hm.", **given)
    queue = "/desk/notes/?show=waiting"
    for page in (f"/desk/claims/{claim.pk}/", f"/snapshots/{scene.snapshot.pk}/", queue):
        shown = browser(scene.cast.tom).get(page).content.decode()
        for said in ("&lt;b&gt;A fool!", "https://fool.example/", "urn:x:fool"):
            assert said in shown, (page, said)


def test_outsiders_read_no_names_in_it(scene: Scene, note: Annotation) -> None:
    AnnotationRevision.objects.create(
        annotation=note, version=99, body="First.", visibility="public", edited_by=scene.cast.eve
    )
    Annotation.objects.filter(pk=note.pk).update(visibility="public")
    path = f"/api/v1/annotations/{note.pk}/revisions/"
    for name, named in (("nobody", False), ("olga", False), ("bea", True)):
        (row,) = browser(scene.cast.everyone()[name]).get(path).json()
        assert (row["edited_by"] is not None) == named, name


def test_what_a_moderator_denied_is_not_read_after_it_was_reworded(
    scene: Scene, note: Annotation
) -> None:
    services.show_note(note, "workspace", by=scene.cast.ann)
    services.moderate_note(note, "denied", reason="Names a source.", by=scene.cast.eve)
    services.edit_note(note, body="Says who?", by=scene.cast.ann)
    services.moderate_note(note, "approved", by=scene.cast.eve)
    path = f"/api/v1/annotations/{note.pk}/revisions/"
    assert browser(scene.cast.bea).get(path).json() == []
    assert len(browser(scene.cast.tom).get(path).json()) == 1, "a moderator reads on"
