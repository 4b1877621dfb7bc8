"""A passage is seen by whoever marked it or sees something that rests on it, and by no one else."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from claims.annotations.services import write_note
from claims.evidence.models import Evidence
from claims.evidence.services import add_evidence, withdraw_evidence
from claims.records.places import passage_for
from claims.records.services import Hop, delete_claim
from provenance.sources import services
from provenance.sources.models import Article, Passage
from tests.claims.scene import Scene, decide, scene, span

__all__ = ["scene"]
pytestmark = pytest.mark.django_db

MEMBERS = {"ann", "bea", "eve", "tom", "sam", "sue", "ron", "max"}
EVERYONE = MEMBERS | {"olga", "nobody"}
WORDS = "Nobody was hurt"


def a_mark(scene: Scene) -> None:
    scene.marked(WORDS, scene.cast.sam)


def a_private_claim(scene: Scene) -> None:
    scene.claim(scene.cast.sam, appearance=scene.at(WORDS))


def a_claim(scene: Scene) -> None:
    scene.claim(scene.cast.ann, appearance=scene.at(WORDS))


def a_deleted_claim(scene: Scene) -> None:
    delete_claim(scene.claim(scene.cast.ann, appearance=scene.at(WORDS)), by=scene.cast.ann)


def a_verdict(scene: Scene) -> None:
    decide(scene.claim(scene.cast.ann, appearance=scene.at(WORDS)), scene)


def a_verdict_on_a_public_text(scene: Scene) -> None:
    services.show_article(scene.snapshot.article, "public", by=scene.cast.eve)
    a_verdict(scene)


def a_cue_of_a_private_claim(scene: Scene) -> None:
    hop = Hop("Mira Tal", cue=span(WORDS))
    scene.claim(scene.cast.sam, attributions=[hop])


def evidence(scene: Scene) -> Evidence:
    return add_evidence(
        scene.claim(scene.cast.ann),
        stance="context",
        warrant="It says how it ended.",
        place=scene.at(WORDS),
        by=scene.cast.ann,
    )


def evidence_withdrawn(scene: Scene) -> None:
    withdraw_evidence(evidence(scene), by=scene.cast.ann)


def a_private_note(scene: Scene) -> None:
    write_note(
        "Ask the port.",
        place=scene.at(WORDS),
        workspace=scene.cast.desk,
        visibility="me",
        by=scene.cast.sue,
    )


def a_citation(scene: Scene) -> None:
    services.cite(
        scene.snapshot.article,
        kind="quotes",
        target_name="River Post",
        passage=scene.passage(WORDS),
        by=scene.cast.ann,
    )


def nothing(scene: Scene) -> None:
    scene.passage(WORDS)


@pytest.mark.parametrize(
    ("rests", "seen_by"),
    [
        (nothing, set()),
        (a_mark, {"sam"}),
        (a_private_claim, {"sam"}),
        (a_cue_of_a_private_claim, {"sam"}),
        (a_private_note, {"sue"}),
        (a_claim, MEMBERS),
        (a_deleted_claim, set()),
        (evidence, MEMBERS),
        (evidence_withdrawn, set()),
        (a_citation, MEMBERS),
        (a_verdict, MEMBERS),
        (a_verdict_on_a_public_text, EVERYONE),
    ],
)
def test_a_passage_is_seen_through_what_rests_on_it(
    scene: Scene, rests: Callable[[Scene], object], seen_by: set[str]
) -> None:
    rests(scene)
    here = Passage.objects.filter(quote=WORDS)
    assert here.exists()
    people = scene.cast.everyone().items()
    assert {name for name, user in people if here.visible_to(user).exists()} == seen_by


def test_what_one_keeps_to_oneself_hides_nothing_that_others_share(scene: Scene) -> None:
    a_private_claim(scene)
    a_claim(scene)
    a_mark(scene)
    assert Passage.objects.visible_to(scene.cast.ron).filter(quote=WORDS).count() == 1
    assert Passage.objects.visible_to(scene.cast.sam).filter(quote=WORDS).count() == 1


def test_a_text_that_is_hidden_hides_its_passages(scene: Scene) -> None:
    a_claim(scene)
    Article.objects.filter(pk=scene.snapshot.article_id).update(
        visibility="me", created_by=scene.cast.eve
    )
    assert not Passage.objects.visible_to(scene.cast.ann).exists()


def test_nobody_stands_on_a_passage_whose_number_they_guessed(scene: Scene) -> None:
    a_private_claim(scene)
    guessed, desk = Passage.objects.get(quote=WORDS).pk, scene.cast.desk.pk
    assert passage_for(guessed, workspace_id=desk, by=scene.cast.sam).pk == guessed
    with pytest.raises(ValidationError) as refusal:
        passage_for(guessed, workspace_id=desk, by=scene.cast.ann)
    assert set(refusal.value.message_dict) == {"passage"}


def test_the_list_takes_one_query_however_many_kinds_rest_there(
    scene: Scene, django_assert_num_queries: Callable[[int], object]
) -> None:
    for rests in (a_mark, a_claim, a_private_note, a_citation):
        rests(scene)
    user = scene.cast.ann
    assert user.roles
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert len(Passage.objects.visible_to(user)) == 1
