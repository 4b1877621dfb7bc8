"""The re-review queue over REST."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from claims.reviews import services
from claims.reviews.models import Recheck
from tests.claims.changing import changed
from tests.claims.scene import Scene, decide

pytestmark = pytest.mark.django_db

REWORDED = ("We closed it on 3 May", "We closed it on 4 May")


@pytest.fixture
def recheck(scene: Scene) -> Recheck:
    scene.claim(scene.cast.ann)
    changed(scene.snapshot, REWORDED)
    return Recheck.objects.get()


def as_(user: Any) -> APIClient:
    client = APIClient()
    if user.is_authenticated:
        client.force_authenticate(user)
    return client


def answered(user: Any, row: Recheck, step: str, data: Any = None, tag: str | None = "") -> Any:
    headers = {} if tag is None else {"If-Match": tag or f'"recheck-{row.pk}-{row.version}"'}
    address = f"/api/v1/rechecks/{row.pk}/{step}/"
    return as_(user).post(address, data or {}, format="json", headers=headers)


def test_a_question_tells_what_became_of_the_words(scene: Scene, recheck: Recheck) -> None:
    answer = as_(scene.cast.ron).get(f"/api/v1/rechecks/{recheck.pk}/")
    said = answer.json()
    assert answer["ETag"] == f'"recheck-{recheck.pk}-1"'
    assert (said["rests"], said["state"], said["quote"]) == ("appearance", "open", REWORDED[0])
    assert (said["following"]["status"], said["following"]["words"]) == ("changed", REWORDED[1])
    assert {"op": "replace", "old": "3 ", "new": "4 "} in said["following"]["diff"]


def test_the_queue_is_narrowed(scene: Scene, recheck: Recheck) -> None:
    decided = scene.claim(scene.cast.bea, "Another claim on these words.")
    decide(decided, scene)
    services.raise_rechecks([scene.snapshot.article_id], by=None)
    services.hold(recheck, reason="It holds.", by=scene.cast.ann)
    article = scene.snapshot.article_id

    def found(query: str) -> set[int]:
        rows = as_(scene.cast.ann).get(f"/api/v1/rechecks/?{query}").json()["results"]
        return {row["claim"] for row in rows}

    both = {recheck.claim_id, decided.pk}
    assert found("") == found(f"article={article}") == found("workspace=desk") == both
    assert found("state=open") == found("alarming=true") == found(f"claim={decided.pk}")
    assert found("state=answered") == found("state=holds") == {recheck.claim_id}
    assert found("workspace=elsewhere") == found("article=0") == set()


def test_a_state_nobody_knows_is_refused(scene: Scene) -> None:
    answer = as_(scene.cast.ann).get("/api/v1/rechecks/?state=lost")
    assert answer.status_code == 400
    assert "state" in answer.json()["error"]["fields"]


def test_each_answer_over_rest(scene: Scene, recheck: Recheck) -> None:
    done = answered(scene.cast.ann, recheck, "move")
    assert (done.status_code, done.json()["state"]) == (200, "moved")
    assert done["ETag"] == f'"recheck-{recheck.pk}-2"'


def test_an_answer_without_a_reason_is_refused(scene: Scene, recheck: Recheck) -> None:
    answer = answered(scene.cast.ann, recheck, "hold", {"reason": " "})
    assert answer.status_code == 400
    assert "reason" in answer.json()["error"]["fields"]


def test_half_a_place_is_refused(scene: Scene, recheck: Recheck) -> None:
    answer = answered(scene.cast.ann, recheck, "move", {"start": 4})
    assert answer.status_code == 400
    assert "end" in answer.json()["error"]["fields"]


def test_without_if_match_one_is_asked_for(scene: Scene, recheck: Recheck) -> None:
    assert answered(scene.cast.ann, recheck, "move", tag=None).status_code == 428


def test_the_words_changed_again_meanwhile(scene: Scene, recheck: Recheck) -> None:
    changed(scene.snapshot, ("We closed it on 3 May", "We closed it on 9 May"))
    assert answered(scene.cast.ann, recheck, "move").status_code == 412


def test_whoever_comes_second_hears_that_it_was_answered(scene: Scene, recheck: Recheck) -> None:
    assert answered(scene.cast.ann, recheck, "hold", {"reason": "So."}).status_code == 200
    second = answered(scene.cast.bea, recheck, "move")
    assert second.status_code == 409
    assert "Ann" in second.json()["error"]["message"]


ANSWERS = {
    "hold": {"ann": 200, "bea": 200, "eve": 200, "max": 200, "tom": 200, "sam": 403, "sue": 403,
             "ron": 403, "olga": 404, "nobody": 401},
    "reopen": {"ann": 403, "bea": 403, "eve": 200, "max": 200, "tom": 403, "sam": 403, "sue": 403,
               "ron": 403, "olga": 404, "nobody": 401},
}  # fmt: skip
TABLE = [(step, name, code) for step, row in ANSWERS.items() for name, code in row.items()]


@pytest.mark.parametrize(("step", "name", "status"), TABLE)
def test_who_may_answer(scene: Scene, step: str, name: str, status: int) -> None:
    decide(scene.claim(scene.cast.ann), scene)
    changed(scene.snapshot, REWORDED)
    user = getattr(scene.cast, name)
    answer = answered(user, Recheck.objects.get(), step, {"reason": "Because."})
    assert answer.status_code == status


def test_strangers_see_no_queue(scene: Scene, recheck: Recheck) -> None:
    for user in (scene.cast.olga, scene.cast.nobody):
        rows = as_(user).get("/api/v1/rechecks/")
        assert rows.json()["results"] == []


def test_a_longer_queue_takes_as_many_queries(
    scene: Scene, recheck: Recheck, django_assert_max_num_queries: Any
) -> None:
    for number in range(10):
        scene.claim(scene.cast.ann, f"Claim {number}.")
    services.raise_rechecks([scene.snapshot.article_id], by=None)
    with django_assert_max_num_queries(4):
        rows = as_(scene.cast.ann).get("/api/v1/rechecks/").json()["results"]
    assert len(rows) == 11
