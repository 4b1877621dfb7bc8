"""Annotations that other programs write, change and delete here; and what is refused."""

import json
from typing import Any

import pytest
from django.test import Client

from claims.annotations import services
from claims.annotations.models import Annotation
from claims.evidence.models import Evidence
from claims.evidence.services import add_evidence
from claims.reviews.models import Verdict
from provenance.accounts.models import Workspace
from provenance.audit.models import AuditEvent
from provenance.sources.models import Article
from tests.claims.api.web_annotations.sending import (
    ADDRESS,
    CONTEXT,
    LD,
    SITE,
    browser,
    on,
    position,
    post,
    quote,
    sent,
)
from tests.claims.exchange.annotation_schemas import broken
from tests.claims.scene import Scene, decide, snapshot_of

pytestmark = pytest.mark.django_db


class TestPosting:
    def test_an_annotation_becomes_a_note_on_the_quoted_words(
        self, scene: Scene, ann: Client
    ) -> None:
        answer = post(ann, sent(motivation="questioning"), Slug="my-own-name")
        assert answer.status_code == 201
        note = Annotation.objects.get()
        assert note.passage is not None
        assert (note.body, note.motivation) == ("Says who?", "questioning")
        assert note.passage.quote == "Nobody was hurt"
        assert (note.workspace, note.created_by) == (scene.cast.desk, scene.cast.ann)
        assert answer["Location"] == answer.json()["id"] == f"{SITE}/annotations/{note.pk}"
        assert answer["ETag"] == ann.get(answer["Location"])["ETag"]
        assert broken("annotation", answer.json()) == []

    def test_its_own_name_is_kept_as_via(self, ann: Client) -> None:
        named = "https://annotator.example/a/7"
        assert post(ann, sent(id=named)).json()["via"] == named
        assert "via" not in post(ann, sent(id="#0b3f")).json()

    def test_plain_json_is_read_too_and_other_kinds_are_not(self, ann: Client) -> None:
        assert ann.post("/annotations/", sent(), "application/json").status_code == 201
        assert ann.post("/annotations/", "<a>", "text/turtle").status_code == 415

    def test_what_it_says_beside_comes_back_as_it_came(self, ann: Client) -> None:
        css = {"type": "CssSelector", "value": "#pier > p"}
        target = {**on(quote("Nobody was hurt"), css), "scope": "https://harbour.example/"}
        beside = {
            "motivation": ["commenting", "assessing"],
            "rights": "https://creativecommons.org/licenses/by/4.0/",
            "colour": "green",
            "body": [
                {"type": "TextualBody", "value": "<b>Who?</b>", "format": "text/html"},
                {"id": "https://port.example/pier.jpg", "type": "Image"},
            ],
        }
        said = post(ann, sent(**beside, target=target)).json()
        assert said["target"]["selector"][2] == css
        assert said["target"]["scope"] == "https://harbour.example/"
        assert (said["motivation"], said["colour"]) == (beside["motivation"], "green")
        assert said["rights"] == beside["rights"]
        assert said["body"][0]["format"] == "text/html"
        assert said["body"][1] == beside["body"][1]
        assert broken("annotation", said) == []

    def test_a_highlight_needs_no_words(self, ann: Client) -> None:
        data = sent(motivation="highlighting")
        del data["body"]
        assert post(ann, data).status_code == 201
        assert post(ann, {**data, "motivation": "commenting"}).status_code == 400

    def test_an_annotation_of_an_annotation_is_an_answer(
        self, ann: Client, note: Annotation
    ) -> None:
        said = post(ann, sent(target=f"{SITE}/annotations/{note.pk}")).json()
        answer = Annotation.objects.get(parent=note)
        assert (said["motivation"], answer.motivation) == ("commenting", "commenting")
        assert said["target"] == f"{SITE}/annotations/{note.pk}"

    def test_claims_and_whole_articles_can_be_annotated(self, scene: Scene, ann: Client) -> None:
        claim = scene.claim(scene.cast.ann)
        assert post(ann, sent(target=f"{SITE}/claims/{claim.pk}/")).status_code == 201
        assert post(ann, sent(target=ADDRESS)).status_code == 201
        grounds = Annotation.objects.order_by("pk").values_list("claim", "article")
        assert list(grounds) == [(claim.pk, None), (None, scene.snapshot.article_id)]

    def test_the_copy_named_as_cached_is_the_one_annotated(self, scene: Scene, ann: Client) -> None:
        start = scene.snapshot.text.index("Forty")
        state = {
            "type": "TimeState",
            "sourceDate": "2024-06-01T12:00:00Z",
            "cached": f"{SITE}/snapshots/{scene.snapshot.pk}/",
        }
        target = {**on(position(start, start + 5)), "state": state}
        said = post(ann, sent(target=target)).json()
        assert said["target"]["selector"][0]["exact"] == "Forty"
        assert said["target"]["state"] == state

    def test_positions_are_code_points_or_the_units_browsers_count(
        self, scene: Scene, ann: Client
    ) -> None:
        text = "🌊🌊 The pier is shut. The pier is open."
        copy = snapshot_of(scene.cast.desk, text, by=scene.cast.ann, outlet="Pier Gazette")
        source = f"{SITE}/snapshots/{copy.pk}/"
        start = text.rindex("The pier")
        for shift in (0, 2):
            where = on(quote("The pier"), position(start + shift, start + shift + 8), source=source)
            said = post(ann, sent(target=where)).json()
            assert said["target"]["selector"][1]["start"] == start

    def test_on_the_live_page_positions_may_be_others(self, ann: Client) -> None:
        target = on(quote("Nobody was hurt"), position(4000, 4015))
        assert post(ann, sent(target=target)).status_code == 201

    def test_students_write_for_themselves_and_the_address_may_say_otherwise(
        self, scene: Scene
    ) -> None:
        sam = browser(scene.cast.sam)
        assert post(sam, sent()).status_code == 201
        assert sam.post("/annotations/?visibility=workspace", sent(), LD).status_code == 201
        assert sam.post("/annotations/?visibility=public", sent(), LD).status_code == 403
        assert sam.post("/annotations/?visibility=friends", sent(), LD).status_code == 400
        levels = Annotation.objects.order_by("pk").values_list("visibility", flat=True)
        assert list(levels) == ["me", "workspace"]

    def test_sent_twice_with_one_key_it_is_kept_once(self, ann: Client) -> None:
        key = {"Idempotency-Key": "once"}
        first, again = post(ann, sent(), **key), post(ann, sent(), **key)
        assert (first.status_code, again.status_code) == (201, 201)
        assert first.json() == again.json()
        assert again["Location"] == first["Location"]
        assert Annotation.objects.count() == 1

    @pytest.mark.parametrize(("name", "status"), [("ron", 403), ("olga", 400), ("nobody", 401)])
    def test_who_does_not_record_here_keeps_nothing(
        self, scene: Scene, name: str, status: int
    ) -> None:
        assert post(browser(scene.cast.everyone()[name]), sent()).status_code == status
        assert not Annotation.objects.exists()

    def test_where_two_workspaces_have_a_text_one_is_named(self, scene: Scene) -> None:
        cast = scene.cast
        cast.elsewhere.memberships.create(user=cast.ann, role="checker")
        Article.objects.filter(pk=scene.foreign.article_id).update(
            address=ADDRESS, address_key="harbour.example/news/pier"
        )
        ann = browser(cast.ann)
        refused = post(ann, sent())
        assert (refused.status_code, list(refused.json()["error"]["fields"])) == (
            400,
            ["workspace"],
        )
        assert ann.post("/annotations/?workspace=elsewhere", sent(), LD).status_code == 201
        assert Annotation.objects.get().workspace == cast.elsewhere


