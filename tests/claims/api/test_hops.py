"""Hops over REST: all that is known of them, their order, and what outsiders are told."""

from typing import Any

import pytest

from claims.records.models import Appearance, Attribution, Claim
from claims.records.services import Hop
from tests.claims.api.test_claim_rows import as_
from tests.claims.scene import Scene, decide, snapshot_of, span

pytestmark = pytest.mark.django_db
V1 = "/api/v1"


@pytest.fixture
def place(scene: Scene) -> Appearance:
    chain = [Hop("Mira Tal", "direct"), Hop("Harbour Post")]
    return scene.claim(scene.cast.ann, attributions=chain).appearances.get()


def ids(place: Appearance) -> list[int]:
    return list(place.attributions.order_by("position").values_list("pk", flat=True))


FULL: dict[str, Any] = {
    "basis": "told",
    "said_on": "2024-05-01",
    "said_precision": "day",
    "wording": "",
    "known": "inferred",
    "confidence": 0.6,
    "known_from": "From the time of the broadcast.",
    "gap": "",
}


def test_a_claim_is_recorded_with_all_that_a_hop_says(scene: Scene) -> None:
    start, end = span("the eastern pier was closed")
    hop = FULL | {
        "speaker": "a port official",
        "anonymous": True,
        "directness": "hearsay",
        "article": scene.snapshot.article_id,
        "wording_at": {"snapshot": scene.snapshot.pk, "start": start, "end": end},
    }
    sent = {
        "workspace": "desk",
        "statement": "The pier closed.",
        "appearance": {"snapshot": scene.snapshot.pk, "start": 0, "end": 15},
        "attributions": [hop, {"speaker": None, "gap": "lost"}],
    }
    made = as_(scene.cast.ann).post(f"{V1}/claims/", sent, format="json")
    assert made.status_code == 201
    told = as_(scene.cast.ann).get(f"{V1}/claims/{made.json()['id']}/").json()["chain"]
    assert {name: told[0][name] for name in FULL} == FULL
    assert told[0]["wording_at"]["quote"] == "the eastern pier was closed"
    assert told[0]["article"]["id"] == scene.snapshot.article_id
    assert (told[1]["missing"], told[1]["gap"]) == (True, "lost")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("basis", "dreamt"),
        ("said_on", "May"),
        ("known", "somehow"),
        ("confidence", 1.2),
        ("wording_at", {"snapshot": "x"}),
        ("article", "x"),
        ("gap", "tired"),
        ("wording", "x" * 1001),
    ],
)
def test_bad_shapes_are_refused_by_field(
    scene: Scene, place: Appearance, field: str, value: Any
) -> None:
    answer = as_(scene.cast.ann).patch(
        f"{V1}/attributions/{ids(place)[0]}/", {field: value}, format="json"
    )
    assert answer.status_code == 400
    assert list(answer.json()["error"]["fields"]) == [field]


def test_a_hundred_hops_are_refused(scene: Scene, place: Appearance) -> None:
    sent = {"attributions": [{"speaker": f"Person {n}"} for n in range(100)]}
    answer = as_(scene.cast.ann).patch(f"{V1}/appearances/{place.pk}/", sent, format="json")
    assert (answer.status_code, place.attributions.count()) == (400, 2)


def test_a_hop_is_added_and_the_order_changed_and_taken_back(
    scene: Scene, place: Appearance
) -> None:
    api, here = as_(scene.cast.ann), f"{V1}/appearances/{place.pk}"
    added = api.post(f"{here}/hops/", FULL | {"speaker": "Noa", "at": 0}, format="json")
    assert (added.status_code, added.json()["position"]) == (201, 0)
    order = ids(place)[::-1]
    sent = api.post(
        f"{here}/order/", {"hops": order}, format="json", HTTP_IF_MATCH=added.headers["ETag"]
    )
    assert sent.status_code == 412  # The ETag of the hop names the hop, not its appearance.
    told = api.post(f"{here}/order/", {"hops": order}, format="json")
    assert [hop["id"] for hop in told.json()["chain"]] == order
    back = api.post(f"{here}/take-back/", HTTP_IF_MATCH=told.headers["ETag"])
    assert [hop["id"] for hop in back.json()["chain"]] == order[::-1]
    late = api.post(f"{here}/take-back/", HTTP_IF_MATCH=told.headers["ETag"])
    assert late.status_code == 412


