"""The W3C Web Annotation Protocol as a client of it sees us."""

from typing import Any

import pytest
from django.test import Client

from claims.annotations import services
from claims.annotations.models import Annotation
from claims.evidence.services import add_evidence
from provenance.accounts.services import make_token
from provenance.audit.models import AuditEvent
from provenance.sources.models import Article
from tests.claims.api.web_annotations.sending import (
    ADDRESS,
    CONTEXT,
    LD,
    SITE,
    browser,
    position,
    sent,
)
from tests.claims.exchange.annotation_schemas import broken
from tests.claims.scene import Scene, decide

pytestmark = pytest.mark.django_db

MINIMAL = 'return=representation; include="http://www.w3.org/ns/ldp#PreferMinimalContainer"'
IRIS = 'return=representation; include="http://www.w3.org/ns/oa#PreferContainedIRIs"'
WHOLE = 'return=representation; include="http://www.w3.org/ns/oa#PreferContainedDescriptions"'


class TestReading:
    def test_an_annotation_says_where_it_stands(self, scene: Scene, note: Annotation) -> None:
        answer = browser(scene.cast.ann).get(f"/annotations/{note.pk}")
        said = answer.json()
        start = scene.snapshot.text.index("Forty boats")
        assert said["id"] == f"{SITE}/annotations/{note.pk}"
        assert said["target"]["source"] == ADDRESS
        assert said["target"]["selector"][0]["exact"] == "Forty boats"
        assert said["target"]["selector"][0]["suffix"].startswith(" had to leave")
        assert said["target"]["selector"][1] == position(start, start + 11)
        assert said["target"]["state"] == {
            "type": "TimeState",
            "sourceDate": "2024-06-01T12:00:00Z",
            "cached": f"{SITE}/snapshots/{scene.snapshot.pk}/",
        }
        assert [one["value"] for one in said["body"]] == ["Ask the port.", "boats"]
        assert said["creator"] == {"type": "Person", "name": "Ann"}
        assert broken("annotation", said) == []

    def test_its_headers_are_those_of_the_protocol(self, scene: Scene, note: Annotation) -> None:
        answer = browser(scene.cast.ann).get(f"/annotations/{note.pk}")
        assert answer["Content-Type"] == f'{LD}; profile="{CONTEXT}"'
        assert answer["Link"].startswith('<http://www.w3.org/ns/ldp#Resource>; rel="type"')
        assert {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"} == set(answer["Allow"].split(", "))
        assert answer["ETag"].startswith('"')
        assert "Accept" in answer["Vary"]
        assert answer["Cache-Control"] == "private, no-cache"

    def test_the_etag_is_strong(self, scene: Scene, note: Annotation) -> None:
        ann = browser(scene.cast.ann)
        first = ann.get(f"/annotations/{note.pk}")
        again = ann.get(f"/annotations/{note.pk}", headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        scene.cast.ann.name = "Ann Tal"
        scene.cast.ann.save()
        changed = ann.get(f"/annotations/{note.pk}", headers={"If-None-Match": first["ETag"]})
        assert (changed.status_code, changed["ETag"] == first["ETag"]) == (200, False)

    def test_head_is_get_without_a_body(self, scene: Scene, note: Annotation) -> None:
        ann = browser(scene.cast.ann)
        for path in (f"/annotations/{note.pk}", "/annotations/", "/annotations/?page=0"):
            got, head = ann.get(path), ann.head(path)
            assert (head.status_code, head.content) == (200, b"")
            assert head["ETag"] == got["ETag"]
            assert head["Link"] == got["Link"]

    def test_answers_claims_and_whole_articles_have_targets_too(
        self, scene: Scene, note: Annotation
    ) -> None:
        ann = scene.cast.ann
        claim = scene.claim(ann)
        article = Article.objects.get(pk=scene.snapshot.article_id)
        expected = {
            services.reply(note, "They say so.", by=ann).pk: f"{SITE}/annotations/{note.pk}",
            services.write_note("Hm.", claim=claim, by=ann).pk: f"{SITE}/claims/{claim.pk}/",
            services.write_note("Hm.", article=article, by=ann).pk: ADDRESS,
        }
        for pk, target in expected.items():
            said = browser(ann).get(f"/annotations/{pk}").json()
            assert said["target"] == target
            assert broken("annotation", said) == []

    def test_a_deleted_annotation_is_gone_for_those_who_saw_it(
        self, scene: Scene, note: Annotation
    ) -> None:
        services.delete_note(note, by=scene.cast.ann)
        assert browser(scene.cast.bea).get(f"/annotations/{note.pk}").status_code == 410
        assert browser(scene.cast.olga).get(f"/annotations/{note.pk}").status_code == 404
        assert browser(scene.cast.ann).get("/annotations/").json()["total"] == 0

    def test_appearances_and_evidence_are_annotations(self, scene: Scene) -> None:
        ann = scene.cast.ann
        claim = scene.claim(ann)
        place = scene.at("Forty boats had to leave")
        words = add_evidence(claim, stance="supports", warrant="They left.", place=place, by=ann)
        page = "https://port.example/log?day=3 May"
        page = page.replace(" ", "%20")
        link = add_evidence(claim, stance="context", warrant="The log.", address=page, by=ann)
        appearance = claim.appearances.get()
        paths = [
            f"/annotations/appearances/{appearance.pk}",
            f"/annotations/evidence/{words.pk}",
            f"/annotations/evidence/{link.pk}",
        ]
        said = [browser(ann).get(path).json() for path in paths]
        assert [one["id"] for one in said] == [f"{SITE}{path}" for path in paths]
        assert [one["motivation"] for one in said] == ["identifying", "linking", "linking"]
        assert said[1]["body"][2]["value"] == "supports"
        assert said[2]["target"] == page
        for one in said:
            assert f"{SITE}/claims/{claim.pk}/" in [body.get("source") for body in one["body"]]
            assert broken("annotation", one) == []


class TestContainers:
    @pytest.fixture
    def notes(self, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> list[Annotation]:
        """Five notes, two to a page."""
        monkeypatch.setattr("claims.api.web_annotations.containers.PER_PAGE", 2)
        claim = scene.claim(scene.cast.ann)
        return [services.write_note(f"Note {n}.", claim=claim, by=scene.cast.ann) for n in range(5)]

    def test_an_empty_container_is_one_all_the_same(self, scene: Scene) -> None:
        for path in ("/annotations/", "/annotations/appearances/", "/annotations/evidence/"):
            said = browser(scene.cast.nobody).get(path).json()
            assert (said["total"], said["first"]["items"]) == (0, [])
            assert broken("collection", said) == []

    @pytest.mark.parametrize("prefer", ["", MINIMAL, IRIS, WHOLE])
    def test_all_pages_together_hold_everything_once(
        self, scene: Scene, notes: list[Annotation], prefer: str
    ) -> None:
        ann = browser(scene.cast.ann)
        said = ann.get("/annotations/", headers={"Prefer": prefer}).json()
        assert broken("collection", said) == []
        found: list[Any] = []
        number = said["first"] if prefer == MINIMAL else said["first"]["id"]
        while number:
            page = ann.get(number.removeprefix(SITE)).json()
            assert (page["id"], page["partOf"]["id"]) == (number, said["id"])
            assert page["startIndex"] == len(found)
            assert broken("page", page) == []
            found += page["items"]
            last, number = number, page.get("next")
        assert last == said["last"]
        ids = [one if isinstance(one, str) else one["id"] for one in found]
        assert ids == [f"{SITE}/annotations/{note.pk}" for note in notes]
        assert {isinstance(one, str) for one in found} == {prefer == IRIS}
        assert [one for one in found if prefer != IRIS and broken("annotation", one)] == []

    @pytest.mark.parametrize(
        ("prefer", "first", "name"),
        [
            ("", dict, "?iris=0"),
            (WHOLE, dict, "?iris=0"),
            (IRIS, dict, "?iris=1"),
            (MINIMAL, str, "?iris=0"),
            (f'{MINIMAL[:-1]} http://www.w3.org/ns/oa#PreferContainedIRIs"', str, "?iris=1"),
            (f'{IRIS[:-1]} http://www.w3.org/ns/oa#PreferContainedDescriptions"', dict, "?iris=0"),
            ("return=minimal", dict, "?iris=0"),
        ],
    )
    def test_every_form_of_prefer_is_followed(
        self, scene: Scene, notes: list[Annotation], prefer: str, first: type, name: str
    ) -> None:
        answer = browser(scene.cast.ann).get("/annotations/", headers={"Prefer": prefer})
        said = answer.json()
        assert isinstance(said["first"], first)
        assert said["id"] == answer["Content-Location"] == f"{SITE}/annotations/{name}"
        assert ("Preference-Applied" in answer) == bool(prefer)
        assert broken("collection", said) == []

    def test_its_headers_are_those_of_the_protocol(self, scene: Scene) -> None:
        answer = browser(scene.cast.ann).get("/annotations/")
        assert '<http://www.w3.org/ns/ldp#BasicContainer>; rel="type"' in answer["Link"]
        assert "constrainedBy" in answer["Link"]
        assert {"GET", "HEAD", "POST", "OPTIONS"} == set(answer["Allow"].split(", "))
        assert answer["Accept-Post"] == f'{LD}; profile="{CONTEXT}"'
        assert {"Accept", "Prefer"} <= set(answer["Vary"].split(", "))
        assert answer["ETag"].startswith('"')

    def test_a_page_beyond_the_last_is_not_there(self, scene: Scene) -> None:
        assert browser(scene.cast.ann).get("/annotations/?page=1").status_code == 404
        assert browser(scene.cast.ann).get("/annotations/?page=-1").status_code == 400

    def test_it_is_narrowed_to_a_text_however_it_is_called(
        self, scene: Scene, note: Annotation
    ) -> None:
        services.write_note("Hm.", claim=scene.claim(scene.cast.ann), by=scene.cast.ann)
        article = Article.objects.get(pk=scene.snapshot.article_id)
        services.write_note("Old.", article=article, by=scene.cast.ann)
        for source in (
            ADDRESS,
            f"http://www.{ADDRESS.removeprefix('https://')}?utm_source=x",
            f"{SITE}/snapshots/{scene.snapshot.pk}/",
            f"{SITE}/articles/{article.pk}/",
        ):
            said = browser(scene.cast.ann).get("/annotations/", {"source": source}).json()
            assert said["total"] == 2, source
        elsewhere = {"source": "https://harbour.example/other"}
        assert browser(scene.cast.ann).get("/annotations/", elsewhere).json()["total"] == 0
        foreign = {"workspace": "elsewhere"}
        assert browser(scene.cast.ann).get("/annotations/", foreign).json()["total"] == 0

    def test_the_number_of_queries_does_not_grow(
        self, scene: Scene, django_assert_num_queries: Any
    ) -> None:
        claim, ann = scene.claim(scene.cast.ann), browser(scene.cast.ann)
        for _ in range(2):
            services.write_note("Hm.", claim=claim, by=scene.cast.ann)
            note = services.write_note(
                "Eh?", place=scene.at("Forty"), workspace=scene.cast.desk, by=scene.cast.ann
            )
            services.reply(note, "Yes.", by=scene.cast.ann)
            place = scene.at("Nobody was hurt")
            add_evidence(claim, stance="context", warrant="So.", place=place, by=scene.cast.ann)
            # Session, person, roles; the whole; the rows.
            for kind in ("", "appearances/", "evidence/"):
                with django_assert_num_queries(5):
                    ann.get(f"/annotations/{kind}")


class TestPrivacy:
    def test_an_outsider_finds_nothing_of_private_rows_anywhere(self, scene: Scene) -> None:
        ann, claim = scene.cast.ann, scene.claim(scene.cast.ann)
        place = scene.at("Forty boats")
        evidence = add_evidence(claim, stance="context", warrant="So.", place=place, by=ann)
        notes = [
            services.write_note("Hm.", claim=claim, by=ann),
            services.write_note("Mine.", claim=claim, visibility="me", by=ann),
            services.write_note("On words.", place=place, workspace=scene.cast.desk, by=ann),
        ]
        paths = [f"/annotations/{note.pk}" for note in notes]
        paths += [f"/annotations/evidence/{evidence.pk}"]
        paths += [f"/annotations/appearances/{claim.appearances.get().pk}"]
        for user in (scene.cast.olga, scene.cast.nobody):
            outsider = browser(user)
            missing = outsider.get("/annotations/99999999")
            for path in paths:
                for method in (outsider.get, outsider.head):
                    assert method(path).status_code == 404, path
                assert outsider.get(path).content == missing.content
                answer = outsider.put(path, sent(), LD)
                assert answer.status_code in (401, 404), path
            for kind in ("", "appearances/", "evidence/"):
                for query in ("", "?iris=1", "?iris=0&page=0", f"?source={ADDRESS}"):
                    answer = outsider.get(f"/annotations/{kind}{query}")
                    said = answer.json()
                    assert said.get("total", said.get("partOf", {}).get("total")) == 0
                    assert "modified" not in said
                    assert '"Ann"' not in answer.content.decode()
        bea = browser(scene.cast.bea).get("/annotations/").json()
        assert bea["total"] == 2

    def test_what_is_published_is_read_by_everyone(self, scene: Scene) -> None:
        claim = scene.claim(scene.cast.ann)
        decide(claim, scene)
        claim.refresh_from_db()
        note = services.write_note("Hm.", claim=claim, visibility="public", by=scene.cast.eve)
        nobody = browser(scene.cast.nobody)
        said = nobody.get(f"/annotations/{note.pk}").json()
        assert said["creator"] == {"type": "Organization", "name": "Eastbank Desk"}
        assert nobody.get("/annotations/").json()["total"] == 1
        assert nobody.get("/annotations/appearances/").json()["total"] == 1

    def test_denied_notes_are_seen_by_author_and_moderators(
        self, scene: Scene, note: Annotation
    ) -> None:
        services.moderate_note(note, "denied", reason="Unkind.", by=scene.cast.eve)
        seen = {
            name: browser(user).get(f"/annotations/{note.pk}").status_code
            for name, user in scene.cast.everyone().items()
        }
        assert {name for name, status in seen.items() if status == 200} == {
            "ann", "eve", "tom", "max",
        }  # fmt: skip
        assert set(seen.values()) == {200, 404}


class TestOtherOrigins:
    ORIGIN = {"Origin": "https://annotator.example"}

    def test_headers_are_exposed_and_cookies_are_not_welcome(
        self, scene: Scene, note: Annotation
    ) -> None:
        ann = browser(scene.cast.ann)
        answer = ann.get("/annotations/", headers=self.ORIGIN)
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer
        exposed = answer["Access-Control-Expose-Headers"]
        assert all(name in exposed for name in ("ETag", "Link", "Allow", "Location", "Vary"))
        assert answer.json()["total"] == 0, "a cookie was believed across origins"
        assert "Origin" in answer["Vary"]
        assert ann.get("/annotations/", headers={"Origin": SITE}).json()["total"] == 1

    def test_a_preflight_needs_no_login(self, scene: Scene, note: Annotation) -> None:
        asked = {**self.ORIGIN, "Access-Control-Request-Method": "PUT"}
        answer = Client().options(f"/annotations/{note.pk}", headers=asked)
        assert (answer.status_code, answer.content) == (204, b"")
        assert "PUT" in answer["Access-Control-Allow-Methods"]
        allowed = answer["Access-Control-Allow-Headers"]
        assert all(name in allowed for name in ("Authorization", "If-Match", "Prefer", "Slug"))

    def test_a_token_writes_from_anywhere(self, scene: Scene) -> None:
        _, secret = make_token(name="annotator", by=scene.cast.ann)
        headers = {**self.ORIGIN, "Authorization": f"Token {secret}"}
        answer = Client().post("/annotations/", sent(), LD, headers=headers)
        assert answer.status_code == 201
        assert AuditEvent.objects.get(action="note.written").via == "api"

    def test_a_login_writes_only_from_our_pages_and_with_their_token(self, scene: Scene) -> None:
        ann = Client(enforce_csrf_checks=True)
        ann.force_login(scene.cast.ann)
        assert ann.post("/annotations/", sent(), LD, headers=self.ORIGIN).status_code == 401
        assert ann.post("/annotations/", sent(), LD).status_code == 403
        assert not Annotation.objects.exists()

    def test_refusals_are_readable_across_origins(self) -> None:
        answer = Client().get("/annotations/1", headers=self.ORIGIN)
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert answer["Content-Type"] == "application/json"
        assert answer.json()["error"]["code"] == "not_found"
