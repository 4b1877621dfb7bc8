"""Other people's programs read from every published page of the demo exactly what we stored."""

import json
import subprocess
from pathlib import Path
from typing import Any

import extruct
import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from claims.exchange import claimreview
from claims.exchange.linting import ERROR, compare, lint, reviews_in
from claims.exchange.listed import published
from claims.exchange.published import read, read_each
from claims.records.models import Claim
from tests.claims.atom import read_atom
from tests.journeys.node import node, package

HOST = "http://testserver"
TOOL = "structured-data-testing-tool"
# Reads each file named and prints what the tool makes of it, one JSON object a line.
SCRIPT = """
const [tool, ...files] = process.argv.slice(1)
const { structuredDataTest } = require(tool)
const { Google } = require(tool + "/presets")
const { readFileSync } = require("fs")
const tell = (found) => console.log(JSON.stringify({
  failed: found.failed.map((one) => one.test),
  warnings: found.warnings.map((one) => one.test),
  passed: found.passed.filter((one) => one.schema === "ClaimReview").length,
  schemas: found.schemas,
  jsonld: found.structuredData.jsonld,
}))
const one = (file) => structuredDataTest(readFileSync(file, "utf8"),
  { presets: [Google], schemas: ["jsonld:ClaimReview"] }).then(tell, (wrong) => tell(wrong.res))
files.reduce((before, file) => before.then(() => one(file)), Promise.resolve())
"""

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored(client: Client) -> list[list[dict[str, Any]]]:
    """The reviews of each published claim of the demo, read one by one, its ClaimReview first."""
    call_command("load_demo", verbosity=0)
    claims = Claim.objects.filter(pk__in=published().values("claim")).order_by("pk")
    assert len(claims) >= 5
    found = []
    for claim in claims:
        told = read(claim)
        assert told is not None
        address = f"{HOST}{reverse('public-claim', args=[claim.pk])}"
        found.append(claimreview.reviews_of(told, address=address))
    kinds = [[one["@type"] for one in reviews] for reviews in found]
    assert all(kind[0] == "ClaimReview" for kind in kinds)
    assert ["ClaimReview", "MediaReview"] in kinds
    return found


def page_of(client: Client, review: dict[str, Any]) -> str:
    answer = client.get(review["url"].removeprefix(HOST))
    assert answer.status_code == 200, "the address itself, and no redirect"
    return str(answer.content.decode())


def test_extruct_reads_what_we_stored(client: Client, stored: list[list[dict[str, Any]]]) -> None:
    for reviews in stored:
        page, address = page_of(client, reviews[0]), reviews[0]["url"]
        found = extruct.extract(page, base_url=address, syntaxes=["json-ld"])["json-ld"]
        assert reviews_in(found) == reviews
        for review in reviews:
            assert compare(reviews_in(found), review) == []


def test_googles_preset_passes_and_reads_what_we_stored(
    client: Client, stored: list[list[dict[str, Any]]], tmp_path: Path
) -> None:
    tool = package(TOOL)
    files = [tmp_path / f"{number}.html" for number in range(len(stored))]
    for file, reviews in zip(files, stored, strict=True):
        file.write_text(page_of(client, reviews[0]))
    command = [node(), "-e", SCRIPT, str(tool), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) == len(stored)
    for reviews, one in zip(stored, told, strict=True):
        assert (one["failed"], one["warnings"]) == ([], [])
        assert one["passed"] >= 7, "the tests of the preset were run"
        assert one["jsonld"]["ClaimReview"] == reviews[:1]
        assert one["jsonld"].get("MediaReview", []) == reviews[1:]


def test_the_tool_finds_what_is_wrong(tmp_path: Path) -> None:
    page = tmp_path / "wrong.html"
    page.write_text(
        '<html><script type="application/ld+json">{"@context": "https://schema.org", '
        '"@type": "ClaimReview", "url": "https://a.example/"}</script></html>'
    )
    command = [node(), "-e", SCRIPT, str(package(TOOL)), str(page)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "ClaimReview[0].claimReviewed" in json.loads(done.stdout)["failed"]


def test_all_faces_say_the_same(client: Client, stored: list[list[dict[str, Any]]]) -> None:
    """The feed, the file beside the page, Google's API and Atom agree with what is stored."""
    feed = reviews_in(client.get("/claimreview/feed.json").json())
    every = [review for reviews in stored for review in reviews]
    assert sorted(feed, key=lambda one: int(one["url"].split("/")[-2])) == every
    first = [reviews[0] for reviews in stored]
    for review in first:
        path = review["url"].removeprefix(HOST)
        assert client.get(f"{path}claimreview.json").json() == review
    for review in every:
        assert [one for one in lint(review, page=review["url"]) if one.severity == ERROR] == []
    asked: dict[str, Any] = {"reviewPublisherSiteFilter": "testserver", "pageSize": 100}
    told = client.get("/v1alpha1/claims:search", asked).json()["claims"]
    assert {one["claimReview"][0]["url"]: one["text"] for one in told} == {
        one["url"]: one["claimReviewed"] for one in first
    }
    atom = client.get("/feeds/verdicts.atom").content
    entries = read_atom(atom, f"{HOST}/feeds/verdicts.atom")
    assert {one.link for one in entries} == {one["url"] for one in first}
    for one in read_each(list(published())):
        assert one == read(Claim.objects.get(pk=one.claim)), "many are read as one is"
