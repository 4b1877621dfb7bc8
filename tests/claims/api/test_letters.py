"""Requests, error reports and corrections over REST: by everyone, and by those who check."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from claims.records.models import Claim
from claims.requests import services
from claims.requests.models import CorrectionRequest, ErrorReport, ReaderRequest
from provenance.sources.models import Revision
from tests.claims.changing import REWORDED, changed
from tests.claims.requests.letters import HERE, TEXT, asked, open_box, reported
from tests.claims.scene import Scene, decide

pytestmark = pytest.mark.django_db
CHECK, MODERATE, PUBLISH = (
    {"ann", "bea", "eve", "tom", "max"},
    {"eve", "tom", "max"},
    {"eve", "max"},
)
EVERYONE = ["ann", "bea", "eve", "tom", "sam", "ron", "max", "olga", "nobody"]
REQUEST = {"workspace": "desk", "text": TEXT, "seen_where": "A leaflet"}
ASKED: dict[str, Any] = {
    "party": "Harbour Post",
    "asked": "The pier was open.",
    "sent_on": "2024-05-20",
    "answer_by": "2024-06-20",
}


def as_(user: Any) -> APIClient:
    client = APIClient()
    if user.is_authenticated:
        client.force_authenticate(user)
    return client


def post(user: Any, path: str, data: Any = None, **more: Any) -> Any:
    return as_(user).post(f"/api/v1/{path}", data or {}, format="json", **more)


def published(scene: Scene) -> Claim:
    claim = scene.claim(scene.cast.ann)
    decide(claim, scene)
    return Claim.objects.get(pk=claim.pk)


def refused(name: str, may: set[str], taken: int = 200) -> int:
    """What someone gets: those who read but may not 403, all others do not find it, or log in."""
    if name in may:
        return taken
    return 403 if name in CHECK else 404


@pytest.mark.parametrize("name", EVERYONE)
def test_everyone_may_ask_and_is_told_an_address(scene: Scene, name: str) -> None:
    open_box(scene)
    answer = post(scene.cast.everyone()[name], "requests/", REQUEST)
    assert answer.status_code == 201
    assert list(answer.json()) == ["address"]
    assert as_(scene.cast.nobody).get(answer.json()["address"]).status_code == 200


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("workspace", {"workspace": "elsewhere"}),
        ("text", {"text": "Water?"}),
        ("text", {"text": ""}),
        ("seen_at", {"seen_where": ""}),
        ("contact", {"contact": "nobody at home"}),
    ],
)
def test_bad_input_names_its_field(scene: Scene, field: str, given: dict[str, str]) -> None:
    open_box(scene)
    answer = post(scene.cast.nobody, "requests/", REQUEST | given)
    assert answer.status_code == 400
    assert field in answer.json()["error"]["fields"]
    assert not ReaderRequest.objects.exists()


def test_one_sender_is_slowed_down(scene: Scene) -> None:
    open_box(scene)
    for _ in range(5):
        assert post(scene.cast.nobody, "requests/", REQUEST, REMOTE_ADDR=HERE).status_code == 201
    answer = post(scene.cast.nobody, "requests/", REQUEST, REMOTE_ADDR=HERE)
    assert answer.status_code == 429
    assert "Come back in an hour" in answer.json()["error"]["message"]


@pytest.mark.parametrize("name", EVERYONE)
def test_who_reads_what_readers_sent(scene: Scene, name: str) -> None:
    open_box(scene)
    claim, row = published(scene), asked(scene, contact="reader@example.org")
    report = reported(claim).row
    client = as_(scene.cast.everyone()[name])
    for noun, pk in (("requests", row.pk), ("error-reports", report.pk)):
        listed = client.get(f"/api/v1/{noun}/").json()["results"]
        assert [one["id"] for one in listed] == ([pk] if name in CHECK else [])
        assert client.get(f"/api/v1/{noun}/{pk}/").status_code == (200 if name in CHECK else 404)


STEPS: dict[str, tuple[dict[str, Any], set[str]]] = {
    "accept": ({"statement": "The pier was closed."}, CHECK),
    "decline": ({"reason": "An opinion.", "wording": "A pier"}, MODERATE),
    "spam": ({}, CHECK),
    "erase-contact": ({}, CHECK),
}


@pytest.mark.parametrize("name", EVERYONE)
@pytest.mark.parametrize("step", STEPS)
def test_who_takes_which_step(scene: Scene, step: str, name: str) -> None:
    open_box(scene)
    row, (given, may) = asked(scene, contact="reader@example.org"), STEPS[step]
    answer = post(scene.cast.everyone()[name], f"requests/{row.pk}/{step}/", given)
    assert answer.status_code == refused(name, may), answer.content
    if name in may:
        assert answer["ETag"]


def test_an_accepted_request_opens_a_check(scene: Scene) -> None:
    open_box(scene)
    row = asked(scene)
    answer = post(scene.cast.ann, f"requests/{row.pk}/accept/", {"statement": "It was closed."})
    claim = Claim.objects.get(pk=answer.json()["claim"])
    check = claim.checks.get()
    assert (check.state, check.reason) == ("requested", "A reader asked for it.")


def test_a_joined_request_opens_a_check_only_where_there_is_none(scene: Scene) -> None:
    open_box(scene)
    claim = published(scene)
    before = claim.checks.count()
    services.join_request(asked(scene), claim, by=scene.cast.ann)
    assert claim.checks.count() == before
    fresh = scene.claim(scene.cast.ann, "Forty boats had to leave.")
    other = asked(scene, "Did forty boats have to leave?")
    answer = post(scene.cast.ann, f"requests/{other.pk}/join/", {"claim": fresh.pk})
    assert answer.json()["claim"] == fresh.pk
    assert fresh.checks.get().state == "requested"


def test_a_stale_step_is_refused_and_a_late_one_told(scene: Scene) -> None:
    open_box(scene)
    row = asked(scene)
    path = f"requests/{row.pk}/spam/"
    stale = post(scene.cast.ann, path, headers={"If-Match": f'"readerrequest-{row.pk}-9"'})
    assert stale.status_code == 412
    assert post(scene.cast.ann, path).status_code == 200
    assert post(scene.cast.ann, path).status_code == 409


def test_grouping_and_parting(scene: Scene) -> None:
    open_box(scene)
    one, other = asked(scene), asked(scene, "Did the harbour close its pier in spring?")
    answer = post(scene.cast.ann, f"requests/{other.pk}/group/", {"other": one.pk})
    assert (answer.json()["id"], answer.json()["askers"]) == (one.pk, 2)
    answer = post(scene.cast.ann, f"requests/{other.pk}/ungroup/")
    assert (answer.json()["same_as"], answer.json()["askers"]) == (None, 1)


@pytest.mark.parametrize("name", EVERYONE)
def test_reports_are_sent_by_everyone_and_answered_by_editors(scene: Scene, name: str) -> None:
    claim, user = published(scene), scene.cast.everyone()[name]
    given = {"claim": claim.pk, "text": "The log begins in April.", "source": "The log"}
    assert post(user, "error-reports/", given).status_code == 201
    row = ErrorReport.objects.get()
    assert row.source == "The log"
    answer = post(user, f"error-reports/{row.pk}/answer/", {"answer": "It does not."})
    assert answer.status_code == refused(name, PUBLISH)
    if name in PUBLISH:
        assert answer.json()["is_told"] is True
        assert post(user, f"error-reports/{row.pk}/reopen/").json()["reason"] == ""
        assert post(user, f"error-reports/{row.pk}/correct/", {"answer": "Yes."}).status_code == 409


def test_nothing_is_reported_of_what_is_not_published(scene: Scene) -> None:
    quiet = scene.claim(scene.cast.ann)
    given = {"claim": quiet.pk, "text": "The log begins in April."}
    for name in ("ann", "nobody"):
        assert post(scene.cast.everyone()[name], "error-reports/", given).status_code == 404


@pytest.mark.parametrize("name", EVERYONE)
def test_who_asks_for_corrections(scene: Scene, name: str) -> None:
    given = ASKED | {"claim": published(scene).pk}
    answer = post(scene.cast.everyone()[name], "correction-requests/", given)
    expected = {"sam": 403, "ron": 403, "olga": 403, "nobody": 401}.get(name, 201)
    assert answer.status_code == expected


def test_outsiders_read_what_is_told_without_a_name_of_ours(scene: Scene) -> None:
    claim = published(scene)
    answer = post(scene.cast.eve, "correction-requests/", ASKED | {"claim": claim.pk})
    path = f"/api/v1/correction-requests/{answer.json()['id']}/"
    stranger, eve = as_(scene.cast.nobody), as_(scene.cast.eve)
    assert stranger.get(path).status_code == 404
    tag = {"If-Match": answer["ETag"]}
    assert eve.patch(path, {"is_told": True}, format="json", headers=tag).status_code == 200
    assert stranger.get(path).json()["created_by"] is None
    assert eve.get(path).json()["created_by"] is not None
    assert eve.patch(path, {"asked": "Now."}, format="json", headers=tag).status_code == 412


def test_a_silent_correction_names_its_versions(scene: Scene) -> None:
    claim = published(scene)
    given = ASKED | {"claim": claim.pk, "article": scene.snapshot.article_id}
    row = post(scene.cast.ann, "correction-requests/", given).json()
    path = f"correction-requests/{row['id']}"
    bare = post(scene.cast.ann, f"{path}/settle/", {"outcome": "silent"})
    assert list(bare.json()["error"]["fields"]) == ["revision"]
    newer = changed(scene.snapshot, REWORDED)
    Revision.objects.filter(after=newer).update(kind="silent")
    told = {"outcome": "silent", "snapshot": newer.pk}
    answer = post(scene.cast.ann, f"{path}/settle/", told)
    assert (answer.json()["before"], answer.json()["after"]) == (scene.snapshot.pk, newer.pk)
    assert post(scene.cast.ann, f"{path}/reopen/").json()["state"] == "sent"


def test_taken_back_it_is_gone_and_comes_back(scene: Scene) -> None:
    given = ASKED | {"claim": published(scene).pk}
    row = post(scene.cast.ann, "correction-requests/", given).json()
    path, ann = f"/api/v1/correction-requests/{row['id']}/", as_(scene.cast.ann)
    assert ann.delete(path).status_code == 204
    assert ann.get(path).status_code == 404
    assert ann.get("/api/v1/correction-requests/").json()["results"] == []
    assert post(scene.cast.ann, f"correction-requests/{row['id']}/restore/").status_code == 200
    assert CorrectionRequest.objects.get().deleted_at is None


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("asked", {"asked": ""}),
        ("party", {"party": ""}),
        ("answer_by", {"answer_by": "2024-01-01"}),
        ("sent_on", {"sent_on": "soon"}),
    ],
)
def test_a_bad_asking_names_its_field(scene: Scene, field: str, given: dict[str, str]) -> None:
    answer = post(
        scene.cast.ann, "correction-requests/", ASKED | {"claim": published(scene).pk} | given
    )
    assert answer.status_code == 400
    assert field in answer.json()["error"]["fields"]


def test_lists_are_narrowed(scene: Scene) -> None:
    open_box(scene)
    claim = published(scene)
    asked(scene)
    post(scene.cast.ann, "correction-requests/", ASKED | {"claim": claim.pk})
    ann = as_(scene.cast.ann)
    for path, number in [
        ("requests/?state=waiting&workspace=desk", 1),
        ("requests/?state=spam", 0),
        (f"error-reports/?claim={claim.pk}", 0),
        (f"correction-requests/?claim={claim.pk}&state=sent", 1),
        ("correction-requests/?workspace=elsewhere", 0),
    ]:
        assert len(ann.get(f"/api/v1/{path}").json()["results"]) == number, path
    assert ann.get("/api/v1/requests/?state=lost").status_code == 400
