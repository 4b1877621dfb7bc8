"""Scales over REST: changed while unused, refused with what to do, told in one's own language."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from claims.reviews import scale_services, services
from claims.reviews.models import Scale
from claims.reviews.scales import RatingSpec
from tests.claims.scene import Scene

pytestmark = pytest.mark.django_db
YES = RatingSpec("yes", 2, "Yes", "It is so.", "true", "link")
NO = RatingSpec("no", 1, "No", "It is not so.", "false")
MAYBE = RatingSpec("maybe", 1, "Maybe", "Who knows?", "unproven")
WORDS = {"yes": {"label": "Ja", "meaning": "Es ist so."}}
ROWS = [
    {"slug": "good", "value": 2, "label": "Good", "meaning": "So.", "neutral": "satire"},
    {"slug": "bad", "value": 1, "label": "Bad", "meaning": "No.", "neutral": "opinion"},
]


@pytest.fixture
def scale(scene: Scene) -> Scale:
    ratings = [YES, MAYBE, NO]
    return scale_services.add_scale(
        scene.cast.desk, name="Three", ratings=ratings, by=scene.cast.eve
    )


@pytest.fixture
def eve(scene: Scene) -> APIClient:
    client = APIClient()
    client.force_authenticate(scene.cast.eve)
    return client


def publish(scene: Scene, scale: Scale) -> None:
    review = services.open_review(scene.claim(scene.cast.ann), by=scene.cast.ann)
    rating = scale.ratings.get(slug="yes")
    review = services.submit(review, rating=rating, summary="It is.", by=scene.cast.ann)
    services.publish(services.second(review, agree=True, by=scene.cast.bea), by=scene.cast.eve)


def test_an_unused_scale_is_changed_translated_and_loses_a_rating(eve: APIClient, scale: Scale):
    path = f"/api/v1/scales/{scale.pk}/"
    changed = eve.patch(path, {"ratings": ROWS}, format="json")
    assert [one["slug"] for one in changed.json()["ratings"]] == ["good", "bad"]
    eve.patch(path, {"ratings": [*ROWS, ROWS[0] | {"slug": "odd"}]}, format="json")
    less = eve.delete(f"{path}ratings/odd/")
    assert [one["slug"] for one in less.json()["ratings"]] == ["good", "bad"]
    assert eve.delete(f"{path}ratings/odd/").status_code == 404
    words = {"ratings": {"good": {"label": "Gut", "meaning": "So."}}}
    told = eve.put(f"{path}texts/de/", words, format="json", headers={"Accept-Language": "de"})
    assert told.json()["ratings"][0]["told"]["label"] == "Gut"
    assert told["Vary"].count("Accept-Language") == 1


def test_a_scale_in_use_is_refused_with_what_to_do(scene: Scene, eve: APIClient, scale: Scale):
    publish(scene, scale)
    path = f"/api/v1/scales/{scale.pk}/"
    for refused in (
        eve.patch(path, {"ratings": ROWS}, format="json"),
        eve.delete(f"{path}ratings/maybe/"),
    ):
        assert refused.status_code == 409
        assert "new edition" in refused.json()["error"]["message"]
    assert eve.put(f"{path}texts/de/", {"ratings": WORDS}, format="json").status_code == 200


def test_a_stale_change_is_refused(eve: APIClient, scale: Scale):
    stale = {"If-Match": f'"scale-{scale.pk}-9"'}
    path = f"/api/v1/scales/{scale.pk}/"
    assert eve.patch(path, {"ratings": ROWS}, format="json", headers=stale).status_code == 412


@pytest.mark.parametrize(
    "wrong", [{"colour": "#f00"}, {"neutral": "fun"}, {"value": 0}, {"label": ""}]
)
def test_a_rating_that_cannot_be_is_refused(eve: APIClient, scale: Scale, wrong: dict[str, object]):
    rows = [ROWS[0] | wrong, ROWS[1]]
    answer = eve.patch(f"/api/v1/scales/{scale.pk}/", {"ratings": rows}, format="json")
    assert answer.status_code == 400


STATUS = {"eve": 200, "max": 200, "olga": 404, "nobody": 404}


@pytest.mark.parametrize("name", [*STATUS, "ann", "bea", "tom", "sam", "sue", "ron"])
def test_who_shapes_a_scale(scene: Scene, scale: Scale, name: str):
    client, user = APIClient(), scene.cast.everyone()[name]
    if user.is_authenticated:
        client.force_authenticate(user)
    path, expected = f"/api/v1/scales/{scale.pk}/", STATUS.get(name, 403)
    answers = [
        client.put(f"{path}texts/de/", {"ratings": WORDS}, format="json"),
        client.delete(f"{path}ratings/maybe/"),
        client.patch(path, {"ratings": ROWS}, format="json"),
        client.post(f"{path}retire/"),
        client.post(f"{path}offer/"),
    ]
    found = {one.status_code for one in answers}
    assert found == ({401} if name == "nobody" and 401 in found else {expected})


def test_verdicts_are_told_in_the_language_of_the_reader(scene: Scene, scale: Scale):
    publish(scene, scale)
    words = {"yes": ("Ja", "Es ist so.")}
    scale_services.translate_scale(scale, language="de", texts=words, by=scene.cast.eve)
    for asked, label, language in (
        ("de-CH, en;q=0.5", "Ja", "de"),
        ("en, de;q=0.5", "Yes", ""),
        ("fr", "Yes", ""),
        ("", "Yes", ""),
        ("x" * 5000, "Yes", ""),
    ):
        answer = APIClient().get("/api/v1/verdicts/", headers={"Accept-Language": asked})
        (verdict,) = answer.json()["results"]
        assert verdict["rating_label"] == "Yes"
        assert (verdict["told"]["label"], verdict["told"]["language"]) == (label, language)
        assert "Accept-Language" in answer["Vary"]


def test_the_number_of_queries_does_not_grow(scene: Scene, eve: APIClient, scale: Scale):
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert eve.get("/api/v1/scales/").status_code == 200
            assert eve.get("/api/v1/verdicts/").status_code == 200
        return len(seen)

    publish(scene, scale)
    before = asked()
    words = {"yes": ("Ja", "Es ist so.")}
    scale_services.translate_scale(scale, language="de", texts=words, by=scene.cast.eve)
    publish(scene, scale)
    assert asked() == before
