"""Topics on pages: the desk's list and forms, and what everyone reads of a topic."""

from typing import Any

import pytest

from claims.records.models import Claim, Topic
from claims.records.services import add_topic, delete_claim, merge_topics, show_topic, tag_claims
from claims.records.topics import topics_of
from claims.web.pages.tally import tally
from tests.claims.web.scenes import DESK, EVERYONE, Desk, queries

RECORDS = DESK - {"ron"}
EDITORS = {"eve", "max"}


def added(desk: Desk, name: str = "Harbour", *claims: Claim, public: bool = False) -> Topic:
    topic = add_topic(desk.cast.desk, name, by=desk.cast.ann)
    tag_claims([one.pk for one in claims], [topic.pk], by=desk.cast.ann)
    return show_topic(topic, "public", by=desk.cast.eve) if public else topic


def shown(desk: Desk, path: str, name: str = "ann") -> str:
    answer = desk.browser(name).get(path)
    assert answer.status_code == 200
    return " ".join(str(answer.content.decode()).split())


def post(desk: Desk, path: str, who: str = "ann", **data: Any) -> Any:
    return desk.browser(who).post(path, data)


# --- for everyone ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", EVERYONE)
def test_a_topic_of_the_workspace_is_for_its_members(desk: Desk, name: str) -> None:
    path = f"/topics/{added(desk).pk}/"
    outside = 302 if name == "nobody" else 404
    assert desk.browser(name).get(path).status_code == (200 if name in DESK else outside)
    assert "Harbour" not in shown(desk, "/topics/", name)


@pytest.mark.parametrize("name", ["ann", "olga", "nobody"])
def test_everyone_reads_what_is_published_and_nothing_else(desk: Desk, name: str) -> None:
    out, secret = desk.claim(), desk.claim(statement="Nobody may know.")
    mine = desk.scene.claim(desk.cast.ann, "Mine alone.", visibility="me")
    topic = added(desk, "Harbour", out, secret, mine, public=True)
    desk.published(out)
    page = shown(desk, f"/topics/{topic.pk}/", name)
    assert "One claim is checked and published: false." in page
    assert "The pier closed on 3 May." in page
    assert "Nobody may know" not in page
    assert "Mine alone" not in page
    assert ("All claims of the desk on it" in page) == (name == "ann")
    assert "1 claim checked" in shown(desk, "/topics/", name)
    feed = desk.browser(name).get(f"/feeds/topics/{topic.pk}.atom").content.decode()
    assert "The pier closed on 3 May." in feed
    assert "Nobody may know" not in feed
    assert f"/topics/{topic.pk}/" in desk.browser(name).get("/sitemap-pages.xml").content.decode()


def test_a_topic_hidden_again_is_gone_everywhere(desk: Desk) -> None:
    claim = desk.claim()
    topic = added(desk, "Quayside", claim, public=True)
    desk.published(claim)
    here = f"/claims/{claim.pk}/"
    assert "Quayside" in shown(desk, here, "nobody")
    show_topic(topic, "workspace", by=desk.cast.eve)
    for path in (here, "/topics/", "/sitemap-pages.xml"):
        page = desk.browser("nobody").get(path).content.decode()
        assert "Quayside" not in page
        assert f"/topics/{topic.pk}/" not in page
    assert desk.browser("nobody").get(f"/feeds/topics/{topic.pk}.atom").status_code == 404


def test_a_merged_topic_leads_to_the_one_that_stays(desk: Desk) -> None:
    claim = desk.claim()
    port, harbour = added(desk, "Port", public=True), added(desk, "Harbour", claim, public=True)
    desk.published(claim)
    merge_topics(port, harbour, by=desk.cast.eve)
    browser = desk.browser("nobody")
    assert browser.get(f"/topics/{harbour.pk}/")["Location"] == f"/topics/{port.pk}/"
    feed = f"/feeds/topics/{harbour.pk}.atom"
    assert browser.get(feed)["Location"] == f"/feeds/topics/{port.pk}.atom"
    assert "One claim is checked" in shown(desk, f"/topics/{port.pk}/", "nobody")
    page = shown(desk, f"/claims/{claim.pk}/", "nobody")
    assert "Topic: <a" in page
    assert "Port</a>" in page


