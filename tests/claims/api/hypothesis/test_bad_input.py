"""Nonsense is refused, said to be nonsense, and changes nothing."""

import pytest

from claims.annotations.models import Annotation
from tests.claims.scene import Scene

from .conftest import SITE, Api, note_on, text_page

WORDS = "Nobody was hurt"
ALL = "/hypothesis/api/annotations"
QUOTE = {"type": "TextQuoteSelector", "exact": "These words stand nowhere at all"}
NONSENSE = {
    "not a list": "words",
    "not objects": ["words"],
    "no type": [{"exact": "x"}],
    "unknown type": [{"type": "SmellSelector"}],
    "reversed": [{"type": "TextPositionSelector", "start": 9, "end": 3}],
    "negative": [{"type": "TextPositionSelector", "start": -9, "end": 3}],
    "not numbers": [{"type": "TextPositionSelector", "start": "1", "end": None}],
    "beyond the text": [{"type": "TextPositionSelector", "start": 1, "end": 10**9}],
    "no such words": [QUOTE],
    "empty quote": [{"type": "TextQuoteSelector", "exact": "  "}],
    "a megabyte": [{"type": "TextQuoteSelector", "exact": "x" * 2**20}],
    "a quote twice": [QUOTE, QUOTE],
}


@pytest.mark.parametrize("selectors", NONSENSE.values(), ids=NONSENSE.keys())
def test_nonsense_is_refused_and_said_to_be(scene: Scene, api: Api, selectors: object):
    sent = note_on(scene.snapshot, WORDS)
    sent["target"][0]["selector"] = selectors
    answer = api(scene.cast.ann).post(ALL, sent, format="json")
    assert answer.status_code == 400, answer.data
    assert answer.data["status"] == "failure"
    assert answer.data["reason"].startswith("target")
    assert not Annotation.objects.exists()


BAD = {
    "unknown group": {"group": "nowhere"},
    "the group of others": {"group": "elsewhere"},
    "no page": {"uri": "urn:x-pdf:123", "document": {}},
    "a file": {"uri": "file:///home/ann/a.pdf", "document": {}},
    "two targets": {"target": [{}, {}]},
    "text is a number": {"text": 5},
    "tags are words": {"tags": "a,b"},
    "a tag is a number": {"tags": [1]},
    "references of nothing": {"references": ["nonsense"]},
    "permissions are a list": {"permissions": []},
    "document is text": {"document": "x"},
    "very long": {"text": "x" * 20_001},
    "a very long tag": {"tags": ["x" * 61]},
    "another workspace's text": {"uri": "foreign"},
    "a claim that is not there": {"uri": SITE.at("/claims/999/")},
}


@pytest.mark.parametrize("wrong", BAD.values(), ids=BAD.keys())
def test_bad_notes_are_refused_and_said_to_be(scene: Scene, api: Api, wrong: dict[str, object]):
    sent = note_on(scene.snapshot, WORDS) | wrong
    if sent["uri"] == "foreign":
        sent["uri"] = text_page(scene.foreign)
    answer = api(scene.cast.ann).post(ALL, sent, format="json")
    assert answer.status_code == 400, answer.data
    assert answer.data["reason"]
    assert not Annotation.objects.exists()


@pytest.mark.parametrize("field", ["text", "uri", "group"])
def test_no_character_breaks_a_note(scene: Scene, api: Api, field: str):
    for value in ("a\0b", "💧\u202e", "%00"):
        sent = note_on(scene.snapshot, WORDS) | {field: value, "document": {}}
        answer = api(scene.cast.ann).post(ALL, sent, format="json")
        assert answer.status_code in (200, 400), (value, answer.content)


@pytest.mark.parametrize("body", [[], "words", 5, None])
def test_what_is_no_annotation_is_refused(scene: Scene, api: Api, body: object):
    assert api(scene.cast.ann).post(ALL, body, format="json").status_code == 400


def test_nobody_writes_into_the_group_of_everyone(scene: Scene, api: Api):
    answer = api(scene.cast.ann).post(
        ALL, note_on(scene.snapshot, WORDS, group="public"), format="json"
    )
    assert answer.status_code == 403
    assert "Choose your workspace" in answer.data["reason"]


def test_readers_write_nothing(scene: Scene, api: Api):
    answer = api(scene.cast.ron).post(ALL, note_on(scene.snapshot, WORDS), format="json")
    assert answer.status_code == 403
