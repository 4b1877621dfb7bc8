"""The page that brings articles in, the page that shows how far it is, and the bookmarklet."""

import contextlib
import re
from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from provenance.capture import parcels
from provenance.capture.models import CaptureRequest
from provenance.capture.services import Given, TryAgainLater, request_captures, run_capture
from provenance.sources.models import Article
from provenance.sources.services import show_article
from tests.provenance.capture.loopback import page

pytestmark = pytest.mark.django_db
ORIGIN = CaptureRequest.Origin


@pytest.fixture
def ann(client, cast):
    client.force_login(cast.ann)
    return client


@pytest.fixture(autouse=True)
def _fresh_counts():
    caches["throttle"].clear()


def words(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def run_all():
    for row in CaptureRequest.objects.filter(state="queued"):
        with contextlib.suppress(TryAgainLater):
            run_capture(row.pk)


def test_the_page_offers_four_ways(ann):
    shown = words(ann.get("/import/"))
    for said in ("From the web", "From files", "Pasted text", "From the page you are reading"):
        assert said in shown


def test_addresses_are_asked_for_line_by_line_and_lead_to_their_batch(ann):
    lines = "https://echo.example/a\r\nhttps://echo.example/b\nhttps://echo.example/a"
    answer = ann.post("/import/", {"way": "address", "address": lines})
    rows = CaptureRequest.objects.order_by("id")
    assert [row.address for row in rows] == ["https://echo.example/a", "https://echo.example/b"]
    assert answer["Location"] == f"/import/{rows[0].batch}/"


def test_many_files_come_in_one_batch_each_with_its_outcome(ann):
    files = [
        SimpleUploadedFile("wells.html", page(), "text/html"),
        SimpleUploadedFile("empty.txt", b"", "text/plain"),
    ]
    answer = ann.post("/import/", {"way": "files", "file": files}, headers={"hx-request": "true"})
    url = answer["HX-Redirect"]
    waiting = words(ann.get(url))
    assert "0 of 2" in waiting
    assert 'data-hx-trigger="every 1s"' in waiting
    run_all()
    over = words(ann.get(url, headers={"hx-request": "true"}))
    assert "2 of 2" in over
    assert "data-hx-trigger" not in over
    assert "<html" not in over
    assert "brought in" in over
    assert "The file is empty." in over
    assert "Try again" in over


def test_a_pasted_text_is_taken_with_its_title(ann):
    ann.post("/import/", {"way": "text", "title": "Notice", "text": "The pier is closed. " * 30})
    run_all()
    assert Article.objects.get().title == "Notice"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"way": "address", "address": ""}, "This field is required."),
        ({"way": "address", "address": "echo.example"}, "must begin with http"),
        ({"way": "files"}, "Choose at least one file."),
        ({"way": "text", "text": ""}, "This field is required."),
    ],
)
def test_a_wrong_form_says_so_beside_the_field_and_keeps_what_was_typed(ann, sent, said):
    answer = ann.post("/import/", sent)
    assert answer.status_code == 400
    assert said in words(answer)
    if sent.get("address"):
        assert sent["address"] in words(answer)
    assert not CaptureRequest.objects.exists()


def test_a_failed_item_is_tried_again_with_a_button(ann, cast):
    given = Given(ORIGIN.FILE, name="empty.txt", payload=b"")
    (row,) = request_captures([given], workspace=cast.desk, by=cast.ann)
    run_all()
    answer = ann.post(f"/import/captures/{row.pk}/retry/", follow=True)
    assert "It is tried again." in words(answer)
    assert "waiting" in words(answer)


@pytest.mark.parametrize(
    ("who", "status"), [("ann", 200), ("sam", 200), ("ron", 403), ("olga", 200), ("nobody", 302)]
)
def test_who_opens_the_page(client, cast, who, status):
    if who != "nobody":
        client.force_login(getattr(cast, who))
    assert client.get("/import/").status_code == status


def test_a_batch_is_seen_by_its_workspace_alone(client, cast):
    given = Given(ORIGIN.FILE, name="wells.html", payload=page())
    (row,) = request_captures([given], workspace=cast.desk, by=cast.ann)
    (mine,) = request_captures([given], workspace=cast.desk, by=cast.ann, visibility="me")
    seen = {}
    for who in ("ann", "ron", "olga"):
        client.force_login(getattr(cast, who))
        seen[who] = [client.get(f"/import/{one.batch}/").status_code for one in (row, mine)]
    assert seen == {"ann": [200, 200], "ron": [200, 404], "olga": [404, 404]}