def test_markup_stays_words(desk: Desk) -> None:
    claim = desk.claim()
    topic = added(desk, "<script>alert(1)</script>", claim, public=True)
    desk.published(claim)
    for path in (f"/topics/{topic.pk}/", "/topics/", f"/claims/{claim.pk}/", "/desk/topics/"):
        assert "<script>alert" not in desk.browser("ann").get(path).content.decode()


def test_pages_of_strangers_may_be_kept_and_others_not(desk: Desk) -> None:
    topic = added(desk, public=True)
    stranger = desk.browser("nobody").get(f"/topics/{topic.pk}/")
    assert (stranger["Cache-Control"], "Cookie" in stranger["Vary"]) == ("public, max-age=60", True)
    assert "private" in desk.browser("ann").get(f"/topics/{topic.pk}/")["Cache-Control"]
    again = desk.browser("nobody").get(
        f"/topics/{topic.pk}/", headers={"If-None-Match": stranger["ETag"]}
    )
    assert again.status_code == 304


def test_as_many_queries_whatever_there_is(desk: Desk) -> None:
    first = desk.claim()
    topic = added(desk, "Harbour", first, public=True)
    desk.published(first)
    paths = (f"/topics/{topic.pk}/", "/topics/", "/desk/topics/", "/desk/claims/")
    who = ("nobody", "nobody", "ann", "ann")
    for path, name in zip(paths, who, strict=True):
        queries(desk, name, path)  # What is asked once only is known now.
    few = [queries(desk, name, path) for path, name in zip(paths, who, strict=True)]
    for number in range(3):
        claim = desk.claim(statement=f"It rained {number} days.")
        added(desk, f"Rain {number}", claim, public=True)
        tag_claims([claim.pk], [topic.pk], by=desk.cast.ann)
        desk.published(claim)
    assert [queries(desk, name, path) for path, name in zip(paths, who, strict=True)] == few


def test_few_numbers_in_words_many_as_bars() -> None:
    assert tally({}).says == "No claim is checked yet."
    few = tally({"false": 5, "true": 4})
    said = "Nine claims are checked and published: four true and five false."
    assert (few.says, few.is_few) == (said, True)
    many = tally({"false": 12, "outdated": 1})
    assert (many.says, many.is_few) == (
        "13 claims are checked and published: 12 false and one outdated.",
        False,
    )


# --- on the desk ----------------------------------------------------------------------------


def test_added_changed_shown_and_taken_back(desk: Desk) -> None:
    assert "No topics yet" in shown(desk, "/desk/topics/", "ron")
    given = {"name": "Harbour", "description": "Piers and boats.", "slug": ""}
    assert post(desk, "/desk/topics/new/", **given).status_code == 302
    topic = Topic.objects.get()
    again = post(desk, "/desk/topics/new/", **given)
    assert (again.status_code, "There is a topic of that name" in again.content.decode()) == (
        400,
        True,
    )
    path = f"/desk/topics/{topic.pk}/"
    post(desk, f"{path}edit/", name="Port", description="", slug="harbour", version=1)
    topic.refresh_from_db()
    assert (topic.name, topic.version) == ("Port", 2)
    late = post(desk, f"{path}edit/", "bea", name="Quay", slug="harbour", version=1)
    assert (late.status_code, "Ann changed this" in late.content.decode()) == (412, True)
    browser = desk.browser("eve")
    browser.post(f"{path}show/")
    page = browser.get("/desk/topics/").content.decode()
    assert "Everyone sees it and its page now." in page
    assert f'action="{path}show/"' in page
    assert desk.browser("ann").post(f"{path}show/").status_code == 403
    assert desk.browser("ann").post(f"{path}delete/").status_code == 302
    assert not Topic.objects.alive().exists()
    desk.browser("ann").post(f"{path}restore/")
    assert Topic.objects.alive().exists()


