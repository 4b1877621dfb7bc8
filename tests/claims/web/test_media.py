"""Pictures, films and sounds on pages and over REST."""

import json
from typing import Any

import pytest

from claims.exchange.linting import reviews_in
from claims.groundwork.models import Media
from claims.groundwork.services import add_media
from claims.records.models import Claim
from tests.claims.web.scenes import EVERYONE, Desk

GIVEN = {
    "medium": "image",
    "address": "https://talk.example/pier.jpg",
    "shows": "A pier <b>on fire</b>",
    "category": "StagedContent",
    "finding": "The smoke comes from a barrel.",
    "goes_out": "on",
}
ALL = "/api/v1/media/"


def row_on(desk: Desk, claim: Claim, **given: Any) -> Media:
    said: dict[str, Any] = GIVEN | {"goes_out": True} | given
    return add_media(claim, **said, by=desk.cast.ann)


def send(desk: Desk, path: str, data: Any, name: str = "ann", method: str = "post") -> Any:
    call = getattr(desk.browser(name), method)
    return call(path, json.dumps(data), content_type="application/json")


def test_it_is_named_on_the_working_page(desk: Desk):
    claim = desk.claim()
    browser = desk.browser("ann")
    form = browser.get(f"/desk/claims/{claim.pk}/media/add/").content.decode()
    assert "What it turned out to be" in form
    answer = browser.post(f"/desk/claims/{claim.pk}/media/add/", GIVEN)
    assert answer.status_code == 302
    page = browser.get(f"/desk/claims/{claim.pk}/").content.decode()
    assert "A pier &lt;b&gt;on fire&lt;/b&gt;" in page
    assert "Staged, and shown as if it had happened." in page
    assert "<img" not in page


def test_a_judgement_without_a_reason_comes_back_with_what_was_typed(desk: Desk):
    claim = desk.claim()
    given = GIVEN | {"finding": ""}
    answer = desk.browser("ann").post(f"/desk/claims/{claim.pk}/media/add/", given)
    assert answer.status_code == 400
    assert "Say how you know" in answer.content.decode()
    assert "on fire" in answer.content.decode()


def test_it_is_changed_taken_back_and_put_back(desk: Desk):
    claim = desk.claim()
    row, browser = row_on(desk, claim), desk.browser("ann")
    browser.post(f"/desk/media/{row.pk}/edit/", GIVEN | {"shows": "Smoke", "version": "1"})
    row.refresh_from_db()
    assert row.shows == "Smoke"
    browser.post(f"/desk/media/{row.pk}/withdraw/")
    assert not Media.objects.filter(deleted_at=None).exists()
    browser.post(f"/desk/media/{row.pk}/restore/")
    assert Media.objects.filter(deleted_at=None).exists()
    history = browser.get(f"/desk/claims/{claim.pk}/history/").content.decode()
    assert "named a picture, film or sound that it is about" in history


def test_strangers_read_what_went_out_and_nothing_else(desk: Desk):
    claim = desk.claim()
    row_on(desk, claim)
    row_on(desk, claim, shows="Kept back", goes_out=False)
    desk.published(claim)
    row_on(desk, claim, shows="Came later")
    stranger = desk.browser("nobody")
    page = stranger.get(f"/claims/{claim.pk}/").content.decode()
    feed = stranger.get("/claimreview/feed.json").content.decode()
    listed = stranger.get(ALL).content.decode()
    for told in (page, feed, listed):
        assert "on fire" in told
        assert "Kept back" not in told
        assert "Came later" not in told
    assert "Looked at, searched and asked" in page
    kinds = [one["@type"] for one in reviews_in(json.loads(feed))]
    assert kinds == ["ClaimReview", "MediaReview"]
    assert "Ann" not in page


@pytest.mark.parametrize("name", EVERYONE)
def test_who_adds_and_reads_over_rest(desk: Desk, name: str):
    claim = desk.claim()
    path = f"/api/v1/claims/{claim.pk}/media/"
    given = GIVEN | {"goes_out": True}
    answer = send(desk, path, given, name)
    may = name in {"ann", "bea", "eve", "tom", "max"}
    assert (answer.status_code == 201) == may, answer.content
    row = Media.objects.first() or row_on(desk, claim)
    seen = desk.browser(name).get(f"{ALL}{row.pk}/").status_code
    assert seen == (
        200 if name in {"ann", "bea", "eve", "tom", "sam", "sue", "ron", "max"} else 404
    )


def test_it_is_changed_and_taken_back_over_rest(desk: Desk):
    claim = desk.claim()
    made = send(desk, f"/api/v1/claims/{claim.pk}/media/", GIVEN | {"goes_out": True}).json()
    one = f"{ALL}{made['id']}/"
    assert send(desk, one, {"shows": "Smoke"}, method="patch").json()["shows"] == "Smoke"
    wrong = send(desk, one, {"category": "Fake"}, method="patch")
    assert list(wrong.json()["error"]["fields"]) == ["category"]
    assert desk.browser("ann").delete(one).status_code == 204
    assert send(desk, f"{one}restore/", {}).json()["version"] == 4


def test_the_linter_looks_at_it_before_it_goes_out(desk: Desk):
    claim = desk.claim()
    row_on(desk, claim)
    review = desk.seconded(claim)
    page = desk.browser("eve").get(f"/desk/reviews/{review.pk}/publish/").content.decode()
    assert "No copy of the picture or sound is kept (archivedAt), and it may vanish." in page
    assert "1 picture, film or sound" in page
