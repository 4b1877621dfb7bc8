"""The pictures of a claim: who sees them, what narrows them, the same in words and as files."""

import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from claims.records import services
from claims.records.models import Claim
from claims.records.services import Hop
from claims.web.pages import network as pages
from provenance.sources.models import Article, Citation
from tests.claims.scene import snapshot_of
from tests.claims.web.scenes import DESK, EVERYONE, Desk, queries

FORMS = ("graph/", "graph.json", "graph.svg", "timeline.svg")


def at(claim: Claim, form: str = "graph/", query: str = "") -> str:
    return f"/claims/{claim.pk}/{form}{query}"


def shown(desk: Desk, path: str, name: str = "ann") -> str:
    answer = desk.browser(name).get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def stands(desk: Desk, claim: Claim, outlet: str, *chain: Hop, **given: Any) -> Article:
    snapshot = snapshot_of(desk.cast.desk, outlet=outlet, **given)
    services.add_appearance(claim, (snapshot, 0, 30), attributions=chain, by=desk.cast.ann)
    return snapshot.article


def copied(source: Article, target: Article, kind: str = "republishes") -> Citation:
    return Citation.objects.create(
        workspace=source.workspace, source=source, target=target, kind=kind
    )


# --- who sees them --------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", EVERYONE)
def test_the_pictures_of_an_unpublished_claim_are_for_the_desk(
    desk: Desk, name: str, form: str
) -> None:
    status = desk.browser(name).get(at(desk.claim(), form)).status_code
    stranger = 302 if form == "graph/" and name == "nobody" else 404
    assert status == (200 if name in DESK else stranger)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["ron", "olga", "nobody"])
def test_those_of_a_published_claim_are_for_everyone(desk: Desk, name: str, form: str) -> None:
    claim = desk.claim()
    desk.published(claim)
    assert desk.browser(name).get(at(claim, form)).status_code == 200


def test_members_see_more_and_can_look_as_everyone_does(desk: Desk) -> None:
    claim = desk.claim()
    secret = snapshot_of(desk.cast.desk, outlet="Secret Gazette").article
    copied(desk.scene.snapshot.article, secret)
    desk.published(claim)
    inside, outside = shown(desk, at(claim)), shown(desk, at(claim, query="?view=public"))
    assert "Secret Gazette" in inside
    assert "Seen by: <b>members of Eastbank Desk</b>" in inside
    assert outside.count("Secret Gazette") == 0
    assert "Seen by: <b>everyone</b>" in outside
    for form in FORMS:
        assert "Secret Gazette" not in shown(desk, at(claim, form), "nobody")


def test_asking_for_the_public_view_of_what_is_not_public_changes_nothing(desk: Desk) -> None:
    assert "Seen by: <b>members" in shown(desk, at(desk.claim(), query="?view=public"))


def test_a_merged_claim_leads_to_the_one_that_was_kept(desk: Desk) -> None:
    kept, merged = desk.claim(), desk.claim(statement="The eastern pier shut on 3 May.")
    services.merge_claims(kept, merged, "The same.", by=desk.cast.ann)
    answer = desk.browser("ann").get(at(merged))
    assert (answer.status_code, answer["Location"]) == (302, at(kept))


def test_what_was_made_for_a_member_is_not_kept_by_others(desk: Desk) -> None:
    claim = desk.claim()
    desk.published(claim)
    browser = desk.browser("ann")
    for form in FORMS:
        assert "private" in browser.get(at(claim, form))["Cache-Control"]
        assert "public" in desk.browser("nobody").get(at(claim, form))["Cache-Control"]


# --- what they show -------------------------------------------------------------------------


def test_the_list_says_what_the_picture_shows(desk: Desk) -> None:
    claim = desk.claim()
    copy = stands(desk, claim, "Arn Valley Post", Hop("Mira Tal", "direct"))
    copied(copy, desk.scene.snapshot.article)
    page = shown(desk, at(claim))
    listed = page[page.index('class="network-list"') :]
    for words in ("Mira Tal", "quoted directly", "republished", "Arn Valley Post", "origin 1"):
        assert words in listed
    data = desk.browser("ann").get(at(claim, "graph.json")).json()
    assert {node["label"] for node in data["nodes"]} >= {"Mira Tal", "Arn Valley Post"}
    drawn = ET.fromstring(shown(desk, at(claim, "graph.svg")))
    assert "Mira Tal" in " ".join(drawn.itertext())


def test_a_claim_that_stands_nowhere_says_so(desk: Desk) -> None:
    claim = desk.claim()
    services.withdraw_appearance(claim.appearances.get(), by=desk.cast.ann)
    page = shown(desk, at(claim))
    assert "Nothing to draw yet" in page
    assert "network.js" not in page
    assert "Nothing to draw." in shown(desk, at(claim, "graph.svg"))
    assert "No text is known" in shown(desk, at(claim, "timeline.svg"))


def test_the_time_line_marks_the_first_text_and_the_verdicts(desk: Desk) -> None:
    claim = desk.claim()
    stands(desk, claim, "Radio Arn", published=None)
    desk.published(claim)
    drawn = " ".join(ET.fromstring(shown(desk, at(claim, "timeline.svg"))).itertext())
    for words in ("first", "no date", "Verdict 1: ", "Radio Arn", "Harbour Post"):
        assert words in drawn
    table = shown(desk, at(claim))
    assert table.index("<td>4 May 2024</td><td>first</td>") < table.index("<td>not known</td>")


