"""The public page of a claim: for everyone, and with nothing in it that is not."""

import json
import re

import pytest
from django.utils.html import escape

from claims.annotations.services import write_note
from claims.exchange import claimreview
from claims.exchange.published import read
from claims.records.services import merge_claims
from claims.reviews import services as reviews
from provenance.sources.models import Article
from tests.claims.web.scenes import DESK, EVERYONE, queries


@pytest.mark.parametrize("name", EVERYONE)
def test_a_published_claim_is_seen_by_everyone(desk, name):
    claim = desk.claim()
    desk.published(claim)
    page = desk.browser(name).get(f"/claims/{claim.pk}/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "Seen by: <b>everyone</b>" in text
    assert text.index("The log begins in June.") < text.index("Who had it from whom")
    assert ("Work on this claim" in text) == (name in DESK)


@pytest.mark.parametrize("name", EVERYONE)
def test_an_unpublished_claim_has_no_public_page(desk, name):
    claim = desk.claim()
    desk.seconded(claim)
    page = desk.browser(name).get(f"/claims/{claim.pk}/")
    assert page.status_code == (302 if name in DESK else 404)
    if name in DESK:
        assert page.url == f"/desk/claims/{claim.pk}/"


def test_the_markup_says_exactly_what_the_exchange_says(desk, settings):
    settings.SITE_URL = "https://desk.example"
    claim = desk.claim()
    desk.published(claim)
    text = desk.browser("nobody").get(f"/claims/{claim.pk}/").content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    address = f"https://desk.example/claims/{claim.pk}/"
    assert found
    claim.refresh_from_db()
    assert json.loads(found[1]) == claimreview.dump(read(claim), address=address)
    assert f'<link rel="canonical" href="{address}">' in text


def test_the_markup_stands_by_itself_too(desk):
    claim = desk.claim()
    desk.published(claim)
    browser = desk.browser("nobody")
    answer = browser.get(f"/claims/{claim.pk}/claimreview.json")
    assert answer["Content-Type"] == "application/ld+json"
    assert answer.json()["url"] == f"http://testserver/claims/{claim.pk}/"
    assert browser.get(f"/claims/{desk.claim().pk}/claimreview.json").status_code == 404


def test_nothing_private_is_in_the_page(desk):
    claim = desk.claim()
    desk.evidence(claim, warrant="Kept for later: a warrant on a private text.")
    write_note("Ask the harbour master in private.", claim=claim, by=desk.cast.ann)
    desk.published(claim)
    Article.objects.update(visibility="me")
    text = desk.browser("nobody").get(f"/claims/{claim.pk}/").content.decode()
    for secret in ["a private text", "Ask the harbour", "Forty boats", "ann@", "Ann", "Bea"]:
        assert escape(secret) not in text
    assert "none" in text


def test_a_stranger_may_keep_the_page_for_a_minute_and_ask_whether_it_changed(desk):
    claim = desk.claim()
    review = desk.published(claim).review
    browser = desk.browser("nobody")
    page = browser.get(f"/claims/{claim.pk}/")
    assert page["Cache-Control"] == "public, max-age=60"
    assert "Cookie" in page["Vary"]
    tag = page["ETag"]
    assert browser.get(f"/claims/{claim.pk}/", headers={"If-None-Match": tag}).status_code == 304
    review = reviews.reopen(review, reason="New log.", by=desk.cast.eve)
    again = browser.get(f"/claims/{claim.pk}/", headers={"If-None-Match": tag})
    assert again.status_code == 304, "a verdict under review stays as it was, for everyone"
    desk.evidence(claim)
    again = browser.get(f"/claims/{claim.pk}/", headers={"If-None-Match": tag})
    assert again.status_code == 304, "new evidence goes out with the next verdict"
    review = reviews.submit(review, by=desk.cast.ann)
    review = reviews.second(review, agree=True, by=desk.cast.bea)
    reviews.publish(review, reason_for_change="A new log.", by=desk.cast.eve)
    changed = browser.get(f"/claims/{claim.pk}/", headers={"If-None-Match": tag})
    assert changed.status_code == 200


def test_what_is_made_for_a_member_is_not_kept_by_others(desk):
    claim = desk.claim()
    desk.published(claim)
    page = desk.browser("ann").get(f"/claims/{claim.pk}/")
    assert "private" in page["Cache-Control"]


def test_a_merged_claim_leads_to_the_one_that_was_kept(desk):
    kept, merged = desk.claim(), desk.claim(statement="The eastern pier shut on 3 May.")
    desk.published(kept)
    kept.refresh_from_db()
    merge_claims(kept, merged, "The same pier.", by=desk.cast.eve)
    page = desk.browser("nobody").get(f"/claims/{merged.pk}/")
    assert (page.status_code, page.url) == (302, f"/claims/{kept.pk}/")


def test_every_version_of_the_verdict_stands_with_its_public_reason(desk):
    claim = desk.claim()
    review = desk.published(claim).review
    review = reviews.reopen(review, reason="Internal: a new log came.", by=desk.cast.eve)
    review = reviews.submit(review, rating=desk.rating("true"), summary="It did.", by=desk.cast.ann)
    review = reviews.second(review, agree=True, by=desk.cast.bea)
    reviews.publish(review, reason_for_change="The full log is out.", by=desk.cast.eve)
    text = desk.browser("nobody").get(f"/claims/{claim.pk}/").content.decode()
    assert "The full log is out." in text
    assert "The log begins in June." in text
    assert "Internal: a new log" not in text
    assert "2 versions" in text


def test_the_number_of_queries_does_not_grow(desk):
    few, many = desk.claim(), desk.claim(statement="Forty boats had to leave the harbour.")
    desk.evidence(few)
    for number in range(10):
        desk.evidence(many, warrant=f"Reason {number}.")
    desk.published(few)
    desk.published(many)
    assert queries(desk, "nobody", f"/claims/{few.pk}/") == queries(
        desk, "nobody", f"/claims/{many.pk}/"
    )
