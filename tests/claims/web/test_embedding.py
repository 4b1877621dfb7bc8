"""Claims in other people's pages: the card, and oEmbed that tells of it."""

from urllib.parse import quote

import pytest
from django.utils.html import escape

from claims.records.services import merge_claims
from tests.claims.web.scenes import EVERYONE, queries

HERE = "http://testserver"


def asked(desk, url, name="nobody", **more):
    query = "".join(f"&{key}={value}" for key, value in more.items())
    return desk.browser(name).get(f"/oembed?url={quote(url, safe='')}{query}")


@pytest.mark.parametrize("name", EVERYONE)
def test_the_card_is_the_same_for_whoever_asks_and_any_site_may_frame_it(desk, name):
    claim = desk.claim()
    desk.published(claim)
    answer = desk.browser(name).get(f"/claims/{claim.pk}/card/")
    assert answer.status_code == 200
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer
    assert answer["Cache-Control"] == "public, max-age=60"
    assert answer.content == desk.browser("nobody").get(f"/claims/{claim.pk}/card/").content
    text = answer.content.decode()
    assert "<script" not in text
    for said in ("The pier closed on 3 May.", "False", "The log begins in June."):
        assert said in text
    assert f'href="{HERE}/claims/{claim.pk}/"' in text


def test_no_other_page_may_be_framed(desk):
    claim = desk.claim()
    desk.published(claim)
    for address in (f"/claims/{claim.pk}/", "/", f"/claims/{claim.pk}/graph/"):
        answer = desk.browser("nobody").get(address)
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("name", EVERYONE)
def test_nothing_is_told_of_what_is_not_public(desk, name):
    waiting, hidden = desk.claim(), desk.claim(statement="The pier is of wood.")
    desk.seconded(waiting)
    desk.published(hidden)
    type(hidden).objects.filter(pk=hidden.pk).update(visibility="workspace")
    for claim in (waiting, hidden):
        assert desk.browser(name).get(f"/claims/{claim.pk}/card/").status_code == 404
        assert asked(desk, f"{HERE}/claims/{claim.pk}/", name).status_code == 404


def test_oembed_tells_of_the_card(desk):
    claim = desk.claim()
    desk.published(claim)
    answer = asked(desk, f"{HERE}/claims/{claim.pk}/")
    told = answer.json()
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert (told["version"], told["type"]) == ("1.0", "rich")
    assert told["title"] == "False: The pier closed on 3 May."
    assert f'src="{HERE}/claims/{claim.pk}/card/" width="560" height="320"' in told["html"]
    assert told["thumbnail_url"] == f"{HERE}/claims/{claim.pk}/share.png"
    assert told == asked(desk, f"{HERE}/claims/{claim.pk}/card/?from=x#top").json()


def test_the_page_leads_to_it(desk):
    claim = desk.claim()
    desk.published(claim)
    text = desk.browser("nobody").get(f"/claims/{claim.pk}/").content.decode()
    address = f"{HERE}/oembed?url=http%3A%2F%2Ftestserver%2Fclaims%2F{claim.pk}%2F"
    assert f'type="application/json+oembed" href="{address}"' in text
    assert escape(asked(desk, f"{HERE}/claims/{claim.pk}/").json()["html"]) in text


def test_it_keeps_to_the_room_there_is(desk):
    claim = desk.claim()
    desk.published(claim)
    told = asked(desk, f"{HERE}/claims/{claim.pk}/", maxwidth=300, maxheight=9999).json()
    assert (told["width"], told["height"]) == (300, 320)
    assert 'width="300" height="320"' in told["html"]


@pytest.mark.parametrize(
    ("url", "more", "status"),
    [
        ("", {}, 404),
        ("http://[", {}, 404),
        ("https://elsewhere.example/claims/1/", {}, 404),
        (f"{HERE}/claims/99999999999999999999999/", {}, 404),
        (f"{HERE}/desk/claims/1/", {}, 404),
        (f"{HERE}/nothing/", {}, 404),
        (f"{HERE}/claims/1/", {"maxwidth": "wide"}, 400),
        (f"{HERE}/claims/1/", {"maxheight": "0"}, 400),
        (f"{HERE}/claims/1/", {"maxwidth": "9" * 99}, 400),
        (f"{HERE}/claims/1/", {"format": "xml"}, 501),
    ],
)
def test_what_it_cannot_tell_is_refused(desk, url, more, status):
    assert asked(desk, url, **more).status_code == status


def test_markup_in_a_claim_stays_text(desk):
    evil = '"><script>alert(1)</script> said the pier closed.'
    claim = desk.claim(statement=evil)
    desk.published(claim)
    assert "<script" not in asked(desk, f"{HERE}/claims/{claim.pk}/").json()["html"]
    card = desk.browser("nobody").get(f"/claims/{claim.pk}/card/").content.decode()
    assert "<script" not in card
    assert escape(evil) in card


def test_a_merged_claim_leads_to_the_one_that_was_kept(desk):
    kept, merged = desk.claim(), desk.claim(statement="The eastern pier shut on 3 May.")
    desk.published(kept)
    kept.refresh_from_db()
    merge_claims(kept, merged, "The same pier.", by=desk.cast.eve)
    answer = desk.browser("nobody").get(f"/claims/{merged.pk}/card/")
    assert answer.url == f"/claims/{kept.pk}/card/"
    told = asked(desk, f"{HERE}/claims/{merged.pk}/").json()
    assert f"/claims/{kept.pk}/card/" in told["html"]


def test_a_card_takes_few_queries(desk):
    claim = desk.claim()
    desk.published(claim)
    assert queries(desk, "nobody", f"/claims/{claim.pk}/card/") <= 8