class TestPutting:
    def test_it_is_replaced_and_the_wording_before_is_kept(
        self, ann: Client, note: Annotation
    ) -> None:
        path = f"/annotations/{note.pk}"
        got = ann.get(path)
        data = got.json() | {"motivation": "questioning"}
        data["body"][0]["value"] = "Did the port say so?"
        answer = ann.put(path, data, LD, headers={"If-Match": got["ETag"]})
        assert answer.status_code == 200
        assert answer["ETag"] == ann.get(path)["ETag"] != got["ETag"]
        note.refresh_from_db()
        assert (note.body, note.tags) == ("Did the port say so?", ["boats"])
        assert note.motivation == "questioning"
        assert note.revisions.get().body == "Ask the port."
        assert AuditEvent.objects.get(action="note.edited").via == "api"

    def test_a_stale_tag_is_refused(self, ann: Client, note: Annotation) -> None:
        path = f"/annotations/{note.pk}"
        got = ann.get(path)
        data = got.json()
        assert ann.put(path, data | {"body": {"value": "Else."}}, LD).status_code == 200
        for change in (ann.put, ann.delete):
            answer = change(path, data, LD, headers={"If-Match": got["ETag"]})
            assert (answer.status_code, answer.json()["error"]["code"]) == (412, "stale")
        note.refresh_from_db()
        assert note.deleted_at is None

    def test_sent_back_as_it_is_it_changes_nothing(self, ann: Client, note: Annotation) -> None:
        path = f"/annotations/{note.pk}"
        got = ann.get(path)
        answer = ann.put(path, got.json(), LD)
        assert answer["ETag"] == got["ETag"]
        note.refresh_from_db()
        assert note.version == 1

    @pytest.mark.parametrize("without", [{"prefix", "suffix"}, {"position"}, {"state"}])
    def test_what_a_program_leaves_out_is_not_erased(
        self, ann: Client, note: Annotation, without: set[str]
    ) -> None:
        path = f"/annotations/{note.pk}"
        before = ann.get(path).json()
        data = json.loads(json.dumps(before))
        for name in without & {"prefix", "suffix"}:
            del data["target"]["selector"][0][name]
        if "position" in without:
            del data["target"]["selector"][1]
        data["target"] = {n: v for n, v in data["target"].items() if n not in without}
        data["target"] = [data["target"]]
        data["body"] = [{"type": "TextualBody", "value": "Shorter.", "purpose": "commenting"}]
        answer = ann.put(path, data, LD)
        assert answer.status_code == 200
        assert answer.json()["target"] == before["target"]
        assert answer.json()["body"][0]["value"] == "Shorter."

    def test_it_moves_to_other_words_of_the_text(self, ann: Client, note: Annotation) -> None:
        path = f"/annotations/{note.pk}"
        before = note.passage
        answer = ann.put(path, sent(), LD)
        assert answer.json()["target"]["selector"][0]["exact"] == "Nobody was hurt"
        note.refresh_from_db()
        assert note.revisions.get(passage__isnull=False).passage == before

    def test_it_moves_with_the_selectors_just_sent_and_no_others(self, ann: Client) -> None:
        old, new = ({"type": "CssSelector", "value": value} for value in ("#p2", "#p1"))
        path = post(ann, sent(target=on(quote("Nobody was hurt"), old))).json()["id"]
        target = ann.put(path, sent(target=on(quote("Forty boats"), new)), LD).json()["target"]
        assert target["selector"][2:] == [new]
        target = ann.put(path, sent(target=on(quote("Nobody was hurt"))), LD).json()["target"]
        assert target["selector"][2:] == []

    def test_unless_something_rests_on_it(
        self, scene: Scene, ann: Client, note: Annotation
    ) -> None:
        services.reply(note, "Yes.", by=scene.cast.bea)
        answer = ann.put(f"/annotations/{note.pk}", sent(), LD)
        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "conflict")
        note.refresh_from_db()
        assert note.body == "Ask the port."

    @pytest.mark.parametrize("target", [ADDRESS, f"{SITE}/annotations/{{note}}"])
    def test_it_stays_on_a_thing_of_its_kind(
        self, ann: Client, note: Annotation, target: str
    ) -> None:
        other = sent(target=target.format(note=note.pk))
        assert ann.put(f"/annotations/{note.pk}", other, LD).status_code == 409

    @pytest.mark.parametrize(
        "beside",
        [
            {"body": [*sent()["body"], {"type": "TextualBody", "value": "A fool!"}]},
            {"body": [*sent()["body"], "https://fool.example/"]},
            {"body": [sent()["body"][0] | {"language": "en"}]},
            {"rights": "https://fool.example/"},
        ],
    )
    def test_nothing_beside_the_words_slips_past_a_moderator(
        self, scene: Scene, beside: dict[str, Any]
    ) -> None:
        Workspace.objects.filter(pk=scene.cast.desk.pk).update(notes_wait=True)
        sam = browser(scene.cast.sam)
        path = sam.post("/annotations/?visibility=workspace", sent(), LD).json()["id"]
        note = Annotation.objects.get()
        services.moderate_note(note, "approved", by=scene.cast.tom)
        assert sam.put(path, sent(**beside), LD).status_code == 200
        note.refresh_from_db()
        assert (note.state, note.revisions.get().outside) == ("pending", {})
        assert browser(scene.cast.bea).get(path).status_code == 404

    def test_sent_back_with_its_own_name_it_changes_nothing(self, ann: Client) -> None:
        path = post(ann, sent(id="https://a.example/7")).json()["id"]
        assert ann.put(path, ann.get(path).json(), LD).status_code == 200
        assert Annotation.objects.get().version == 1

    def test_what_it_is_called_elsewhere_is_said_once(self, ann: Client) -> None:
        named = {"via": "https://a.example/7", "canonical": "urn:uuid:0b3f"}
        path = post(ann, sent(**named)).json()["id"]
        assert ann.put(path, sent(**named | {"via": "https://b.example/"}), LD).status_code == 409
        said = ann.put(path, sent(bodyValue="Eh?", **{"body": None}), LD)
        assert said.status_code == 400, "body and bodyValue are two ways of one thing"
        data = sent()
        del data["body"]
        said = ann.put(path, data | {"bodyValue": "Eh?"}, LD).json()
        assert {name: said[name] for name in named} == named

    @pytest.mark.parametrize(("name", "status"), [("bea", 403), ("eve", 403), ("olga", 404)])
    def test_nobody_changes_the_words_of_another(
        self, scene: Scene, note: Annotation, name: str, status: int
    ) -> None:
        client = browser(scene.cast.everyone()[name])
        data = browser(scene.cast.ann).get(f"/annotations/{note.pk}").json() | {"body": "x:y"}
        assert client.put(f"/annotations/{note.pk}", data, LD).status_code == status

    def test_evidence_in_a_published_verdict_keeps_its_target(
        self, scene: Scene, ann: Client
    ) -> None:
        claim = scene.claim(scene.cast.ann)
        place = scene.at("Forty boats had to leave")
        evidence = add_evidence(
            claim, stance="supports", warrant="They left.", place=place, by=scene.cast.ann
        )
        decide(claim, scene)
        paths = [
            f"/annotations/evidence/{evidence.pk}",
            f"/annotations/appearances/{claim.appearances.get().pk}",
        ]
        for path in paths:
            for change in (ann.put, ann.delete):
                answer = change(path, sent(), LD)
                assert answer.status_code == 405
                assert "PUT" not in answer["Allow"]
                assert "words never change" in answer.json()["error"]["message"]
        assert Evidence.objects.get().passage == evidence.passage
        assert Verdict.objects.count() == 1

    def test_deleting_is_undone_on_our_pages(
        self, scene: Scene, ann: Client, note: Annotation
    ) -> None:
        path = f"/annotations/{note.pk}"
        got = ann.get(path)
        assert ann.delete(path, headers={"If-Match": got["ETag"]}).status_code == 204
        assert ann.get(path).status_code == 410
        assert ann.put(path, sent(), LD).status_code == 410
        services.restore_note(note, by=scene.cast.ann)
        assert ann.get(path).status_code == 200


def test_the_context_is_that_of_the_standard(ann: Client) -> None:
    assert post(ann, sent()).json()["@context"] == CONTEXT