def test_the_title_of_an_article_one_may_not_see_is_not_told(client, cast):
    given = Given(ORIGIN.FILE, name="wells.html", payload=page())
    (row,) = request_captures([given], workspace=cast.desk, by=cast.ann)
    run_all()
    show_article(Article.objects.get(), "me", by=cast.ann)
    told = {}
    for who in ("ann", "bea"):
        client.force_login(getattr(cast, who))
        told[who] = "One of three wells closed" in words(client.get(f"/import/{row.batch}/"))
    assert told == {"ann": True, "bea": False}


def test_a_batch_takes_the_same_queries_however_large(ann, cast, django_assert_num_queries):
    def batch(size):
        given = [Given(ORIGIN.FILE, name=f"{n}.html", payload=page()) for n in range(size)]
        return request_captures(given, workspace=cast.desk, by=cast.ann)[0].batch

    small, large = batch(1), batch(30)
    for one in (small, large):
        with django_assert_num_queries(5):
            ann.get(f"/import/{one}/", headers={"hx-request": "true"})


SENT = {"address": "https://echo.example/wells", "title": "Wells", "html": page().decode()}


@pytest.fixture
def foreign():
    """A browser on somebody else's site: no login comes along, no token is known."""
    return Client(enforce_csrf_checks=True)


def test_what_the_bookmarklet_sends_is_kept_only_when_the_person_says_so(ann, foreign):
    answer = foreign.post("/import/bookmarklet/", SENT)
    assert answer.status_code == 303
    assert not CaptureRequest.objects.exists()
    asked = words(ann.get(answer["Location"]))
    assert "Bring in this page?" in asked
    assert "https://echo.example/wells" in asked
    brought = ann.post(answer["Location"], {"visibility": "workspace"})
    row = CaptureRequest.objects.get()
    assert brought["Location"] == f"/import/{row.batch}/"
    run_all()
    assert Article.objects.get().address == SENT["address"]
    assert ann.get(answer["Location"]).status_code == 404


def test_confirming_needs_the_login_and_the_token(foreign, cast):
    place = foreign.post("/import/bookmarklet/", SENT)["Location"]
    assert foreign.get(place).status_code == 302
    foreign.force_login(cast.ann)
    assert foreign.post(place, {"visibility": "workspace"}).status_code == 403
    assert not CaptureRequest.objects.exists()


def test_a_parcel_can_be_left_and_is_forgotten(ann, foreign):
    place = foreign.post("/import/bookmarklet/", SENT)["Location"]
    ann.post(place, {"discard": "1"})
    assert ann.get(place).status_code == 404
    assert not CaptureRequest.objects.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"html": ""}, "without its content"),
        ({"address": "javascript:alert(1)"}, "must begin with http"),
        ({"html": "x" * (parcels.LARGEST + 1)}, "larger than"),
    ],
)
def test_a_bad_parcel_is_refused(foreign, change, said):
    answer = foreign.post("/import/bookmarklet/", SENT | change)
    assert answer.status_code == 400
    assert said in words(answer)


def test_one_sender_cannot_flood_us(foreign):
    small = SENT | {"html": "<p>x</p>"}
    answers = [
        foreign.post("/import/bookmarklet/", small).status_code for _ in range(parcels.MOST + 1)
    ]
    assert answers == [303] * parcels.MOST + [429]


def test_the_page_of_a_parcel_is_never_run(ann, foreign):
    place = foreign.post("/import/bookmarklet/", SENT | {"title": "<script>alert(1)</script>"})
    shown = words(ann.get(place["Location"]))
    assert "<script>alert" not in shown


def test_the_bookmark_names_this_site(ann):
    built = Path("provenance/web/static/built/bookmarklet.js")
    if not built.exists():
        pytest.skip("the front end is not built: npm run build")
    assert 'href="javascript:' in words(ann.get("/import/"))
    assert "http%3A//testserver" in words(ann.get("/import/"))
