"""The Fact Check Tools API: Google's own client reads what was published, and nothing else."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from googleapiclient.discovery import build_from_document
from googleapiclient.discovery_cache import get_static_doc
from googleapiclient.errors import HttpError
from jsonschema import Draft4Validator

from claims.records.models import Claim
from claims.records.services import merge_claims
from provenance.accounts.models import Workspace
from provenance.sources.models import Article
from tests.claims.publishing import STATEMENTS, at, publish, publish_all
from tests.claims.scene import Scene, decide_again, snapshot_of, span
from tests.claims.web.scenes import EVERYONE

API = "/v1alpha1/claims:search"
DOCUMENT = json.loads(get_static_doc("factchecktools", "v1alpha1"))
ANSWER = "GoogleFactcheckingFactchecktoolsV1alpha1FactCheckedClaimSearchResponse"

pytestmark = pytest.mark.django_db


def schema() -> dict[str, Any]:
    """The answer's schema out of Google's document, refusing what it does not name."""
    text = json.dumps(DOCUMENT["schemas"]).replace('"$ref": "', '"$ref": "#/definitions/')
    definitions = json.loads(text)
    for one in definitions.values():
        del one["id"]
        one["additionalProperties"] = False
    return {"$ref": f"#/definitions/{ANSWER}", "definitions": definitions}


def ask(client: Client, **fields: Any) -> Any:
    """The answer, held against Google's schema."""
    answer = client.get(API, fields)
    assert answer.status_code == 200, answer.content
    Draft4Validator(schema()).validate(answer.json())
    return answer.json()


def texts(answer: Any) -> list[str]:
    return [claim["text"] for claim in answer.get("claims", [])]


def all_pages(client: Client, **fields: object) -> list[str]:
    found: list[str] = []
    while True:
        answer = ask(client, **fields)
        found += texts(answer)
        if "nextPageToken" not in answer:
            return found
        fields["pageToken"] = answer["nextPageToken"]


@pytest.mark.django_db(transaction=True)
def test_the_unmodified_client_pages_through_all_that_matches(scene: Scene, live_server: Any):
    claims = [publish(scene, f"The pier closed {number} times.") for number in range(7)]
    publish(scene, "Forty boats had to leave.")
    scene.claim(scene.cast.ann, "The pier closed in private.")
    service = build_from_document(
        {**DOCUMENT, "rootUrl": f"{live_server.url}/"}, developerKey="any"
    )
    request = service.claims().search(query="pier closed", pageSize=3, languageCode="en-GB")
    found, sizes = [], []
    while request is not None:
        answer = request.execute()
        Draft4Validator(schema()).validate(answer)
        found += [claim["claimReview"][0]["url"] for claim in answer["claims"]]
        sizes.append(len(answer["claims"]))
        request = service.claims().search_next(request, answer)
    wanted = [f"{live_server.url}/claims/{claim.pk}/" for claim in reversed(claims)]
    assert (found, sizes) == (wanted, [3, 3, 1])
    with pytest.raises(HttpError, match="Give a query") as refused:
        service.claims().search(languageCode="en").execute()
    assert refused.value.status_code == 400
    service.close()


def test_a_claim_is_told_in_full(scene: Scene, client: Client, settings: Any):
    settings.SITE_URL = "https://www.desk.example"
    claim = publish(scene, STATEMENTS[0])
    verdict = claim.verdicts.get()
    assert ask(client, query="pier")["claims"] == [
        {
            "text": STATEMENTS[0],
            "claimant": "Harbour Post",
            "claimDate": "2024-05-04T00:00:00Z",
            "claimReview": [
                {
                    "publisher": {"name": "Eastbank Desk", "site": "desk.example"},
                    "url": f"https://www.desk.example/claims/{claim.pk}/",
                    "title": f"False: {STATEMENTS[0]}",
                    "reviewDate": f"{verdict.published_at:%Y-%m-%dT%H:%M:%SZ}",
                    "textualRating": "False",
                    "languageCode": "en",
                }
            ],
        }
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 10])
def test_pages_of_any_size_hold_everything_once(scene: Scene, client: Client, size: int):
    publish_all(scene)
    assert (
        all_pages(client, reviewPublisherSiteFilter="testserver", pageSize=size)
        == (STATEMENTS[::-1])
    )


