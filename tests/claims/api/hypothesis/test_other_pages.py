"""Notes written on pages of other sites, and on pages that nobody brought in yet."""

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
