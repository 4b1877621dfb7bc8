"""Feeds hold what was published, for everyone alike, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.exchange import claimreview
from claims.exchange.published import read
from claims.records.services import merge_claims
from claims.reviews import services as reviews
from claims.web import feeds
from provenance.accounts.models import Workspace
from provenance.sources.models import Article, Outlet
from tests.claims.atom import read_atom
from tests.claims.publishing import STATEMENTS, at, publish, publish_all
from tests.claims.scene import Scene, decide_again
from tests.claims.web.scenes import EVERYONE, Desk

HOST = "http://testserver"
VERDICTS, CORRECTIONS = "/feeds/verdicts.atom", "/feeds/corrections.atom"
REVIEWS = "/claimreview/feed.json"

pytestmark = pytest.mark.django_db


def entries(client: Client, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return read_atom(answer.content, f"{HOST}{path}")


def public_outlet() -> Outlet:
    outlet = Outlet.objects.get(name="Harbour Post", workspace__slug="desk")
    Outlet.objects.filter(pk=outlet.pk).update(visibility="public")
    return outlet


# --- ClaimReview ----------------------------------------------------------------------------


def test_the_feed_says_of_each_claim_what_its_page_says(scene: Scene, client: Client):
    claims = publish_all(scene)
    data = client.get(REVIEWS).json()
    assert (data["@type"], data["url"]) == ("DataFeed", f"{HOST}{REVIEWS}")
    pages = [f"{HOST}/claims/{claim.pk}/" for claim in reversed(claims)]
    assert [one["url"] for one in data["dataFeedElement"]] == pages
    for claim, one in zip(reversed(claims), data["dataFeedElement"], strict=True):
        published = read(claim)
        assert published is not None
        assert one["item"] == [claimreview.dump(published, address=one["url"])]
        assert one["item"] == [client.get(f"/claims/{claim.pk}/claimreview.json").json()]
        assert one["dateCreated"] == published.first_published_at.isoformat()
    assert data["dateModified"] == data["dataFeedElement"][0]["dateModified"]


def test_pages_lead_on_until_everything_was_told(
    scene: Scene, client: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(feeds, "REVIEWS_ON_A_PAGE", 2)
    publish_all(scene)
    found, address = [], f"{HOST}{REVIEWS}"
    while address:
        answer = client.get(address.removeprefix(HOST))
        data = answer.json()
        found += [one["item"][0]["claimReviewed"] for one in data["dataFeedElement"]]
        address = data.get("hasPart", {}).get("url", "")
        assert answer.get("Link", "") == (f'<{address}>; rel="next"' if address else "")
    assert found == STATEMENTS[::-1]


@pytest.mark.parametrize("mark", ["x", "", "1-2-3", "99999999999999999999-1"])
def test_a_page_that_never_was_is_not_there(client: Client, mark: str):
    assert client.get(REVIEWS, {"after": mark}).status_code == 404


def test_a_corrected_verdict_is_told_once_with_both_dates(scene: Scene, client: Client):
    claim = publish(scene, STATEMENTS[0])
    decide_again(claim, scene)
    (one,) = client.get(REVIEWS).json()["dataFeedElement"]
    assert one["item"][0]["reviewRating"]["alternateName"] == "True"
    assert one["dateCreated"] < one["dateModified"]


# --- Atom -----------------------------------------------------------------------------------


def test_verdicts_come_newest_first_with_author_and_reason(scene: Scene, client: Client):
    claims = publish_all(scene)
    Workspace.objects.filter(slug="desk").update(homepage="https://eastbank.example/")
    found = entries(client, VERDICTS)
    assert [one.title for one in found] == [f"False: {text}" for text in STATEMENTS[::-1]]
    assert [one.link for one in found] == [f"{HOST}/claims/{c.pk}/" for c in reversed(claims)]
    assert {(one.author, one.summary, one.language) for one in found} == {
        ("Eastbank Desk", "The log is empty.", "en")
    }


def test_how_sure_a_verdict_is_and_what_would_change_it_are_told(scene: Scene, client: Client):
    claim = scene.claim(scene.cast.ann, STATEMENTS[0])
    said: dict[str, Any] = {"confidence": "low", "would_change": "A <log> of the port."}
    reviews.publish(Desk(scene).seconded(claim), **said, by=scene.cast.eve)
    (one,) = entries(client, VERDICTS)
    assert "Low confidence." in one.summary
    assert "What would change our mind: A <log> of the port." in one.summary


def test_a_withdrawn_verdict_is_in_no_list_but_that_of_corrections(scene: Scene, client: Client):
    claim, other = publish(scene, STATEMENTS[0]), publish(scene, STATEMENTS[1])
    reviews.withdraw_verdict(claim.verdicts.get(), reason="Another pier.", by=scene.cast.eve)
    assert [one.link for one in entries(client, VERDICTS)] == [f"{HOST}/claims/{other.pk}/"]
    listed = client.get(REVIEWS).json()["dataFeedElement"]
    assert [one["url"] for one in listed] == [f"{HOST}/claims/{other.pk}/"]
    asked = {"reviewPublisherSiteFilter": "testserver"}
    told = client.get("/v1alpha1/claims:search", asked).json()["claims"]
    assert [one["text"] for one in told] == [STATEMENTS[1]]
    (correction,) = entries(client, CORRECTIONS)
    assert correction.title == f"Withdrawn: {STATEMENTS[0]}"
    assert "Another pier." in correction.summary
    assert client.get(f"/claims/{claim.pk}/claimreview.json").status_code == 404
    page = client.get(f"/claims/{claim.pk}/").content.decode()
    assert "application/ld+json" not in page
    assert "Another pier." in page


def test_an_entry_keeps_its_id_when_its_verdict_changes(scene: Scene, client: Client):
    claims = publish_all(scene)
    before = {one.link: one for one in entries(client, VERDICTS)}
    decide_again(claims[0], scene)
    after = entries(client, VERDICTS)
    assert {one.link: one.id for one in after} == {link: e.id for link, e in before.items()}
    assert after[0].title == f"True: {STATEMENTS[0]}"
    assert after[0].updated > before[after[0].link].updated


def test_ids_lead_to_the_page(scene: Scene, client: Client):
    decide_again(publish(scene, STATEMENTS[0]), scene)
    for path in (VERDICTS, CORRECTIONS):
        for one in entries(client, path):
            page = client.get(one.id.removeprefix(HOST))
            assert (page.status_code, f"{HOST}{page['Location']}") == (303, one.link.split("#")[0])


def test_each_correction_stays_with_its_public_reason(scene: Scene, client: Client):
    claim = publish(scene, STATEMENTS[0])
    assert entries(client, CORRECTIONS) == []
    decide_again(claim, scene)
    decide_again(claim, scene)
    last, first = entries(client, CORRECTIONS)
    assert first.title == f"Corrected to True: {STATEMENTS[0]}"
    assert last.title == f"Corrected, still True: {STATEMENTS[0]}"
    assert "Before: False" in first.summary
    assert "A log was found." in first.summary
    assert first.link.endswith(f"/claims/{claim.pk}/#versions")


def test_nothing_that_is_written_breaks_the_feed(scene: Scene, client: Client):
    nasty = "A <b>pier</b> & ]]> \x0b\ufffe “é” 😀"
    publish(scene, nasty)
    (one,) = entries(client, VERDICTS)
    assert one.title == "False: A <b>pier</b> & ]]>  “é” 😀"


def test_an_outlet_has_a_feed_where_everyone_sees_the_outlet(scene: Scene, client: Client):
    publish(scene, STATEMENTS[0])
    outlet = Outlet.objects.get(name="Harbour Post", workspace__slug="desk")
    path = f"/feeds/outlets/{outlet.pk}.atom"
    client.force_login(scene.cast.ann)
    assert client.get(path).status_code == 404
    assert path not in client.get(f"/outlets/{outlet.pk}/").content.decode()
    public_outlet()
    assert [one.title for one in entries(client, path)] == [f"False: {STATEMENTS[0]}"]
    page = client.get(f"/outlets/{outlet.pk}/").content.decode()
    head, _, body = page.partition("</head>")
    assert f'href="{path}"' in head
    assert f'href="{path}"' in body
    elsewhere = Outlet.objects.exclude(pk=outlet.pk).get()
    Outlet.objects.filter(pk=elsewhere.pk).update(visibility="public")
    assert entries(client, f"/feeds/outlets/{elsewhere.pk}.atom") == []


def test_the_feed_of_a_merged_outlet_leads_to_the_one_that_counts(scene: Scene, client: Client):
    outlet = public_outlet()
    other = Outlet.objects.create(
        workspace=scene.cast.desk, name="The Post", key="post", merged_into=outlet
    )
    Outlet.objects.filter(pk=other.pk).update(visibility="public")
    answer = client.get(f"/feeds/outlets/{other.pk}.atom")
    assert (answer.status_code, answer["Location"]) == (302, f"/feeds/outlets/{outlet.pk}.atom")


def test_the_outlet_of_a_private_text_is_told_nothing_of(scene: Scene, client: Client):
    publish(scene, STATEMENTS[0])
    outlet = public_outlet()
    Article.objects.update(visibility="me")
    assert entries(client, f"/feeds/outlets/{outlet.pk}.atom") == []


# --- all of them ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", EVERYONE)
def test_everyone_is_given_the_same_and_nothing_unpublished(
    scene: Scene, client: Client, name: str
):
    published = publish(scene, STATEMENTS[0])
    merged = scene.claim(scene.cast.ann, "The pier shut.")
    merge_claims(published, merged, "The same.", by=scene.cast.eve)
    scene.claim(scene.cast.bea, "A claim that is worked on.")
    decide_again(published, scene)
    paths = [VERDICTS, CORRECTIONS, REVIEWS, f"/feeds/outlets/{public_outlet().pk}.atom"]
    plain = {path: client.get(path) for path in paths}
    if name != "nobody":
        client.force_login(getattr(scene.cast, name))
    for path in paths:
        answer = client.get(path)
        assert answer.content == plain[path].content
        assert answer["ETag"] == plain[path]["ETag"]
        for secret in ["The pier shut", "worked on", "Ann", "Bea", "Eve"]:
            assert secret not in answer.content.decode()


@pytest.mark.parametrize("path", [VERDICTS, CORRECTIONS, REVIEWS])
def test_what_did_not_change_is_not_sent_again(scene: Scene, client: Client, path: str):
    def asked(tag: str) -> int:
        return client.get(path, headers={"If-None-Match": tag}).status_code

    empty = client.get(path)["ETag"]
    with at(timezone.now() + timedelta(minutes=5)):
        assert asked(empty) == 304, "an empty feed stays as it is"
    decide_again(publish(scene, STATEMENTS[0]), scene)
    answer = client.get(path)
    assert asked(empty) == 200
    assert asked(answer["ETag"]) == 304
    assert "Last-Modified" not in answer
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "public, max-age=60"
    scene.claim(scene.cast.ann, "Not published.")
    assert asked(answer["ETag"]) == 304, "work in private is not betrayed"
    Workspace.objects.filter(slug="desk").update(name="Another name")
    assert asked(answer["ETag"]) == 200


@pytest.mark.parametrize("path", [VERDICTS, CORRECTIONS, REVIEWS])
def test_nothing_can_be_sent(client: Client, path: str):
    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", [VERDICTS, CORRECTIONS, REVIEWS])
def test_the_number_of_queries_does_not_grow(scene: Scene, client: Client, path: str):
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(path)
        return len(found)

    decide_again(publish(scene, STATEMENTS[0]), scene)
    few = queries()
    for statement in STATEMENTS[1:]:
        decide_again(publish(scene, statement), scene)
    assert queries() == few


def test_pages_name_the_feeds(scene: Scene, client: Client):
    claim = publish(scene, STATEMENTS[0])
    for page in ("/", f"/claims/{claim.pk}/"):
        head = client.get(page).content.decode().partition("</head>")[0]
        for path in (VERDICTS, CORRECTIONS):
            assert f'href="{path}"' in head
