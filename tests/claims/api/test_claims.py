"""Claims over REST: recording, reading, changing, and every refusal."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from claims.api.claim_outputs import ClaimWhole
from claims.evidence.services import add_evidence
from claims.records.models import Claim
from claims.records.services import Hop, add_appearance, publish_claim
from provenance.audit.models import AuditEvent
from tests.claims.scene import Scene, decide, snapshot_of, span

pytestmark = pytest.mark.django_db
CLAIMS = "/api/v1/claims/"


@pytest.fixture
def api() -> APIClient:
    return APIClient()


@pytest.fixture
def claim(scene: Scene) -> Claim:
    return scene.claim(
        scene.cast.ann, attributions=[Hop(None, "hearsay"), Hop("Mira Tal", "direct")]
    )


def as_(api: APIClient, user: Any) -> APIClient:
    api.force_authenticate(user)
    return api


def body(scene: Scene, **given: Any) -> dict[str, Any]:
    """What records a claim, as CONTRACTS has it."""
    start, end = span("We closed it on 3 May")
    said = span("Mira Tal told")
    return {
        "workspace": "desk",
        "statement": "The pier closed on 3 May.",
        "appearance": {"snapshot": scene.snapshot.pk, "start": start, "end": end},
        "attributions": [
            {
                "speaker": "Mira Tal",
                "directness": "direct",
                "cue": {"start": said[0], "end": said[1]},
            }
        ],
    } | given


def tag(claim: Claim) -> str:
    claim.refresh_from_db()
    return f'"claim-{claim.pk}-{claim.version}"'


class TestRecording:
    def test_a_claim_is_recorded_with_its_place_and_chain(
        self, scene: Scene, api: APIClient
    ) -> None:
        answer = as_(api, scene.cast.ann).post(CLAIMS, body(scene), format="json")
        assert answer.status_code == 201
        made = answer.json()
        assert answer.headers["ETag"] == f'"claim-{made["id"]}-1"'
        assert made["workspace"] == "desk"
        first = made["first_appearance"]
        assert (first["quote"], first["author"], first["outlet"], first["published"]) == (
            "We closed it on 3 May",
            "Noa Brand",
            "Harbour Post",
            "2024-05-04",
        )
        claim = Claim.objects.get(pk=made["id"])
        hop = claim.appearances.get().attributions.get()
        assert str(hop.speaker) == "Mira Tal"
        assert hop.cue is not None
        assert hop.cue.quote == "Mira Tal told"
        assert AuditEvent.objects.get(action="claim.recorded").via == "api"

    def test_the_answer_reads_as_the_claim_does_in_the_list(
        self, scene: Scene, api: APIClient
    ) -> None:
        sent = body(scene, about="2024-05-03", kind="quotation")
        made = as_(api, scene.cast.ann).post(CLAIMS, sent, format="json").json()
        listed = api.get(CLAIMS).json()["results"][0]
        assert set(made) == set(listed)
        # PostgreSQL writes the fraction of a second even where there is none.
        assert str(made).replace(".000000Z", "Z") == str(
            {name: listed[name] for name in made}
        ).replace(".000000Z", "Z")

    @pytest.mark.parametrize("workspace", ["slug", "id"])
    @pytest.mark.parametrize("place", ["selector", "passage"])
    def test_workspace_and_place_may_be_named_in_other_ways(
        self, scene: Scene, api: APIClient, workspace: str, place: str
    ) -> None:
        places = {
            "selector": {
                "snapshot": scene.snapshot.pk,
                "selector": [{"type": "TextQuoteSelector", "exact": "Nobody was hurt"}],
            },
            "passage": {"passage": scene.marked("Nobody was hurt", scene.cast.ann).pk},
        }
        desk = scene.cast.desk
        name = desk.slug if workspace == "slug" else str(desk.pk)
        sent = body(scene, workspace=name, appearance=places[place], attributions=[])
        answer = as_(api, scene.cast.ann).post(CLAIMS, sent, format="json")
        assert answer.json()["first_appearance"]["quote"] == "Nobody was hurt"

    def test_sent_twice_with_a_key_it_is_recorded_once(self, scene: Scene, api: APIClient) -> None:
        as_(api, scene.cast.ann)
        once, again = (
            api.post(CLAIMS, body(scene), format="json", headers={"Idempotency-Key": "k1"})
            for _ in range(2)
        )
        assert (once.status_code, again.status_code) == (201, 201)
        assert once.json() == again.json()
        assert Claim.objects.count() == 1

    @pytest.mark.parametrize(
        ("field", "given"),
        [
            ("statement", {"statement": ""}),
            ("statement", {"statement": None}),
            ("kind", {"kind": "rumour"}),
            ("workspace", {"workspace": "elsewhere"}),
            ("workspace", {"workspace": "99999999999999999999"}),
            ("appearance", {"appearance": None}),
            ("appearance", {"appearance": 7}),
            ("appearance", {"appearance": {"snapshot": 10**12, "start": 0, "end": 1}}),
            ("appearance", {"appearance": {"snapshot": True, "start": 0, "end": 1}}),
            ("appearance", {"appearance": {"snapshot": 1, "selector": "p"}}),
            ("attributions.0.directness", {"attributions": [{"directness": "shouted"}]}),
            ("attributions.0.speaker", {"attributions": [{"speaker": {"id": 3}}]}),
            ("attributions.0.speaker", {"attributions": [{"speaker": "Mira\0"}]}),
            ("attributions.0.cue", {"attributions": [{"cue": [3]}]}),
            ("statement", {"statement": "The pier\0."}),
            ("appearance", {"appearance": {"snapshot": 1, "selector": [{"type": "Nothing"}]}}),
            ("attributions", {"attributions": [{"speaker": 999}]}),
            ("about", {"about": "3 May"}),
            ("about", {"about_precision": "month"}),
        ],
    )
    def test_bad_input_names_its_field_and_records_nothing(
        self, scene: Scene, api: APIClient, field: str, given: dict[str, Any]
    ) -> None:
        answer = as_(api, scene.cast.ann).post(CLAIMS, body(scene, **given), format="json")
        assert answer.status_code == 400
        error = answer.json()["error"]
        assert (error["code"], list(error["fields"])) == ("invalid", [field])
        assert not Claim.objects.exists()

    @pytest.mark.parametrize(("start", "end"), [(0, 10**6), (7, 7), (9, 3)])
    def test_offsets_outside_the_text_are_refused(
        self, scene: Scene, api: APIClient, start: int, end: int
    ) -> None:
        place = {"snapshot": scene.snapshot.pk, "start": start, "end": end}
        sent = body(scene, appearance=place, attributions=[])
        answer = as_(api, scene.cast.ann).post(CLAIMS, sent, format="json")
        assert (answer.status_code, list(answer.json()["error"]["fields"])) == (400, ["appearance"])

    def test_a_selector_that_stands_nowhere_or_twice_is_refused(
        self, scene: Scene, api: APIClient
    ) -> None:
        for exact in ("sea serpent", "port"):
            place = {
                "snapshot": scene.snapshot.pk,
                "selector": [{"type": "TextQuoteSelector", "exact": exact}],
            }
            sent = body(scene, appearance=place, attributions=[])
            assert as_(api, scene.cast.ann).post(CLAIMS, sent, format="json").status_code == 400

    def test_who_records(self, scene: Scene, api: APIClient) -> None:
        expected = dict.fromkeys(("ann", "bea", "eve", "tom", "sam", "sue", "max"), 201)
        expected |= {"ron": 403, "olga": 400, "nobody": 401}
        for name, user in scene.cast.everyone().items():
            api = APIClient()
            if name != "nobody":
                api.force_authenticate(user)
            assert api.post(CLAIMS, body(scene), format="json").status_code == expected[name], name


class TestReading:
    def test_a_claim_is_told_whole(self, scene: Scene, api: APIClient, claim: Claim) -> None:
        for words, stance in (("Nobody was hurt", "supports"), ("Forty boats", "contradicts")):
            add_evidence(
                claim, stance=stance, warrant="So.", place=scene.at(words), by=scene.cast.ann
            )
        decide(claim, scene)
        answer = as_(api, scene.cast.ron).get(f"{CLAIMS}{claim.pk}/")
        assert answer.headers["ETag"] == tag(claim)
        told = answer.json()
        assert set(told) == set(ClaimWhole().fields)
        first = told["first_appearance"]
        assert (first["author"], first["outlet"]) == ("Noa Brand", "Harbour Post")
        assert (first["published"], first["published_precision"]) == ("2024-05-04", "day")
        chain = [
            (hop["missing"], hop["speaker"] and hop["speaker"]["name"]) for hop in told["chain"]
        ]
        assert chain == [(True, None), (False, "Mira Tal")]
        sides = {
            name: (side["raw"], side["independent"], len(side["items"]))
            for name, side in told["evidence"].items()
        }
        assert sides == {"supports": (1, 1, 1), "contradicts": (1, 1, 1), "context": (0, 0, 0)}
        assert (told["verdict"]["rating_label"], told["verdict"]["neutral"]) == ("False", "false")
        assert told["created_by"] == {"id": scene.cast.ann.pk, "name": "Ann"}

    def test_outsiders_read_a_published_claim_but_not_who_works_here(
        self, scene: Scene, api: APIClient, claim: Claim
    ) -> None:
        assert api.get(f"{CLAIMS}{claim.pk}/").status_code == 404
        publish_claim(claim, by=scene.cast.eve)
        for user in (None, scene.cast.olga):
            api.force_authenticate(user)
            told = api.get(f"{CLAIMS}{claim.pk}/").json()
            assert told["statement"] == claim.statement
            assert told["created_by"] is None
            assert "Ann" not in str(told)

    @pytest.mark.parametrize("name", ["olga", "nobody"])
    def test_every_address_of_an_unseen_claim_is_404(
        self, scene: Scene, api: APIClient, claim: Claim, name: str
    ) -> None:
        if name != "nobody":
            api.force_authenticate(scene.cast.everyone()[name])
        here = f"{CLAIMS}{claim.pk}/"
        for address in ("", "appearances/", "evidence/", "annotations/"):
            assert api.get(here + address).status_code == 404
        if name != "nobody":
            for verb in (
                "split",
                "merge",
                "unmerge",
                "relate",
                "unrelate",
                "visibility",
                "restore",
            ):
                assert api.post(f"{here}{verb}/", {}, format="json").status_code in (400, 404)
            assert api.patch(here, {}, format="json").status_code == 404
            assert api.delete(here).status_code == 404

    def test_more_of_everything_costs_no_more_queries(
        self, scene: Scene, api: APIClient, claim: Claim, django_assert_num_queries: Any
    ) -> None:
        as_(api, scene.cast.ann)
        for number in range(3):
            snapshot = snapshot_of(scene.cast.desk, outlet=f"Paper {number}")
            add_appearance(
                claim, (snapshot, 0, 9), attributions=[Hop("Lea Moor")], by=scene.cast.ann
            )
            add_evidence(
                claim, stance="supports", warrant="So.", place=(snapshot, 9, 20), by=scene.cast.ann
            )
            assert scene.cast.ann.roles
            with django_assert_num_queries(18):
                api.get(f"{CLAIMS}{claim.pk}/")


class TestChanging:
    def test_a_claim_is_reworded_against_its_version(
        self, scene: Scene, api: APIClient, claim: Claim
    ) -> None:
        as_(api, scene.cast.bea)
        here, sent = f"{CLAIMS}{claim.pk}/", {"statement": "It closed."}
        old = tag(claim)
        answer = api.patch(here, sent, format="json", headers={"If-Match": old})
        assert (answer.status_code, answer.json()["statement"]) == (200, "It closed.")
        assert answer.headers["ETag"] == tag(claim) != old
        assert api.patch(here, sent, format="json").status_code == 428
        stale = api.patch(here, sent, format="json", headers={"If-Match": old})
        assert (stale.status_code, stale.json()["error"]["code"]) == (412, "stale")

    @pytest.mark.parametrize("verb", ["split", "merge", "unmerge", "visibility"])
    def test_every_change_of_a_claim_names_its_version(
        self, scene: Scene, api: APIClient, claim: Claim, verb: str
    ) -> None:
        answer = as_(api, scene.cast.ann).post(f"{CLAIMS}{claim.pk}/{verb}/", {}, format="json")
        assert answer.status_code == 428

    def test_the_wording_of_a_published_claim_is_a_conflict(
        self, scene: Scene, api: APIClient, claim: Claim
    ) -> None:
        publish_claim(claim, by=scene.cast.eve)
        headers = {"If-Match": tag(claim)}
        here = f"{CLAIMS}{claim.pk}/"
        as_(api, scene.cast.eve)
        answer = api.patch(here, {"statement": "No."}, format="json", headers=headers)
        assert (answer.status_code, answer.json()["error"]["code"]) == (409, "conflict")
        assert api.delete(here, headers=headers).status_code == 409

    def test_a_student_changes_only_their_own(
        self, scene: Scene, api: APIClient, claim: Claim
    ) -> None:
        as_(api, scene.cast.sam)
        for mine, status in ((scene.claim(scene.cast.sam), 200), (claim, 403)):
            answer = api.patch(
                f"{CLAIMS}{mine.pk}/",
                {"kind": "opinion"},
                format="json",
                headers={"If-Match": tag(mine)},
            )
            assert answer.status_code == status

    def test_a_student_publishes_nothing(self, scene: Scene, api: APIClient) -> None:
        own = scene.claim(scene.cast.sam)
        answer = as_(api, scene.cast.sam).post(
            f"{CLAIMS}{own.pk}/visibility/",
            {"visibility": "public"},
            format="json",
            headers={"If-Match": tag(own)},
        )
        assert answer.status_code == 409

    def test_a_deleted_claim_is_gone_and_restored(
        self, scene: Scene, api: APIClient, claim: Claim
    ) -> None:
        as_(api, scene.cast.ann)
        here = f"{CLAIMS}{claim.pk}/"
        assert api.delete(here, headers={"If-Match": tag(claim)}).status_code == 204
        assert api.get(here).status_code == 404
        assert api.post(f"{here}restore/").status_code == 200
        assert api.get(here).status_code == 200

    def test_merged_and_taken_apart(self, scene: Scene, api: APIClient, claim: Claim) -> None:
        as_(api, scene.cast.ann)
        other = scene.claim(scene.cast.ann, "Another.", appearance=scene.at("Nobody"))
        sent = {"claim": other.pk, "reason": "The same."}
        answer = api.post(
            f"{CLAIMS}{claim.pk}/merge/", sent, format="json", headers={"If-Match": tag(claim)}
        )
        assert (answer.status_code, answer.json()["id"]) == (200, claim.pk)
        told = api.get(f"{CLAIMS}{claim.pk}/").json()
        assert [one["id"] for one in told["merged"]] == [other.pk]
        assert len(told["appearances"]) == 2
        answer = api.post(f"{CLAIMS}{other.pk}/unmerge/", headers={"If-Match": tag(other)})
        assert (answer.status_code, answer.json()["merged_into"]) == (200, None)

    def test_split_into_parts(self, scene: Scene, api: APIClient, claim: Claim) -> None:
        start, end = span("closed it")
        place = {"snapshot": scene.snapshot.pk, "start": start, "end": end}
        sent = {"parts": [{"statement": "One."}, {"statement": "Two.", "appearance": place}]}
        answer = as_(api, scene.cast.ann).post(
            f"{CLAIMS}{claim.pk}/split/", sent, format="json", headers={"If-Match": tag(claim)}
        )
        assert answer.status_code == 201
        assert [part["statement"] for part in answer.json()["parts"]] == ["One.", "Two."]

    def test_related_and_unrelated(self, scene: Scene, api: APIClient, claim: Claim) -> None:
        as_(api, scene.cast.ann)
        other = scene.claim(scene.cast.ann, "Another.")
        here = f"{CLAIMS}{claim.pk}/"
        sent = {"target": other.pk, "kind": "contradicts", "reason": "Not both."}
        made = api.post(f"{here}relate/", sent, format="json")
        assert made.status_code == 201
        assert [one["kind"] for one in api.get(here).json()["relations"]] == ["contradicts"]
        relation = {"relation": made.json()["id"]}
        assert api.post(f"{here}unrelate/", relation, format="json").status_code == 200
        assert api.get(here).json()["relations"] == []