def test_what_comes_out_between_two_pages_shifts_nothing(scene: Scene, client: Client):
    publish_all(scene)
    fields: dict[str, object] = {"reviewPublisherSiteFilter": "testserver", "pageSize": 2}
    first = ask(client, **fields)
    publish(scene, "The pier opened again.")
    second = ask(client, **fields, pageToken=first["nextPageToken"])
    assert texts(first) + texts(second) == STATEMENTS[::-1]


def test_an_offset_counts_only_without_a_token(scene: Scene, client: Client):
    publish_all(scene)
    fields: dict[str, object] = {"reviewPublisherSiteFilter": "testserver", "pageSize": 1}
    first = ask(client, **fields, offset=1)
    assert texts(first) == [STATEMENTS[1]]
    second = ask(client, **fields, offset=1, pageToken=first["nextPageToken"])
    assert texts(second) == [STATEMENTS[0]]
    assert ask(client, **fields, offset=3) == {}


def test_words_are_found_by_their_stems_and_phrases(scene: Scene, client: Client):
    publish_all(scene)
    assert texts(ask(client, query="boat leaving")) == [STATEMENTS[1]]
    assert texts(ask(client, query='"pier closed"')) == [STATEMENTS[0]]
    assert texts(ask(client, query="pier -closed")) == [STATEMENTS[2]]
    assert ask(client, query="unicorn") == {}


@pytest.mark.parametrize("query", ["the", "'", '"', "& | !", "a:*", "\\", "%", "😀", "-"])
def test_no_query_breaks_the_search(scene: Scene, client: Client, query: str):
    publish_all(scene)
    ask(client, query=query)


def test_languages_are_told_apart_whatever_the_region(scene: Scene, client: Client):
    publish(scene, "The pier closed.")
    publish(scene, "Le pier est fermé.", language="fr")
    here = {"reviewPublisherSiteFilter": "testserver"}
    for code, found in [("fr-CA", "Le pier est fermé."), ("en_US", "The pier closed.")]:
        assert texts(ask(client, **here, languageCode=code)) == [found]
    assert ask(client, **here, languageCode="de") == {}


def test_age_counts_from_the_newer_of_claim_and_review(scene: Scene, client: Client):
    now = timezone.now()
    fresh = snapshot_of(scene.cast.desk, published=None)
    vague = snapshot_of(scene.cast.desk, published=timezone.now().date(), precision="year")
    words = span("We closed it on 3 May")
    with at(now - timedelta(days=100)):
        publish(scene, "Both are old.")
        publish(scene, "The claim is new.", appearance=(fresh, *words))
        publish(scene, "The claim is of this year.", appearance=(vague, *words))
    with at(now - timedelta(days=20)):
        publish(scene, "The review is new.")
    # A claim is never dated after its review when that goes out; a date may be mended later.
    lately = {"published": now.date() - timedelta(days=5), "published_precision": "day"}
    Article.objects.filter(pk=fresh.article_id).update(**lately)
    here = {"reviewPublisherSiteFilter": "testserver"}
    assert set(texts(ask(client, **here, maxAgeDays=30))) == {
        "The claim is new.",
        "The review is new.",
    }
    assert texts(ask(client, **here, maxAgeDays=6)) == ["The claim is new."]
    assert len(texts(ask(client, **here, maxAgeDays=101))) == 4
    assert len(texts(ask(client, **here, maxAgeDays=2147483647))) == 4


