"""What those who index the web are told: every public address, and no other."""

import re
from xml.etree import ElementTree

import pytest

from claims.reviews.models import Verdict
from claims.web.pages import sitemap
from tests.claims.web.scenes import EVERYONE, queries

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(answer):
    """The addresses of a file, and when each changed."""
    assert answer.status_code == 200
    root = ElementTree.fromstring(answer.content)
    return {one.findtext(f"{SPACE}loc"): one.findtext(f"{SPACE}lastmod") for one in root}


def everything(browser):
    """Every address that the files of the index name."""
    files = addresses(browser.get("/sitemap.xml"))
    found = {}
    for file in files:
        found |= addresses(browser.get(file.removeprefix("https://desk.example")))
    return found


@pytest.mark.parametrize("name", EVERYONE)
def test_only_published_claims_that_everyone_sees_are_named(desk, settings, name):
    settings.SITE_URL = "https://desk.example"
    out, hidden, waiting = (desk.claim(statement=f"The pier has {n} piles.") for n in (10, 20, 30))
    verdict = desk.published(out)
    desk.published(hidden)
    desk.seconded(waiting)
    type(hidden).objects.filter(pk=hidden.pk).update(visibility="workspace")
    found = everything(desk.browser(name))
    claims = {address: at for address, at in found.items() if "/claims/" in address}
    at = verdict.published_at.isoformat(timespec="seconds")
    assert claims == {f"https://desk.example/claims/{out.pk}/": at}


def test_every_address_named_answers_a_stranger(desk, settings):
    settings.SITE_URL = "https://desk.example"
    desk.published(desk.claim())
    browser = desk.browser("nobody")
    for address in everything(browser):
        assert browser.get(address.removeprefix("https://desk.example")).status_code == 200


def test_claims_stand_in_the_file_of_their_number(desk, monkeypatch):
    first = desk.claim()
    monkeypatch.setattr(sitemap, "SHELF", first.pk + 1)
    second = desk.claim(statement="The pier is of wood.")
    desk.published(first)
    assert desk.browser("nobody").get("/sitemap-claims-1.xml").status_code == 404
    desk.published(second)
    browser = desk.browser("nobody")
    assert len(addresses(browser.get("/sitemap.xml"))) == 3
    for number, claim in enumerate((first, second)):
        found = addresses(browser.get(f"/sitemap-claims-{number}.xml"))
        assert list(found) == [f"http://testserver/claims/{claim.pk}/"]
    assert Verdict.objects.count() == 2


def test_the_number_of_queries_does_not_grow(desk, monkeypatch):
    monkeypatch.setattr(sitemap, "SHELF", 10**9)  # All in one file, whatever their numbers are.
    desk.published(desk.claim())
    few = queries(desk, "nobody", "/sitemap-claims-0.xml")
    desk.published(desk.claim(statement="The pier is of wood."))
    assert queries(desk, "nobody", "/sitemap-claims-0.xml") == few
    assert queries(desk, "nobody", "/sitemap.xml") == 1


def test_a_file_may_be_kept_and_asked_for_again(desk):
    answer = desk.browser("nobody").get("/sitemap.xml")
    assert (answer["Cache-Control"], answer["Content-Type"]) == (
        "public, max-age=60",
        "application/xml",
    )
    held = {"If-None-Match": answer["ETag"]}
    assert desk.browser("nobody").get("/sitemap.xml", headers=held).status_code == 304


def test_robots_are_told_where_the_list_is_and_what_to_leave_alone(desk, settings):
    settings.SITE_URL = "https://desk.example"
    answer = desk.browser("nobody").get("/robots.txt")
    text = answer.content.decode()
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "Sitemap: https://desk.example/sitemap.xml" in text
    left = re.findall(r"^Disallow: (\S+)$", text, re.MULTILINE)
    assert {"/desk/", "/articles/", "/api/"} <= set(left)
    assert not [path for path in left if "/claims/9/".startswith(path)]
