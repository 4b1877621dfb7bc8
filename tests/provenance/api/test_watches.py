"""Watches over REST: begun, paced, visited, stopped; moves confirmed and refused."""

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from provenance.accounts.history import withheld
from provenance.audit.models import AuditEvent
from provenance.capture.models import Watch
from provenance.sources.services import keep_snapshot, show_article
from tests.provenance.sources.arriving import RUMOUR, arrival

pytestmark = pytest.mark.django_db
URL = "/api/v1/watches/"
PAGE = "https://echo.example/wells"


@pytest.fixture
def api():
    def as_(user):
        client = APIClient()
        client.force_authenticate(user if user.is_authenticated else None)
        return client

    return as_


@pytest.fixture
def keep(cast):
    def keep(address=PAGE, text=RUMOUR):
        arrived = arrival(text, title="Well closed", address=address, final_address=address)
        return keep_snapshot(arrived, workspace=cast.desk, by=cast.ann).article

    return keep


@pytest.fixture
def row(api, cast, keep):
    return api(cast.ann).post(URL, {"article": keep().pk, "every": "week"}, format="json").json()


def test_an_article_is_watched_and_told_with_its_etag(api, cast, keep):
    ann, article = api(cast.ann), keep()
    made = ann.post(URL, {"article": article.pk}, format="json")
    row = made.json()
    assert (made.status_code, row["every"], row["watching"]) == (201, "day", True)
    assert (row["address"], row["workspace"], row["found"]) == (PAGE, "desk", "")
    assert made["ETag"] == f'"watch-{row["id"]}-{row["version"]}"'
    assert ann.get(f"{URL}{row['id']}/").json() == row


def test_a_key_makes_one_watch_of_two_requests(api, cast, keep):
    sent, headers = {"article": keep().pk}, {"idempotency-key": "once"}
    one, two = (
        api(cast.ann).post(URL, sent, format="json", headers=headers).json() for _ in range(2)
    )
    assert one == two
    assert AuditEvent.objects.filter(action="watch.begun").count() == 1


def test_each_verb_answers_with_the_row(api, cast, row):
    ann, here = api(cast.ann), f"{URL}{row['id']}/"
    assert ann.patch(here, {"every": "hour"}, format="json").json()["every"] == "hour"
    visited = ann.post(f"{here}visit/")
    assert (visited.status_code, visited.json()["visiting"]) == (202, True)
    assert ann.post(f"{here}visit/").status_code == 409
    Watch.objects.update(moved_to="https://echo.example/new", moved_at=timezone.now())
    assert ann.post(f"{here}confirm-move/").json()["address"] == "https://echo.example/new"
    assert ann.post(f"{here}confirm-move/").status_code == 409
    Watch.objects.update(moved_to="https://echo.example/x", moved_at=timezone.now())
    assert ann.post(f"{here}refuse-move/").json()["moved_to"] == ""
    assert ann.post(f"{here}stop/").json()["watching"] is False
    assert ann.post(f"{here}visit/").status_code == 409


def test_a_stale_change_is_refused(api, cast, row):
    stale = {"if-match": f'"watch-{row["id"]}-{row["version"]}"'}
    here = f"{URL}{row['id']}/"
    assert api(cast.ann).patch(here, {"every": "day"}, format="json", headers=stale).json()["every"]
    assert api(cast.bea).post(f"{here}stop/", headers=stale).status_code == 412


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 400),
        ({"article": "x"}, 400),
        ({"article": 0}, 404),
        ({"article": "ours", "every": "minute"}, 400),
        ({"article": "file"}, 409),
    ],
)
def test_what_cannot_be_watched(api, cast, keep, sent, status):
    ours = {"ours": lambda: keep().pk, "file": lambda: keep("", "A text of its own. " * 9).pk}
    sent = {key: ours[value]() if value in ours else value for key, value in sent.items()}
    answer = api(cast.ann).post(URL, sent, format="json")
    assert answer.status_code == status
    assert set(answer.json()["error"]) == {"code", "message", "fields"}


@pytest.mark.parametrize(
    ("who", "sees", "begins"),
    [
        ("sam", 200, 403),
        ("bea", 200, 201),
        ("ron", 200, 403),
        ("olga", 404, 404),
        ("nobody", 401, 401),
    ],
)
def test_who_sees_and_who_may(api, cast, row, who, sees, begins):
    someone = api(getattr(cast, who))
    assert someone.get(f"{URL}{row['id']}/").status_code == sees
    answer = someone.post(URL, {"article": row["article"]}, format="json")
    assert answer.status_code == begins


def test_strangers_see_no_watch_even_of_what_is_published(api, cast, row, keep):
    show_article(keep(), "public", by=cast.eve)
    assert api(cast.olga).get(URL).json()["results"] == []
    assert len(api(cast.ron).get(URL).json()["results"]) == 1


def test_the_history_withholds_a_watch_of_what_is_kept_private(cast, row, keep):
    event = AuditEvent.objects.get(action="watch.begun")
    assert not withheld([event], cast.bea)
    show_article(keep(), "me", by=cast.ann)
    assert withheld([event], cast.bea)


@pytest.mark.parametrize(
    ("asked", "found"),
    [("watching=true", 1), ("watching=false", 0), ("dead=true", 1), ("dead=false", 0),
     ("moved=true", 0), ("found=failed", 1), ("found=revised", 0), ("workspace=desk", 1),
     ("workspace=elsewhere", 0)],
)  # fmt: skip
def test_a_list_is_narrowed(api, cast, row, asked, found):
    Watch.objects.update(dead_since=timezone.now(), found="failed")
    assert len(api(cast.ann).get(f"{URL}?{asked}").json()["results"]) == found


def test_a_list_takes_the_same_queries_however_long(api, cast, keep, django_assert_num_queries):
    ann = api(cast.ann)
    for n in range(4):
        article = keep(f"{PAGE}/{n}", f"Text {n}. " * 20)
        ann.post(URL, {"article": article.pk}, format="json")
    with django_assert_num_queries(1):
        assert len(ann.get(URL).json()["results"]) == 4