def test_what_became_of_the_words_is_told_and_cannot_be_sent(scene: Scene) -> None:
    chain = [Hop("A. Clerk", wording="Perhaps we closed it on 3 May"), Hop("B. Clerk")]
    claim = scene.claim(scene.cast.ann, attributions=chain)
    place = claim.appearances.get()
    api, here = as_(scene.cast.ann), f"{V1}/appearances/{place.pk}/"
    told = api.get(here).json()["drift"]
    assert told == [
        {
            "from": ids(place)[0],
            "to": None,
            "findings": [
                {
                    "kind": "hedge_lost",
                    "label": "hedge lost",
                    "says": "“Perhaps” is gone: what was uncertain is told without a doubt.",
                    "before": {"words": "Perhaps", "start": 0, "end": 7},
                    "after": None,
                }
            ],
        }
    ]
    assert api.patch(here, {"drift": []}, format="json").json()["drift"] == told
    whole = api.get(f"{V1}/claims/{claim.pk}/").json()
    assert whole["appearances"][0]["drift"] == told


def test_a_hop_sent_twice_under_one_key_is_added_once(scene: Scene, place: Appearance) -> None:
    api, here = as_(scene.cast.ann), f"{V1}/appearances/{place.pk}/hops/"
    key = {"Idempotency-Key": "k-1"}
    first, second = (
        api.post(here, {"speaker": "Noa"}, format="json", headers=key) for _ in range(2)
    )
    assert (first.status_code, second.json()) == (201, first.json())
    assert place.attributions.count() == 3


@pytest.mark.parametrize("sent", [{}, {"hops": "x"}, {"hops": [0]}, {"hops": [999_999]}])
def test_a_bad_order_is_refused(scene: Scene, place: Appearance, sent: dict[str, Any]) -> None:
    before = ids(place)
    answer = as_(scene.cast.ann).post(f"{V1}/appearances/{place.pk}/order/", sent, format="json")
    assert answer.status_code == 400
    assert ids(place) == before


@pytest.mark.parametrize("name", ["ann", "bea", "eve", "tom", "max", "sam", "ron", "olga"])
@pytest.mark.parametrize("action", ["hops", "order", "take-back"])
def test_who_may_change_a_chain(scene: Scene, place: Appearance, name: str, action: str) -> None:
    as_(scene.cast.ann).post(f"{V1}/appearances/{place.pk}/hops/", {"speaker": "X"}, format="json")
    sent: Any = {"hops": {"speaker": "Noa"}, "order": {"hops": ids(place)[::-1]}}
    answer = as_(getattr(scene.cast, name)).post(
        f"{V1}/appearances/{place.pk}/{action}/", sent.get(action, {}), format="json"
    )
    may = {"hops": 201}.get(action, 200)
    assert answer.status_code == {"sam": 403, "ron": 403, "olga": 404}.get(name, may)


def test_outsiders_hear_nothing_of_a_text_kept_private(scene: Scene) -> None:
    private = snapshot_of(scene.cast.desk, outlet="Quiet Sheet", visibility="me", by=scene.cast.ann)
    hop = Hop("Mira Tal", article=private.article_id, wording_at=(private, 0, 6))
    claim: Claim = scene.claim(scene.cast.ann, attributions=[hop])
    decide(claim, scene)
    place = claim.appearances.get()
    row = Attribution.objects.get()
    for path in (
        f"{V1}/claims/{claim.pk}/",
        f"{V1}/claims/{claim.pk}/appearances/",
        f"{V1}/appearances/{place.pk}/",
        f"{V1}/attributions/",
        f"{V1}/attributions/{row.pk}/",
    ):
        assert "Quiet Sheet" in as_(scene.cast.bea).get(path).content.decode()
        seen = as_(scene.cast.olga).get(path)
        assert seen.status_code == 200
        assert "Quiet Sheet" not in seen.content.decode()
        assert '"wording_at":null' in seen.content.decode()
