"""Versions, and passages followed into them, over REST."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from provenance.sources.models import Snapshot
from provenance.sources.passages import passage_at
from provenance.sources.services import keep_snapshot
from provenance.sources.services.followings import follow_passages
from tests.people import Cast
from tests.provenance.sources.arriving import arrival

OLD = "The wells were tested on Monday. The works closed 3 of them. Nobody was told."
NEW = "The wells were tested on Monday. The works closed 2 of them. Nobody was told."
ADDRESS = "https://post.example/wells"


def as_(user: Any) -> APIClient:
    client = APIClient()
    if user.is_authenticated:
        client.force_authenticate(user)
    return client


@pytest.fixture
def versions(cast: Cast) -> list[Snapshot]:
    """Two versions of an article; Ann marked two sentences of the first."""
    kept = [
        keep_snapshot(arrival(text, final_address=ADDRESS), workspace=cast.desk, by=cast.ann)
        for text in (OLD, NEW)
    ]
    first, second = (one.snapshot for one in kept)
    for words in ("The works closed 3 of them.", "Nobody was told."):
        start = OLD.index(words)
        passage_at(first, start, start + len(words)).marked_by.add(cast.ann)
    follow_passages([first.article_id], by=None)
    return [first, second]


def test_what_became_of_the_passages_of_earlier_versions(
    cast: Cast, versions: list[Snapshot]
) -> None:
    address = f"/api/v1/snapshots/{versions[1].pk}/followed/"
    rows = as_(cast.ann).get(address).json()["results"]
    assert {(row["quote"], row["status"]) for row in rows} == {
        ("The works closed 3 of them.", "changed"),
        ("Nobody was told.", "exact"),
    }
    assert {row["made_on"] for row in rows} == {versions[0].pk}
    only = as_(cast.ann).get(f"{address}?status=changed").json()["results"]
    assert [row["words"] for row in only] == ["The works closed 2 of them."]


def test_marks_of_others_are_not_told(cast: Cast, versions: list[Snapshot]) -> None:
    address = f"/api/v1/snapshots/{versions[1].pk}/followed/"
    assert as_(cast.bea).get(address).json()["results"] == []
    assert as_(cast.olga).get(address).status_code == 404


def test_what_became_of_one_passage(cast: Cast, versions: list[Snapshot]) -> None:
    passage = versions[0].passages.get(quote="Nobody was told.")
    rows = as_(cast.ann).get(f"/api/v1/passages/{passage.pk}/followed/").json()["results"]
    assert [(row["snapshot"], row["status"]) for row in rows] == [(versions[1].pk, "exact")]


def test_the_difference_between_two_versions(cast: Cast, versions: list[Snapshot]) -> None:
    first, second = versions
    for query in ("", f"?since={first.pk}"):
        said = as_(cast.bea).get(f"/api/v1/snapshots/{second.pk}/differences/{query}").json()
        assert (said["kind"], said["places"]) == ("silent", 1)
        assert "".join(step["old"]["text"] for step in said["steps"]) == OLD
        assert "".join(step["new"]["text"] for step in said["steps"]) == NEW


def test_nothing_to_compare_with(cast: Cast, versions: list[Snapshot]) -> None:
    first, second = versions
    for pk, query in ((first.pk, ""), (second.pk, f"?since={second.pk}"), (second.pk, "?since=0")):
        assert as_(cast.ann).get(f"/api/v1/snapshots/{pk}/differences/{query}").status_code == 404


def test_from_version_to_version(cast: Cast, versions: list[Snapshot]) -> None:
    rows = as_(cast.bea).get(f"/api/v1/articles/{versions[0].article_id}/revisions/").json()
    assert rows["results"] == [
        {
            "before": versions[0].pk,
            "after": versions[1].pk,
            "kind": "silent",
            "places": 1,
            "words_gone": 1,
            "words_new": 1,
        }
    ]


def test_versions_of_a_public_article_are_public(cast: Cast, versions: list[Snapshot]) -> None:
    article = versions[0].article
    address = f"/api/v1/snapshots/{versions[1].pk}/differences/"
    assert as_(cast.nobody).get(address).status_code in (401, 404)
    article.refresh_from_db()
    article.visibility = "public"
    article.save()
    assert as_(cast.nobody).get(address).status_code == 200
    followed = as_(cast.nobody).get(f"/api/v1/snapshots/{versions[1].pk}/followed/")
    assert followed.json()["results"] == []
