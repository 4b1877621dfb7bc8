"""Appearances, attributions, evidence and notes over REST."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from claims.annotations.services import write_note
from claims.evidence.services import add_evidence
from claims.records.models import Appearance, Attribution, Claim
from claims.records.services import Hop
from tests.claims.scene import Scene, decide, span

pytestmark = pytest.mark.django_db
V1 = "/api/v1"


@pytest.fixture
def claim(scene: Scene) -> Claim:
    return scene.claim(scene.cast.ann, attributions=[Hop("Mira Tal", "direct")])


@pytest.fixture
def rows(scene: Scene, claim: Claim) -> dict[str, Any]:
    """One row of each noun that hangs on a claim."""
    ann = scene.cast.ann
    appearance = claim.appearances.get()
    place = scene.at("Nobody was hurt")
    return {
        "appearances": appearance,
        "attributions": appearance.attributions.get(),
        "evidence": add_evidence(claim, stance="supports", warrant="So.", place=place, by=ann),
        "annotations": write_note("Hm.", claim=claim, by=ann),
    }


CHANGES: dict[str, dict[str, Any]] = {
    "appearances": {"note": "Seen."},
    "attributions": {"directness": "indirect"},
    "evidence": {"stance": "contradicts"},
    "annotations": {"body": "Hm!"},
}
NOUNS = sorted(CHANGES)


def as_(user: Any) -> APIClient:
    api = APIClient()
    if user.is_authenticated:
        api.force_authenticate(user)
    return api


@pytest.mark.parametrize("noun", NOUNS)
def test_who_sees_a_row_finds_it_in_the_list_and_by_itself(
    scene: Scene, rows: dict[str, Any], noun: str
) -> None:
    members = {"ann", "bea", "eve", "tom", "sam", "sue", "ron", "max"}
    for name, user in scene.cast.everyone().items():
        api = as_(user)
        listed = api.get(f"{V1}/{noun}/").json()["results"]
        one = api.get(f"{V1}/{noun}/{rows[noun].pk}/")
        seen = name in members
        assert [row["id"] for row in listed] == ([rows[noun].pk] if seen else []), name
        assert one.status_code == (200 if seen else 404), name


@pytest.mark.parametrize("noun", ["appearances", "attributions", "evidence"])
def test_what_hangs_on_a_published_claim_is_public(
    scene: Scene, claim: Claim, rows: dict[str, Any], noun: str
) -> None:
    decide(claim, scene)
    api = as_(scene.cast.nobody)
    assert api.get(f"{V1}/{noun}/{rows[noun].pk}/").status_code == 200
    assert api.patch(f"{V1}/{noun}/{rows[noun].pk}/", {}, format="json").status_code == 401


@pytest.mark.parametrize("noun", NOUNS)
def test_a_row_is_changed_withdrawn_and_restored(
    scene: Scene, rows: dict[str, Any], noun: str
) -> None:
    api, here = as_(scene.cast.ann), f"{V1}/{noun}/{rows[noun].pk}/"
    old = api.get(here).headers["ETag"]
    changed = api.patch(here, CHANGES[noun], format="json", headers={"If-Match": old})
    assert changed.status_code == 200, changed.content
    assert CHANGES[noun].items() <= changed.json().items()
    assert changed.headers["ETag"] != old
    stale = api.patch(here, CHANGES[noun], format="json", headers={"If-Match": old})
    assert stale.status_code == 412
    assert api.delete(here, headers={"If-Match": old}).status_code == 412
    assert api.delete(here).status_code == 204
    assert api.get(here).status_code == 404
    assert api.post(f"{here}restore/").status_code == 200
    assert api.get(here).status_code == 200


@pytest.mark.parametrize("noun", NOUNS)
def test_who_may_not_change_a_row_is_told_so_and_strangers_find_nothing(
    scene: Scene, rows: dict[str, Any], noun: str
) -> None:
    here = f"{V1}/{noun}/{rows[noun].pk}/"
    for name, status in {"sam": 403, "ron": 403, "olga": 404}.items():
        api = as_(scene.cast.everyone()[name])
        for answer in (api.patch(here, CHANGES[noun], format="json"), api.delete(here)):
            assert answer.status_code == status, name
    rows[noun].__class__.objects.filter(pk=rows[noun].pk).update(deleted_at="2024-05-04T00:00Z")
    assert as_(scene.cast.olga).post(f"{here}restore/").status_code == 404
    assert as_(scene.cast.sam).post(f"{here}restore/").status_code in (403, 404)


@pytest.mark.parametrize("noun", NOUNS)
def test_lists_are_narrowed_by_claim_and_refuse_what_is_no_number(
    scene: Scene, claim: Claim, rows: dict[str, Any], noun: str
) -> None:
    api = as_(scene.cast.ann)
    for value, count in ((claim.pk, 1), (claim.pk + 99, 0)):
        assert len(api.get(f"{V1}/{noun}/", {"claim": value}).json()["results"]) == count
    for bad in ("x", "-1", "9" * 30, "²"):
        answer = api.get(f"{V1}/{noun}/", {"claim": bad})
        assert (answer.status_code, list(answer.json()["error"]["fields"])) == (400, ["claim"])


@pytest.mark.parametrize("noun", NOUNS)
def test_longer_lists_cost_no_more_queries(
    scene: Scene, rows: dict[str, Any], noun: str, django_assert_max_num_queries: Any
) -> None:
    api, ann = as_(scene.cast.ann), scene.cast.ann
    assert ann.roles
    for number in range(3):
        more = scene.claim(ann, f"Claim {number}.", attributions=[Hop(f"Person {number}")])
        add_evidence(more, stance="context", warrant="So.", place=scene.at("Forty boats"), by=ann)
        write_note("Hm.", claim=more, by=ann)
        with django_assert_max_num_queries(4):
            assert len(api.get(f"{V1}/{noun}/").json()["results"]) == number + 2


class TestAppearances:
    def test_another_place_is_added_with_its_chain(self, scene: Scene, claim: Claim) -> None:
        start, end = span("Forty boats had to leave")
        said = span("according to the port")
        sent = {
            "appearance": {"snapshot": scene.snapshot.pk, "start": start, "end": end},
            "attributions": [
                {
                    "speaker": "the port",
                    "kind": "organisation",
                    "cue": dict(zip(("start", "end"), said, strict=True)),
                }
            ],
        }
        answer = as_(scene.cast.ann).post(
            f"{V1}/claims/{claim.pk}/appearances/", sent, format="json"
        )
        assert answer.status_code == 201
        made = answer.json()
        assert made["passage"]["quote"] == "Forty boats had to leave"
        assert made["chain"][0]["speaker"]["kind"] == "organisation"
        assert made["chain"][0]["cue"]["quote"] == "according to the port"
        listed = as_(scene.cast.ron).get(f"{V1}/claims/{claim.pk}/appearances/").json()
        assert made["id"] in [one["id"] for one in listed]

    def test_the_same_words_again_are_refused(self, scene: Scene, claim: Claim) -> None:
        passage = claim.appearances.get().passage_id
        answer = as_(scene.cast.ann).post(
            f"{V1}/claims/{claim.pk}/appearances/",
            {"appearance": {"passage": passage}},
            format="json",
        )
        assert (answer.status_code, list(answer.json()["error"]["fields"])) == (400, ["appearance"])

    def test_a_chain_sent_whole_takes_the_place_of_the_old(
        self, scene: Scene, rows: dict[str, Any]
    ) -> None:
        here = f"{V1}/appearances/{rows['appearances'].pk}/"
        chain = [{"speaker": None}, {"speaker": "Lea Moor", "directness": "direct"}]
        answer = as_(scene.cast.ann).patch(here, {"attributions": chain}, format="json")
        assert [hop["missing"] for hop in answer.json()["chain"]] == [True, False]
        assert Appearance.objects.get().attributions.count() == 2
        assert Attribution.including_withdrawn.count() == 3

    def test_found_by_snapshot_and_article(self, scene: Scene, rows: dict[str, Any]) -> None:
        api = as_(scene.cast.ann)
        for name, value in (
            ("snapshot", scene.snapshot.pk),
            ("article", scene.snapshot.article_id),
        ):
            assert len(api.get(f"{V1}/appearances/", {name: value}).json()["results"]) == 1


class TestAttributions:
    def test_a_hop_gets_another_speaker_and_cue(self, scene: Scene, rows: dict[str, Any]) -> None:
        start, end = span("Mira Tal told")
        sent = {"speaker": "Lea Moor", "cue": {"start": start, "end": end}}
        hop = as_(scene.cast.ann).patch(
            f"{V1}/attributions/{rows['attributions'].pk}/", sent, format="json"
        )
        assert (hop.json()["speaker"]["name"], hop.json()["cue"]["quote"]) == (
            "Lea Moor",
            "Mira Tal told",
        )

    def test_found_by_speaker(self, scene: Scene, rows: dict[str, Any]) -> None:
        speaker = rows["attributions"].speaker_id
        found = as_(scene.cast.ann).get(f"{V1}/attributions/", {"speaker": speaker}).json()
        assert len(found["results"]) == 1


class TestEvidence:
    @pytest.mark.parametrize("way", ["passage", "offsets", "selector", "url"])
    def test_each_way_to_say_where_it_is(self, scene: Scene, claim: Claim, way: str) -> None:
        start, end = span("Forty boats")
        snapshot = scene.snapshot.pk
        places: dict[str, dict[str, Any]] = {
            "passage": {"passage": scene.marked("Forty boats", scene.cast.ann).pk},
            "offsets": {"snapshot": snapshot, "start": start, "end": end},
            "selector": {
                "snapshot": snapshot,
                "selector": [{"type": "TextQuoteSelector", "exact": "Forty boats"}],
            },
            "url": {"url": "https://example.org/log"},
        }
        sent = {"stance": "contradicts", "warrant": "So.", "origin": "primary", **places[way]}
        answer = as_(scene.cast.ann).post(f"{V1}/claims/{claim.pk}/evidence/", sent, format="json")
        assert answer.status_code == 201
        made = answer.json()
        assert (made["stance"], made["origin"]) == ("contradicts", "primary")
        where = made["passage"]["quote"] if made["passage"] else made["url"]
        assert where == ("https://example.org/log" if way == "url" else "Forty boats")

    @pytest.mark.parametrize(
        ("field", "given"),
        [
            ("stance", {"stance": "likes"}),
            ("warrant", {"warrant": " "}),
            ("passage", {"passage": None}),
            ("passage", {"passage": 10**9}),
            ("url", {"passage": None, "url": "javascript:alert(1)"}),
            ("depends_on", {"depends_on": 10**9}),
        ],
    )
    def test_bad_input_names_its_field(
        self, scene: Scene, claim: Claim, field: str, given: dict[str, Any]
    ) -> None:
        passage = scene.marked("Forty", scene.cast.ann).pk
        sent = {"stance": "supports", "warrant": "So.", "passage": passage}
        sent = {name: value for name, value in (sent | given).items() if value is not None}
        answer = as_(scene.cast.ann).post(f"{V1}/claims/{claim.pk}/evidence/", sent, format="json")
        assert (answer.status_code, list(answer.json()["error"]["fields"])) == (400, [field])

    def test_what_repeats_other_evidence_is_counted_once(
        self, scene: Scene, claim: Claim, rows: dict[str, Any]
    ) -> None:
        api, here = as_(scene.cast.ann), f"{V1}/claims/{claim.pk}/evidence/"
        sent = {"stance": "supports", "warrant": "So.", "url": "https://example.org/log"}
        api.post(here, sent | {"depends_on": rows["evidence"].pk}, format="json")
        side = api.get(here).json()["supports"]
        assert (side["raw"], side["independent"]) == (2, 1)
        assert side["groups"][0]["reasons"][0]["rule"] == "depends"

    def test_sent_twice_with_a_key_it_is_added_once(self, scene: Scene, claim: Claim) -> None:
        sent = {"stance": "supports", "warrant": "So.", "url": "https://example.org/log"}
        for _ in range(2):
            answer = as_(scene.cast.ann).post(
                f"{V1}/claims/{claim.pk}/evidence/",
                sent,
                format="json",
                headers={"Idempotency-Key": "e1"},
            )
            assert answer.status_code == 201
        assert claim.evidence.count() == 1


class TestNotes:
    def test_a_note_on_words_and_its_answers_read_as_a_thread(self, scene: Scene) -> None:
        api = as_(scene.cast.ann)
        start, end = span("Forty boats")
        sent = {
            "workspace": "desk",
            "place": {"snapshot": scene.snapshot.pk, "start": start, "end": end},
            "body": "Who counted?",
            "tags": ["port"],
        }
        made = api.post(f"{V1}/annotations/", sent, format="json")
        assert (made.status_code, made.json()["passage"]["quote"]) == (201, "Forty boats")
        root = made.json()["id"]
        answer = as_(scene.cast.bea).post(
            f"{V1}/annotations/{root}/reply/", {"body": "The port."}, format="json"
        )
        assert (answer.status_code, answer.json()["root"]) == (201, root)
        for name, value in (("snapshot", scene.snapshot.pk), ("workspace", "desk")):
            found = api.get(f"{V1}/annotations/", {name: value}).json()["results"]
            assert len(found) == 2
        assert len(api.get(f"{V1}/annotations/", {"tag": "port"}).json()["results"]) == 1
        assert len(api.get(f"{V1}/annotations/", {"root": root}).json()["results"]) == 1

    def test_a_deleted_note_leaves_its_place_but_not_its_words(
        self, scene: Scene, claim: Claim, rows: dict[str, Any]
    ) -> None:
        root = rows["annotations"].pk
        as_(scene.cast.bea).post(f"{V1}/annotations/{root}/reply/", {"body": "Yes."}, format="json")
        as_(scene.cast.ann).delete(f"{V1}/annotations/{root}/")
        thread = as_(scene.cast.ron).get(f"{V1}/claims/{claim.pk}/annotations/").json()
        told = [(one["deleted"], one["body"], one["created_by"]) for one in thread]
        assert told == [(True, "", None), (False, "Yes.", {"id": scene.cast.bea.pk, "name": "Bea"})]

    def test_earlier_wordings_can_be_read(self, scene: Scene, rows: dict[str, Any]) -> None:
        api, here = as_(scene.cast.ann), f"{V1}/annotations/{rows['annotations'].pk}/"
        api.patch(here, {"body": "Hm?"}, format="json")
        assert [one["body"] for one in api.get(f"{here}revisions/").json()] == ["Hm."]

    def test_who_sees_a_note_is_changed_by_its_author(
        self, scene: Scene, rows: dict[str, Any]
    ) -> None:
        here = f"{V1}/annotations/{rows['annotations'].pk}/visibility/"
        sent = {"visibility": "me"}
        assert as_(scene.cast.bea).post(here, sent, format="json").status_code == 403
        assert as_(scene.cast.ann).post(here, sent, format="json").json()["visibility"] == "me"
        assert as_(scene.cast.bea).post(here, sent, format="json").status_code == 404

    @pytest.mark.parametrize(
        ("field", "given"),
        [
            ("passage", {}),
            ("workspace", {"workspace": "elsewhere"}),
            ("place", {"workspace": "desk", "place": 3}),
        ],
    )
    def test_bad_input_names_its_field(
        self, scene: Scene, field: str, given: dict[str, Any]
    ) -> None:
        sent = {"body": "Hm."} | given
        answer = as_(scene.cast.ann).post(f"{V1}/annotations/", sent, format="json")
        assert (answer.status_code, list(answer.json()["error"]["fields"])) == (400, [field])


@pytest.mark.parametrize(
    ("noun", "asked"),
    [
        ("evidence", {"stance": "likes"}),
        ("evidence", {"stance": "\0"}),
        ("annotations", {"tag": "\0"}),
        ("annotations", {"workspace": "\0"}),
        ("claims", {"q": "\0"}),
        ("claims", {"workspace": "\0"}),
    ],
)
def test_what_no_row_can_hold_is_refused_when_asked_for(
    scene: Scene, noun: str, asked: dict[str, str]
) -> None:
    answer = as_(scene.cast.ann).get(f"{V1}/{noun}/", asked)
    assert (answer.status_code, list(answer.json()["error"]["fields"])) == (400, list(asked))