def test_the_date_of_a_text_that_is_kept_private_is_no_ones_to_find(scene: Scene, client: Client):
    by = scene.cast.ann
    today = timezone.now().date()
    words = span("We closed it on 3 May")
    early = datetime.combine(today, datetime.min.time(), UTC) - timedelta(days=300)
    hidden = snapshot_of(
        scene.cast.desk, by=by, visibility="me", published=today, captured=early, outlet="Hidden"
    )
    with at(timezone.now() - timedelta(days=100)):
        claim = publish(scene, "It is hidden.", appearance=(hidden, *words), language="en")
    assert claim.first_appearance is not None
    assert ask(client, query="hidden", maxAgeDays=30) == {}
    told = ask(client, query="hidden")["claims"][0]
    assert {"claimant", "claimDate"} & told.keys() == set()


def test_the_publisher_is_this_site_or_the_homepage_of_a_newsroom(scene: Scene, client: Client):
    publish(scene, STATEMENTS[0])
    Workspace.objects.filter(slug="desk").update(homepage="https://www.eastbank.example/news")
    for site in (
        "testserver",
        "http://www.testserver/",
        "eastbank.example",
        "WWW.Eastbank.example",
    ):
        assert texts(ask(client, reviewPublisherSiteFilter=site)) == [STATEMENTS[0]]
    for site in ("bank.example", "eastbank.example.org", "%", "http://["):
        assert ask(client, reviewPublisherSiteFilter=site) == {}


@pytest.mark.parametrize("name", EVERYONE)
def test_nobody_finds_what_is_not_published(scene: Scene, client: Client, name: str):
    published = publish_all(scene)[0]
    merged = scene.claim(scene.cast.ann, "The pier was closed, said again.")
    merge_claims(published, merged, "The same.", by=scene.cast.eve)
    for number, statement in enumerate(["Pier under way.", "Pier with a draft."]):
        scene.claim([scene.cast.ann, scene.cast.bea][number], statement)
    if name != "nobody":
        client.force_login(getattr(scene.cast, name))
    found = all_pages(client, query="pier")
    assert found == [STATEMENTS[2], STATEMENTS[0]]


def test_a_replaced_verdict_is_told_no_more(scene: Scene, client: Client):
    claim = publish(scene, STATEMENTS[0])
    decide_again(claim, scene)
    reviews = [one["claimReview"][0] for one in ask(client, query="pier")["claims"]]
    assert [one["textualRating"] for one in reviews] == ["True"]


@pytest.mark.parametrize(
    ("fields", "status", "name"),
    [
        ({}, 400, "INVALID_ARGUMENT"),
        ({"query": "pier", "pageToken": "bm9uZQ"}, 400, "INVALID_ARGUMENT"),
        ({"query": "pier", "pageSize": "many"}, 400, "INVALID_ARGUMENT"),
    ],
)
def test_a_refusal_has_googles_shape(client: Client, fields: Any, status: int, name: str):
    answer = client.get(API, fields)
    error = answer.json()["error"]
    assert (answer.status_code, error["code"], error["status"]) == (status, status, name)
    assert error["message"]


def test_nothing_can_be_sent(client: Client):
    answer = client.post(API, {})
    assert (answer.status_code, answer.json()["error"]["status"]) == (405, "UNIMPLEMENTED")


def test_a_program_may_read_more_pages_than_a_stranger_elsewhere(scene: Scene, client: Client):
    publish(scene, STATEMENTS[0])
    assert {client.get(API, {"query": "pier"}).status_code for _ in range(70)} == {200}


def test_the_number_of_queries_does_not_grow(scene: Scene, client: Client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            ask(client, query="pier")
        return len(found)

    publish(scene, STATEMENTS[0])
    ask(client, query="pier")
    few = queries()
    publish(scene, STATEMENTS[2])
    publish(scene, "The pier opened.")
    assert queries() == few
    assert Claim.objects.filter(visibility="public").count() == 3
