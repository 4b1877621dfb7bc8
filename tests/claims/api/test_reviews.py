"""Reviews over REST: the steps, and each refusal with its status and shape."""

from itertools import product
from typing import Any

import pytest
from rest_framework.test import APIClient

from claims.records.models import Claim
from claims.reviews import services
from claims.reviews.models import Rating, Review
from tests.people import Cast

pytestmark = pytest.mark.django_db


def as_(user: Any) -> APIClient:
    client = APIClient()
    if user.is_authenticated:
        client.force_authenticate(user)
    return client


@pytest.fixture
def claim(cast: Cast) -> Claim:
    return Claim.objects.create(
        workspace=cast.desk, statement="The pier was closed on 3 May.", created_by=cast.ann
    )


@pytest.fixture
def false(cast: Cast) -> Rating:
    return Rating.objects.get(scale__workspace=None, scale__slug="truth", slug="false")


@pytest.fixture
def review(cast: Cast, claim: Claim) -> Review:
    return services.open_review(claim, by=cast.ann)


def step(user: Any, review: Review, name: str, data: Any = None, tag: str | None = None) -> Any:
    review.refresh_from_db()
    tag = tag or f'"review-{review.pk}-{review.version}"'
    address = f"/api/v1/reviews/{review.pk}/{name}/"
    return as_(user).post(address, data or {}, format="json", headers={"If-Match": tag})


def test_a_claim_reaches_its_verdict_over_rest(cast: Cast, claim: Claim, false: Rating) -> None:
    opened = as_(cast.ann).post("/api/v1/reviews/", {"claim": claim.pk}, format="json")
    assert opened.status_code == 201
    assert opened["ETag"] == f'"review-{opened.json()["id"]}-1"'
    review = Review.objects.get()
    said = {"rating": false.pk, "summary": "The log has no such entry."}
    assert step(cast.ann, review, "submit", said).json()["state"] == "submitted"
    assert step(cast.bea, review, "second", {"agree": True}).json()["state"] == "editor"
    published = step(cast.eve, review, "publish")
    assert published.status_code == 201
    assert published.json()["rating_label"] == "False"
    public = as_(cast.nobody).get("/api/v1/verdicts/").json()["results"]
    assert [verdict["claim"] for verdict in public] == [claim.pk]


def test_a_write_without_if_match_is_asked_for_one(cast: Cast, review: Review) -> None:
    answer = as_(cast.ann).post(f"/api/v1/reviews/{review.pk}/submit/", {}, format="json")
    assert answer.status_code == 428
    assert answer.json()["error"]["code"] == "precondition_required"


def test_a_stale_write_is_refused_and_keeps_the_row(
    cast: Cast, review: Review, false: Rating
) -> None:
    old = f'"review-{review.pk}-{review.version}"'
    services.save_draft(review, summary="Mine.", by=cast.ann)
    answer = step(cast.ann, review, "submit", {"summary": "Theirs."}, tag=old)
    assert answer.status_code == 412
    review.refresh_from_db()
    assert (review.round.state, review.summary) == ("in_progress", "Mine.")


def test_the_fields_that_are_missing_are_named(cast: Cast, review: Review) -> None:
    answer = step(cast.ann, review, "submit")
    assert answer.status_code == 400
    assert set(answer.json()["error"]["fields"]) == {"rating", "summary"}


def test_an_unknown_rating_is_named(cast: Cast, review: Review) -> None:
    answer = step(cast.ann, review, "submit", {"rating": 999_999, "summary": "x"})
    assert answer.status_code == 400
    fields = answer.json()["error"]["fields"]
    assert fields == {"rating": ["There is no such rating; /api/v1/scales/ lists them."]}


def test_too_early_is_409(cast: Cast, review: Review) -> None:
    answer = step(cast.eve, review, "publish")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "conflict")


def test_a_second_review_by_the_same_person_is_403(
    cast: Cast, review: Review, false: Rating
) -> None:
    services.submit(review, rating=false, summary="No.", by=cast.ann)
    answer = step(cast.ann, review, "second", {"agree": True})
    assert answer.status_code == 403
    assert "second person" in answer.json()["error"]["message"]


@pytest.mark.parametrize("name", ["sam", "ron", "olga", "nobody"])
def test_who_does_not_check_sees_no_review(cast: Cast, review: Review, name: str) -> None:
    who = cast.everyone()[name]
    assert as_(who).get(f"/api/v1/reviews/{review.pk}/").status_code == 404
    assert as_(who).get("/api/v1/reviews/").json()["results"] == []
    assert step(who, review, "submit").status_code in {401, 404}


def test_a_student_cannot_publish_what_they_cannot_see(
    cast: Cast, review: Review, false: Rating
) -> None:
    services.submit(review, rating=false, summary="No.", by=cast.ann)
    services.second(review, agree=True, by=cast.bea)
    assert step(cast.sam, review, "publish").status_code == 404
    review.refresh_from_db()
    assert review.round.state == "editor"


def test_the_list_takes_the_same_number_of_queries_for_one_row_and_for_many(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        claim = Claim.objects.create(
            workspace=cast.desk, statement=f"Claim {number}.", created_by=cast.ann
        )
        services.open_review(claim, by=cast.ann)
    client = as_(cast.ann)
    with django_assert_max_num_queries(2):
        assert len(client.get("/api/v1/reviews/").json()["results"]) == 12


def test_a_scale_is_added_adopted_and_retired(cast: Cast) -> None:
    ratings = [
        {"slug": "yes", "value": 2, "label": "Yes", "meaning": "It is so.", "neutral": "true"},
        {"slug": "no", "value": 1, "label": "No", "meaning": "It is not.", "neutral": "false"},
    ]
    client = as_(cast.eve)
    new = {"workspace": "desk", "name": "Yes or no", "ratings": ratings}
    made = client.post("/api/v1/scales/", new, format="json")
    assert made.status_code == 201, made.json()
    address = f"/api/v1/scales/{made.json()['id']}/"
    adopted = client.post(f"{address}adopt/", {"workspace": "desk"}, format="json").json()
    assert adopted["is_default"]
    assert as_(cast.olga).get(address).status_code == 404
    assert client.post(f"{address}retire/", {}, format="json").json()["retired_at"]


def test_a_scale_whose_best_is_its_worst_is_refused(cast: Cast) -> None:
    ratings = [
        {"slug": s, "value": 1, "label": s, "meaning": s, "neutral": "true"} for s in ("a", "b")
    ]
    answer = as_(cast.eve).post(
        "/api/v1/scales/", {"workspace": "desk", "name": "Flat", "ratings": ratings}, format="json"
    )
    assert answer.status_code == 400
    assert "above the worst" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    ("noun", "name"),
    list(product(["reviews", "verdicts", "corrections"], ["workspace", "claim"])),
)
def test_a_null_character_in_the_address_is_refused(cast: Cast, noun: str, name: str) -> None:
    got = as_(cast.ann).get(f"/api/v1/{noun}/", {name: "a\0b"})
    assert got.status_code == 400
    assert list(got.json()["error"]["fields"]) == [name]
