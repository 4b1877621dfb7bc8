"""Notes written on pages of other sites, and on pages that nobody brought in yet."""

from typing import Any

import pytest

from claims.annotations.models import Annotation
from provenance.capture.models import CaptureRequest
from provenance.sources.models import Article
from tests.claims.scene import Scene, snapshot_of

from .conftest import Api, note_on

WORDS = "Nobody was hurt"
ALL = "/hypothesis/api/annotations"
NEVER_SEEN = "https://news.example/pier"


def test_words_of_a_known_page_are_found_in_our_text(scene: Scene, api: Api):
    Article.objects.filter(pk=scene.snapshot.article_id).update(
        address=NEVER_SEEN, address_key="news.example/pier", latest=scene.snapshot
    )
    sent = note_on(scene.snapshot, WORDS, uri=f"{NEVER_SEEN}/?utm_source=mail")
    row = api(scene.cast.ann).post(ALL, sent, format="json").data
    note = Annotation.objects.get()
    assert note.passage
    assert note.passage.quote == WORDS
    assert row["uri"] == NEVER_SEEN
    assert row["target"][0]["selector"] == sent["target"][0]["selector"]
    assert not CaptureRequest.objects.exists()


def test_words_that_our_text_lacks_keep_their_selectors_and_the_page_is_captured(
    scene: Scene, api: Api
):
    Article.objects.filter(pk=scene.snapshot.article_id).update(
        address=NEVER_SEEN, address_key="news.example/pier", latest=scene.snapshot
    )
    newer = snapshot_of(scene.cast.elsewhere, "Ninety boats had to leave, said the port.")
    sent = note_on(newer, "Ninety boats had to leave", uri=NEVER_SEEN)
    row = api(scene.cast.ann).post(ALL, sent, format="json").data
    assert Annotation.objects.get().article_id == scene.snapshot.article_id
    assert row["target"][0]["selector"] == sent["target"][0]["selector"]
    assert CaptureRequest.objects.get().address == NEVER_SEEN


def test_a_page_never_captured_is_asked_for_and_keeps_its_notes(scene: Scene, api: Api):
    ann = api(scene.cast.ann)
    for _ in range(2):
        sent = note_on(scene.snapshot, WORDS, uri=NEVER_SEEN)
        row = ann.post(ALL, sent, format="json").data
    article = Article.objects.get(address=NEVER_SEEN)
    assert article.latest is None
    assert CaptureRequest.objects.get().address == NEVER_SEEN
    assert row["uri"] == NEVER_SEEN
    found = ann.get("/hypothesis/api/search", {"uri": NEVER_SEEN, "group": "desk"}).data
    assert found["total"] == 2


def test_a_private_note_does_not_tell_which_page_its_author_reads(scene: Scene, api: Api):
    mine = {"read": ["acct:ann@testserver"]}
    sent = note_on(scene.snapshot, WORDS, uri=NEVER_SEEN, permissions=mine)
    api(scene.cast.ann).post(ALL, sent, format="json")
    assert Article.objects.get(address=NEVER_SEEN).visibility == "me"
    assert CaptureRequest.objects.get().visibility == "me"


def test_a_students_note_begins_private_and_so_does_its_page(scene: Scene, api: Api):
    sent = note_on(scene.snapshot, WORDS, uri=NEVER_SEEN)
    del sent["permissions"]
    api(scene.cast.sam).post(ALL, sent, format="json")
    assert Article.objects.get(address=NEVER_SEEN).visibility == "me"


LONG = {"type": "TextQuoteSelector", "exact": "many words " * 4_000}
ENDLESS = {"type": "TextQuoteSelector", "exact": "x" * 2**20}


@pytest.mark.parametrize("quote", [LONG, ENDLESS, {"type": "TextQuoteSelector", "exact": ""}])
def test_what_cannot_be_kept_for_a_page_to_come_is_refused_and_not_lost_in_silence(
    scene: Scene, api: Api, quote: dict[str, str]
):
    sent = note_on(scene.snapshot, WORDS, uri=NEVER_SEEN)
    sent["target"][0]["selector"] = [quote]
    answer = api(scene.cast.ann).post(ALL, sent, format="json")
    assert answer.status_code == 400
    assert not Annotation.objects.exists()
    assert not Article.objects.filter(address=NEVER_SEEN).exists()


def test_a_note_for_the_group_stands_where_the_group_sees_it(scene: Scene, api: Api):
    ann, mine = api(scene.cast.ann), {"read": ["acct:ann@testserver"]}
    private = note_on(scene.snapshot, WORDS, uri=NEVER_SEEN, permissions=mine)
    assert ann.post(ALL, private, format="json").status_code == 200
    shared = note_on(scene.snapshot, WORDS, uri=NEVER_SEEN)
    row = ann.post(ALL, shared, format="json").data
    seen = Annotation.objects.visible_to(scene.cast.bea)
    assert [f"note-{note.pk}" for note in seen] == [row["id"]]
    asked = CaptureRequest.objects.order_by("pk").values_list("visibility", flat=True)
    assert list(asked) == ["me", "workspace"]


def at_pier(scene: Scene) -> Article:
    """The article of the scene as one known by its address."""
    rows = Article.objects.filter(pk=scene.snapshot.article_id)
    rows.update(address=NEVER_SEEN, address_key="news.example/pier", latest=scene.snapshot)
    return scene.snapshot.article


def linking(scene: Scene, uri: str, words: str) -> dict[str, Any]:
    """A note on a page that says it is the one at the pier."""
    link = [{"href": NEVER_SEEN, "rel": "canonical"}]
    return note_on(scene.snapshot, words, uri=uri, document={"link": link})


def test_a_page_that_is_believed_puts_a_note_on_words_that_stand_there(scene: Scene, api: Api):
    article = at_pier(scene)
    sent = linking(scene, "https://news.example/2024/pier", WORDS)
    api(scene.cast.ann).post(ALL, sent, format="json")
    passage = Annotation.objects.get().passage
    assert passage
    assert passage.snapshot.article == article


@pytest.mark.parametrize(
    ("uri", "words"),
    [
        ("https://other.example/pier", WORDS),
        ("https://news.example/2024/pier", "Ninety boats"),
        ("https://news.example/2024/pier", ""),
    ],
    ids=["of another outlet", "with other words", "with no words"],
)
def test_no_page_puts_a_note_on_another_article(scene: Scene, api: Api, uri: str, words: str):
    article = at_pier(scene)
    sent = linking(scene, uri, WORDS)
    sent["target"][0]["selector"] = [{"type": "TextQuoteSelector", "exact": words}] if words else []
    assert api(scene.cast.ann).post(ALL, sent, format="json").status_code == 200
    note = Annotation.objects.get()
    assert note.article
    assert (note.article.address, note.article == article) == (uri, False)
