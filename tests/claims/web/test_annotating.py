"""The pages of the Hypothesis client: what they hold, and what they let in."""

import json
import re
from html import unescape

import pytest
from django.test import Client

from claims.exchange.hypothesis import logins
from claims.exchange.hypothesis.site import Site
from claims.web.pages.annotating import lines_of
from provenance.capture.models import CaptureRequest
from provenance.capture.services import Given, request_capture
from provenance.sources.services import expect_article
from tests.claims.scene import Scene, snapshot_of

SITE = Site("http://testserver/")
TEXTS = [
    "One line",
    "Two\nlines\n",
    "\n\nBlank <b>first</b> & 💧\n\n\nlast\n\n",
    " spaces \n  kept ",
    "\n",
]


def config_of(answer):
    found = re.search(r'class="js-hypothesis-config">(.*?)</script>', answer.content.decode(), re.S)
    assert found
    return json.loads(found[1])


@pytest.mark.parametrize("text", TEXTS)
def test_the_lines_of_a_text_are_the_text(text: str):
    assert "".join(line.words + ("" if line.last else "\n") for line in lines_of(text)) == text


@pytest.mark.parametrize("text", TEXTS)
def test_the_page_begins_with_exactly_the_text(scene: Scene, client: Client, text: str):
    snapshot = snapshot_of(scene.cast.desk, text)
    client.force_login(scene.cast.ann)
    html = client.get(f"/snapshots/{snapshot.pk}/annotate/").content.decode()
    body = html[html.index("<body") :]
    words = unescape(re.sub(r"<[^>]*>", "", body[: body.index("</main>")]))
    assert words == text


def test_the_client_is_told_who_reads_and_in_which_group(scene: Scene, client: Client):
    client.force_login(scene.cast.ann)
    answer = client.get(f"/snapshots/{scene.snapshot.pk}/annotate/")
    told = config_of(answer)
    [service] = told["services"]
    assert service["groups"] == ["desk"]
    assert logins.log_in(service["grantToken"], SITE).access
    assert told["sidebarAppUrl"] == "http://testserver/hypothesis/app.html"
    assert told["assetRoot"] == "http://testserver/static/built/hypothesis/"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_whoever_is_not_signed_in_reads_what_everyone_sees(scene: Scene, client: Client):
    scene.snapshot.article.visibility = "public"
    scene.snapshot.article.save()
    [service] = config_of(client.get(f"/snapshots/{scene.snapshot.pk}/annotate/"))["services"]
    assert service.keys() == {"apiUrl", "authority"}


def test_somebody_from_elsewhere_is_logged_in_and_reads_what_everyone_sees(
    scene: Scene, client: Client
):
    scene.snapshot.article.visibility = "public"
    scene.snapshot.article.save()
    client.force_login(scene.cast.olga)
    [service] = config_of(client.get(f"/snapshots/{scene.snapshot.pk}/annotate/"))["services"]
    assert service["groups"] == ["public"]
    assert logins.log_in(service["grantToken"], SITE).access


@pytest.mark.parametrize(("agent", "opened"), [("Desk", True), ("Phone Mobile", False)])
def test_on_a_phone_the_text_is_seen_first(scene: Scene, client: Client, agent: str, opened: bool):
    client.force_login(scene.cast.ann)
    page = f"/snapshots/{scene.snapshot.pk}/annotate/"
    assert config_of(client.get(page, headers={"User-Agent": agent}))["openSidebar"] is opened


def test_a_name_cannot_break_out_of_what_the_client_is_told(scene: Scene, client: Client):
    scene.snapshot.article.title = "</script><script>alert(1)</script>"
    scene.snapshot.article.save()
    client.force_login(scene.cast.ann)
    html = client.get(f"/snapshots/{scene.snapshot.pk}/annotate/").content.decode()
    assert "<script>alert" not in html


@pytest.mark.parametrize("who", ["olga", "nobody"])
def test_a_closed_text_is_not_there_for_outsiders(scene: Scene, client: Client, who: str):
    if who == "olga":
        client.force_login(scene.cast.olga)
    answer = client.get(f"/snapshots/{scene.snapshot.pk}/annotate/")
    assert answer.status_code == (404 if who == "olga" else 302)


def test_only_our_own_scripts_run_on_the_page(scene: Scene, client: Client):
    client.force_login(scene.cast.ann)
    page = client.get(f"/snapshots/{scene.snapshot.pk}/annotate/")
    policy = page.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("name", ["app.html", "notebook", "profile"])
def test_the_frames_stand_in_any_page_and_tell_nothing_of_anyone(
    scene: Scene, client: Client, name: str
):
    client.force_login(scene.cast.ann)
    answer = client.get(f"/hypothesis/{name}")
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers
    assert "ann" not in json.dumps(config_of(answer)["apiUrl"])
    assert config_of(answer)["apiUrl"] == "http://testserver/hypothesis/api/"


WINDOW = "/hypothesis/authorize?client_id=testserver&response_type=code&state=abc"


def test_the_window_hands_over_a_code_and_keeps_its_tie(scene: Scene, client: Client):
    client.force_login(scene.cast.ann)
    answer = client.get(WINDOW)
    found = re.search(r'id="answer">(.*?)</script>', answer.content.decode(), re.S)
    assert found
    told = json.loads(found[1])
    assert (told["type"], told["state"]) == ("authorization_response", "abc")
    assert logins.log_in(told["code"], SITE).access
    assert answer.headers["Cross-Origin-Opener-Policy"] == "unsafe-none"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_the_window_asks_strangers_to_sign_in_first(db: None, client: Client):
    html = client.get(WINDOW).content.decode()
    assert 'id="answer"' not in html
    assert "Sign in first" in html


@pytest.mark.parametrize(
    "asked", ["", "?client_id=other&response_type=code", "?client_id=testserver"]
)
def test_the_window_is_for_our_own_client_alone(scene: Scene, client: Client, asked: str):
    client.force_login(scene.cast.ann)
    assert client.get(f"/hypothesis/authorize{asked}").status_code == 403


def test_an_article_known_by_its_address_says_what_became_of_its_text(scene: Scene, client: Client):
    address = "https://post.example/never"
    article = expect_article(address, workspace=scene.cast.desk, by=scene.cast.ann)
    client.force_login(scene.cast.ann)
    html = client.get(f"/articles/{article.pk}/").content.decode()
    assert "has not come yet" in html
    assert "Bring it in" in html
    given = Given(CaptureRequest.Origin.ADDRESS, address=address)
    capture = request_capture(given, workspace=scene.cast.desk, by=scene.cast.ann)
    assert "being brought in" in client.get(f"/articles/{article.pk}/").content.decode()
    failed = {"state": "failed", "reason": "The page is gone."}
    CaptureRequest.objects.filter(pk=capture.pk).update(**failed)
    assert "The page is gone." in client.get(f"/articles/{article.pk}/").content.decode()


@pytest.mark.parametrize("who", ["olga", "nobody"])
def test_outsiders_do_not_learn_what_is_awaited(scene: Scene, client: Client, who: str):
    by = scene.cast.ann
    article = expect_article("https://post.example/x", workspace=scene.cast.desk, by=by)
    if who == "olga":
        client.force_login(scene.cast.olga)
    assert client.get(f"/articles/{article.pk}/").status_code == (404 if who == "olga" else 302)
