"""A claim on paper and as a picture: for everyone, and with nothing in it that is not."""

import re

import pytest

from claims.exchange import typesetting
from claims.records.services import merge_claims
from claims.reviews import services as reviews
from provenance.sources.models import Article
from tests.claims.exchange.test_typesetting import size, words
from tests.claims.web.scenes import EVERYONE, queries

FILES = ["claim.pdf", "share.png"]


def get(desk, name, claim, file, **headers):
    return desk.browser(name).get(f"/claims/{claim.pk}/{file}", headers=headers)


@pytest.mark.parametrize("name", EVERYONE)
@pytest.mark.parametrize("file", FILES)
def test_the_same_for_whoever_asks(desk, name, file):
    claim = desk.claim()
    desk.published(claim)
    answer = get(desk, name, claim, file)
    assert (answer.status_code, answer.content) == (200, get(desk, "nobody", claim, file).content)
    assert answer["Cache-Control"] == "public, max-age=60"
    assert "Vary" not in answer


@pytest.mark.parametrize("name", EVERYONE)
@pytest.mark.parametrize("file", FILES)
def test_nothing_before_it_is_published_and_nothing_that_is_hidden(desk, name, file):
    waiting, hidden = desk.claim(), desk.claim(statement="The pier is of wood.")
    desk.seconded(waiting)
    desk.published(hidden)
    type(hidden).objects.filter(pk=hidden.pk).update(visibility="workspace")
    assert get(desk, name, waiting, file).status_code == 404
    assert get(desk, name, hidden, file).status_code == 404


def test_the_paper_says_what_the_page_says(desk, settings):
    settings.SITE_URL = "https://desk.example"
    claim = desk.claim()
    desk.evidence(claim)
    desk.published(claim)
    found = words(get(desk, "nobody", claim, "claim.pdf").content)
    for said in (
        "The pier closed on 3 May.",
        "False",
        "The log begins in June.",
        "The port says so itself.",
        "Supports: 1 item, 1 origin",
        "We closed it on 3 May",
        f"https://desk.example/claims/{claim.pk}/",
    ):
        assert said in found


def test_nothing_private_is_on_paper(desk):
    claim = desk.claim()
    desk.evidence(claim, warrant="Kept for later.")
    desk.published(claim)
    Article.objects.update(visibility="me")
    found = words(get(desk, "ann", claim, "claim.pdf").content)
    for secret in ("Kept for later", "Forty boats", "We closed it", "Ann", "Bea", "Harbour Post"):
        assert secret not in found


@pytest.mark.parametrize("file", FILES)
def test_it_is_set_once_and_again_when_the_verdict_changes(desk, file, monkeypatch):
    claim = desk.claim()
    review = desk.published(claim).review
    first = get(desk, "nobody", claim, file)
    with monkeypatch.context() as patched:
        patched.setattr(typesetting, "_compiler", None)  # Setting it again would fail.
        assert get(desk, "nobody", claim, file).content == first.content
        held = {"If-None-Match": first["ETag"]}
        assert get(desk, "nobody", claim, file, **held).status_code == 304
    review = reviews.reopen(review, reason="A log.", by=desk.cast.eve)
    review = reviews.submit(review, rating=desk.rating("true"), summary="It did.", by=desk.cast.ann)
    review = reviews.second(review, agree=True, by=desk.cast.bea)
    reviews.publish(review, reason_for_change="The full log is out.", by=desk.cast.eve)
    assert get(desk, "nobody", claim, file, **held).status_code == 200


def test_a_merged_claim_leads_to_the_one_that_was_kept(desk):
    kept, merged = desk.claim(), desk.claim(statement="The eastern pier shut on 3 May.")
    desk.published(kept)
    kept.refresh_from_db()
    merge_claims(kept, merged, "The same pier.", by=desk.cast.eve)
    for file in FILES:
        assert get(desk, "nobody", merged, file).url == f"/claims/{kept.pk}/{file}"


def test_the_page_names_its_picture(desk, settings):
    settings.SITE_URL = "https://desk.example"
    claim = desk.claim()
    desk.published(claim)
    text = desk.browser("nobody").get(f"/claims/{claim.pk}/").content.decode()
    found = re.search(r'<meta property="og:image" content="https://desk.example([^"]+)">', text)
    assert found
    assert size(desk.browser("nobody").get(found[1]).content) == (1200, 630)


def test_the_number_of_queries_does_not_grow(desk):
    few, many = desk.claim(), desk.claim(statement="Forty boats had to leave the harbour.")
    for number in range(10):
        desk.evidence(many, warrant=f"Reason {number}.")
    desk.evidence(few)
    desk.published(few)
    desk.published(many)
    for file in FILES:
        paths = [f"/claims/{claim.pk}/{file}" for claim in (few, many)]
        assert queries(desk, "nobody", paths[0]) == queries(desk, "nobody", paths[1])