def test_merged_and_taken_apart(desk: Desk) -> None:
    port, harbour = added(desk, "Port"), added(desk)
    path = f"/desk/topics/{harbour.pk}/"
    assert post(desk, f"{path}merge/", "eve").status_code == 400
    assert post(desk, f"{path}merge/", into=port.pk).status_code == 403
    assert post(desk, f"{path}merge/", "eve", into=port.pk).status_code == 302
    assert "is counted with" in shown(desk, "/desk/topics/")
    assert post(desk, f"{path}unmerge/", "eve").status_code == 302
    assert "is counted with" not in shown(desk, "/desk/topics/")


@pytest.mark.parametrize("name", EVERYONE)
def test_who_comes_to_the_forms(desk: Desk, name: str) -> None:
    topic, claim = added(desk), desk.claim()
    outside = 302 if name == "nobody" else 404
    for path in (f"/desk/topics/{topic.pk}/edit/", f"/desk/claims/{claim.pk}/topics/"):
        assert desk.browser(name).get(path).status_code == (200 if name in DESK else outside)
    allowed = post(desk, f"/desk/claims/{claim.pk}/topics/", name, topics=[topic.pk]).status_code
    checks = RECORDS - {"sam", "sue"}
    assert (topics_of(claim.pk, desk.cast.ann) != []) == (name in checks)
    assert allowed == (302 if name in checks | {"nobody"} else 403 if name in DESK else 404)


def test_topics_of_a_claim_and_new_ones_by_name(desk: Desk) -> None:
    claim, topic = desk.claim(), added(desk)
    path = f"/desk/claims/{claim.pk}/topics/"
    form = desk.browser("ann").get(path).content.decode()
    assert 'type="checkbox" name="topics"' in form
    assert 'type="radio"' not in form
    post(desk, path, topics=[topic.pk], named="Law, harbour,  Rain")
    names = [one.name for one in topics_of(claim.pk, desk.cast.ann)]
    assert names == ["Harbour", "Law", "Rain"]
    page = shown(desk, f"/desk/claims/{claim.pk}/")
    assert "Topics: <a" in page
    assert "filed it under Harbour, Law and Rain" in page
    post(desk, path, topics=[topic.pk])
    assert "no longer files it under Law and Rain" in shown(desk, f"/desk/claims/{claim.pk}/")
    wrong = post(desk, path, topics=[99_999])
    assert wrong.status_code == 400
    assert post(desk, path, named=",".join("abcdefghijk")).status_code == 400
    assert post(desk, path, named="x" * 101).status_code == 400


def test_the_list_of_claims_by_topic_and_its_table(desk: Desk) -> None:
    claim, other = desk.claim(), desk.claim(statement="It rained.")
    topic = added(desk, "Harbour", claim)
    delete_claim(desk.scene.claim(desk.cast.ann, "Gone.", topics=[topic.pk]), by=desk.cast.ann)
    page = shown(desk, f"/desk/claims/?topic={topic.pk}")
    assert ("The pier closed" in page, "It rained" in page, "Gone." in page) == (True, False, False)
    assert f'href="/desk/claims/?topic={topic.pk}"' in page
    browser = desk.browser("ann")
    answer: Any = browser.get("/desk/claims.csv")
    table = b"".join(answer.streaming_content).decode()
    assert table.count("Harbour,") == 1
    assert other.statement in table


def test_a_new_claim_with_topics(desk: Desk) -> None:
    topic = added(desk)
    assert "Harbour" in shown(desk, "/desk/claims/new/")
    given = {"kind": "event", "checkable": "yes", "words": "Forty boats had to leave"}
    post(desk, "/desk/claims/new/", statement="Boats left.", topics=[topic.pk], **given)
    claim = Claim.objects.get(statement="Boats left.")
    assert [one.name for one in topics_of(claim.pk, desk.cast.ann)] == ["Harbour"]