def test_texts_that_only_others_had_it_from_are_not_on_the_time_line(desk: Desk) -> None:
    claim = desk.claim()
    copied(desk.scene.snapshot.article, snapshot_of(desk.cast.desk, outlet="Wire").article)
    assert "Wire" in shown(desk, at(claim, "graph.svg"))
    assert "Wire" not in shown(desk, at(claim, "timeline.svg"))


@pytest.mark.parametrize(
    "statement",
    ['<script>alert("x")</script> said "the port"', "الرصيف الشرقي مغلق منذ مايو", "x" * 900],
)
def test_hard_words_stay_words(desk: Desk, statement: str) -> None:
    claim = desk.claim(statement=statement)
    Article.objects.update(title=statement[:500], byline=statement[:500])
    stands(desk, claim, statement[:200])
    assert "<script>alert" not in shown(desk, at(claim))
    for form in ("graph.svg", "timeline.svg"):
        ET.fromstring(shown(desk, at(claim, form)))


# --- narrowing ------------------------------------------------------------------------------


def test_each_picture_has_an_address_that_makes_it_anew(desk: Desk) -> None:
    claim = desk.claim()
    stands(desk, claim, "Old Post", published=None)
    query = "?since=2024-01-01&until=2024-12-31&kind=said&kind=cites"
    page = shown(desk, at(claim, query=query))
    escaped = query.replace("&", "&amp;")
    for form in FORMS:
        assert f'"{at(claim, form)}{escaped}' in page
    assert "Not drawn: 1 without a date" in page
    assert "Old Post" not in page[page.index("network-list") :]
    assert f"http://testserver{at(claim, 'graph/')}{query}" in " ".join(
        ET.fromstring(shown(desk, at(claim, "graph.svg", query))).itertext()
    ).replace("…", query)


@pytest.mark.parametrize(
    "query",
    [
        "?since=yesterday",
        "?kind=whispered",
        "?until=2024-13-40",
        "?all=x&view=y",
        "?since=2025-01-01&until=2024-01-01",
    ],
)
def test_what_makes_no_sense_narrows_nothing(desk: Desk, query: str) -> None:
    claim = desk.claim()
    for form in FORMS:
        assert desk.browser("ann").get(at(claim, form, query)).status_code == 200
    assert "Harbour Post" in shown(desk, at(claim, query=query))


def test_a_large_picture_is_thinned_aloud_and_drawn_whole_when_asked(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MOST_DRAWN", 3)
    claim = desk.claim()
    for number in range(4):
        stands(desk, claim, f"Paper {number}", Hop("Mira Tal"))
    page = shown(desk, at(claim))
    assert re.search(r"Not drawn: \d+ with the fewest links, \d+ links to them", page)
    assert "Draw all of it" in page
    whole = shown(desk, at(claim, query="?all=on"))
    assert "Not drawn" not in whole
    assert len(desk.browser("ann").get(at(claim, "graph.json", "?all=on")).json()["nodes"]) == 7


def test_the_number_of_queries_does_not_grow(desk: Desk) -> None:
    few, many = desk.claim(), desk.claim(statement="Forty boats left.")
    for number in range(5):
        article = stands(desk, many, f"Paper {number}", Hop(f"Speaker {number}"))
        copied(article, desk.scene.snapshot.article)
    assert queries(desk, "ann", at(few)) == queries(desk, "ann", at(many))


# --- the way there, and REST ----------------------------------------------------------------


def test_the_pages_of_a_claim_lead_to_its_pictures(desk: Desk) -> None:
    claim = desk.claim()
    desk.published(claim)
    assert f'href="{at(claim)}#time-line"' in shown(desk, f"/desk/claims/{claim.pk}/")
    assert f'href="{at(claim)}"' in shown(desk, f"/claims/{claim.pk}/", "nobody")


def test_programs_read_the_same_network(desk: Desk) -> None:
    claim = desk.claim()
    stands(desk, claim, "Arn Valley Post", Hop("Mira Tal"))
    path = f"/api/v1/claims/{claim.pk}/graph/"
    data = desk.browser("ann").get(path).json()
    assert {node["label"] for node in data["nodes"]} >= {"Harbour Post", "Mira Tal"}
    assert data["edges"][0].keys() >= {"source", "target", "known", "why", "bends"}
    only = desk.browser("ann").get(f"{path}?since=2030-01-01&kind=said").json()
    assert only["nodes"] == []
    assert only["left_out"][0] == {"number": 2, "what": "of another time"}
    refused = desk.browser("ann").get(f"{path}?since=soon")
    assert refused.status_code == 400
    assert "since" in refused.json()["error"]["fields"]


@pytest.mark.parametrize("name", EVERYONE)
def test_who_reads_the_network_over_rest(desk: Desk, name: str) -> None:
    path = f"/api/v1/claims/{desk.claim().pk}/graph/"
    assert desk.browser(name).get(path).status_code == (200 if name in DESK else 404)


def test_a_long_table_is_cut_after_whole_outlets_and_says_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "MOST_IN_TABLE", 2)
    claim = desk.claim()
    for number in range(4):
        stands(desk, claim, f"Paper {number}")
    assert "And 3 more outlets" in shown(desk, at(claim))
