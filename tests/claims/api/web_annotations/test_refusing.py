"""Annotations that cannot be kept: each is refused by name, and nothing is lost or kept."""

from typing import Any

import pytest
from django.test import Client

from claims.annotations import services
from claims.annotations.models import Annotation
from provenance.sources.models import Passage
from tests.claims.api.web_annotations.sending import (
    LD,
    SITE,
    browser,
    on,
    position,
    post,
    quote,
    sent,
)
from tests.claims.changing import newer
from tests.claims.scene import Scene, snapshot_of

pytestmark = pytest.mark.django_db


class TestRefusals:
    @pytest.mark.parametrize(
        ("field", "given", "says"),
        [
            ("@context", {"@context": "https://schema.org"}, "Only"),
            ("selector", {"target": on({"type": "SoundSelector"})}, "SoundSelector"),
            ("target", {"target": on(position(-4, 7))}, "quote"),
            ("target", {"target": on(quote("Everyone was hurt"))}, "does not stand"),
            ("target", {"target": on(quote("The pier was closed twice"))}, "does not stand"),
            ("target", {"target": on(quote("x" * 1_000_000))}, "longer than"),
            ("target", {"target": on(quote("Nobody was hurt", prefix="no such"))}, "before or"),
            ("target", {"target": on(quote("the"))}, "times"),
            ("target", {"target": on({"type": "CssSelector", "value": "p"})}, "TextQuoteSelector"),
            ("target", {"target": "https://harbour.example/never"}, "brought in"),
            ("target", {"target": on(quote("x"), source="https://h.example/never")}, "brought in"),
            ("target", {"target": f"{SITE}/annotations/999999"}, "nothing at this address"),
            ("target", {"target": f"{SITE}/claims/999999/"}, "nothing at this address"),
            ("target", {"target": f"{SITE}/snapshots/999999/"}, "nothing at this address"),
            ("target", {"target": f"{SITE}/desk/"}, "brought in"),
            ("body", {"body": []}, "Write something"),
            ("tags", {"body": {"value": "x" * 61, "purpose": "tagging"}}, "60"),
            ("body", {"body": {"type": "TextualBody", "value": "x" * 20_001}}, "at most"),
            ("outside", {"colour": "x" * 70_000}, "at most"),
        ],
    )
    def test_it_is_refused_by_name_and_nothing_is_kept(
        self, ann: Client, field: str, given: dict[str, Any], says: str
    ) -> None:
        answer = post(ann, sent(**given))
        assert answer.status_code == 400
        assert list(answer.json()["error"]["fields"]) == [field]
        assert says in answer.json()["error"]["message"]
        assert not Annotation.objects.exists()
        assert not Passage.objects.exists()

    @pytest.mark.parametrize(
        ("selectors", "says"),
        [
            ([position(7, 4)], "ends"),
            ([position(-4, 7)], "before the text"),
            ([position(3, 3)], "empty"),
            ([position("1", 4)], "whole numbers"),
            ([position(0, 10**7)], "outside"),
            ([quote("Nobody was hurt"), position(0, 15)], "different words"),
            ([quote("")], "empty"),
            ([quote("Nobody"), quote("hurt")], "more than one"),
        ],
    )
    def test_on_our_copy_positions_have_to_fit(
        self, scene: Scene, ann: Client, selectors: list[dict[str, Any]], says: str
    ) -> None:
        source = f"{SITE}/snapshots/{scene.snapshot.pk}/"
        answer = post(ann, sent(target=on(*selectors, source=source)))
        assert answer.status_code == 400
        assert says in answer.json()["error"]["message"]

    def test_a_copy_of_another_text_is_refused(self, scene: Scene, ann: Client) -> None:
        other = snapshot_of(scene.cast.desk, "Other words.", outlet="Pier Gazette")
        state = {
            "type": "TimeState",
            "sourceDate": "2024-06-01T12:00:00Z",
            "cached": f"{SITE}/snapshots/{other.pk}/",
        }
        answer = post(ann, sent(target={**on(quote("Other words")), "state": state}))
        assert answer.status_code == 400
        assert "another source" in answer.json()["error"]["message"]

    @pytest.mark.parametrize("words", ["Forty boats", "Nobody was hurt"])
    def test_a_note_does_not_go_to_another_copy(
        self, scene: Scene, ann: Client, note: Annotation, words: str
    ) -> None:
        other = newer(scene.snapshot, ("Mira", "Tira"))
        data = ann.get(f"/annotations/{note.pk}").json()
        data["target"]["selector"] = [quote(words)]
        data["target"]["state"]["cached"] = f"{SITE}/snapshots/{other.pk}/"
        answer = ann.put(f"/annotations/{note.pk}", data, LD)
        assert answer.status_code == 400
        assert "stays on the copy" in answer.json()["error"]["message"]
        assert Annotation.objects.get().version == 1

    def test_private_rows_are_no_targets_for_others(self, scene: Scene, note: Annotation) -> None:
        services.show_note(note, "me", by=scene.cast.ann)
        claim = scene.claim(scene.cast.ann, visibility="me")
        for target in (f"{SITE}/annotations/{note.pk}", f"{SITE}/claims/{claim.pk}/"):
            answer = post(browser(scene.cast.bea), sent(target=target))
            assert answer.status_code == 400
            assert "nothing at this address" in answer.json()["error"]["message"]

    @pytest.mark.parametrize("body", ["{", "[1]", '"words"', "", '{"a": "\\ud800"}'])
    def test_what_is_no_json_object_is_refused(self, ann: Client, body: str) -> None:
        answer = ann.post("/annotations/", body, LD)
        assert answer.status_code == 400
        assert answer.json()["error"]["message"]
