"""Policies on pages and in the API: owners write them, readers read all that was ever said."""

import json
from typing import Any

import pytest

from claims.exchange.policy.models import PolicyText
from tests.claims.web.scenes import DESK, EVERYONE, Desk, queries

FORM = "/settings/policies/ownership/"


def write(desk: Desk, text: str, who: str = "max", version: int = 0, at: str = FORM) -> Any:
    return desk.browser(who).post(at, {"text": text, "version": version})


def text(desk: Desk, path: str, name: str = "nobody") -> str:
    answer = desk.browser(name).get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_an_owner_writes_and_readers_read_every_version(desk: Desk) -> None:
    desk.published(desk.claim())
    page = text(desk, "/methods/desk/")
    assert "Eastbank Desk has not said so yet." in page
    assert "ownershipFundingInfo" not in page
    assert write(desk, "A *club* owns us.\n\n- Fees\n- Gifts").status_code == 302
    page = text(desk, "/methods/desk/")
    assert "<p>A <em>club</em> owns us.</p> <ul><li>Fees</li><li>Gifts</li></ul>" in page
    assert '"ownershipFundingInfo": "http' in page.replace('":"', '": "')
    assert "earlier texts" not in page
    write(desk, "A foundation owns us.", version=1)
    page = text(desk, "/methods/desk/")
    assert "club" not in page
    assert '<a href="/methods/desk/ownership/">earlier texts' in page
    old = text(desk, "/methods/desk/ownership/")
    assert old.index("A foundation owns us.") < old.index("<em>club</em>")
    assert "It holds now." in old


@pytest.mark.parametrize("name", EVERYONE)
def test_who_comes_to_the_settings(desk: Desk, name: str) -> None:
    listed = desk.browser(name).get("/settings/policies/")
    assert listed.status_code == (302 if name == "nobody" else 200)
    form = desk.browser(name).get(FORM).status_code
    owner = name in {"max", "olga"}  # She owns another one, and sees that one's.
    assert form == (200 if owner else 302 if name == "nobody" else 404)
    if name in DESK:
        assert (b"Write your own" in listed.content) == (name == "max")
        assert write(desk, "Ours.", name).status_code == (302 if name == "max" else 404)
    assert PolicyText.objects.count() == (1 if name == "max" else 0)


def test_nothing_is_told_before_something_is_published(desk: Desk) -> None:
    write(desk, "A secret club owns us.")
    for path in ("/methods/desk/", "/methods/desk/ownership/", "/methods/desk/weather/"):
        assert desk.browser("nobody").get(path).status_code == 404
    assert desk.browser("nobody").get("/api/v1/policies/").json()["results"] == []
    assert "secret club" not in text(desk, "/methods/")


def test_the_usual_text_sent_unchanged_stays_the_usual_one(desk: Desk) -> None:
    path = "/settings/policies/ethics/"
    begun = desk.browser("max").get(path).context["form"]["text"].value()
    assert "Nobody publishes a verdict" in begun
    assert write(desk, begun.replace("\n", "\r\n"), at=path).status_code == 302
    assert not PolicyText.objects.exists()


def test_bad_and_late_input(desk: Desk) -> None:
    assert write(desk, "x" * 20_001).status_code == 400
    assert desk.browser("max").get("/settings/policies/weather/").status_code == 404
    write(desk, "One.")
    late = write(desk, "Another.", version=0)
    assert (late.status_code, "Another." in late.content.decode()) == (412, True)
    desk.published(desk.claim())
    write(desk, "<script>alert(1)</script> [x](javascript:alert(1))", version=1)
    for path in ("/methods/desk/", "/methods/desk/ownership/"):
        assert "<script>alert" not in text(desk, path)
        assert 'href="javascript' not in text(desk, path)


def test_own_words_about_errors_need_no_homepage(desk: Desk) -> None:
    desk.published(desk.claim())
    assert "given no address" in text(desk, "/methods/desk/")
    write(desk, "Ring us.", at="/settings/policies/feedback/")
    page = text(desk, "/methods/desk/")
    assert ("given no address" in page, "Ring us." in page) == (False, True)
    assert "actionableFeedbackPolicy" in page


def test_over_rest(desk: Desk) -> None:
    def send(name: str = "max", **given: Any) -> Any:
        data = {"workspace": "desk", "kind": "ethics", "text": "We are fair."} | given
        return desk.browser(name).post(
            "/api/v1/policies/", json.dumps(data), content_type="application/json"
        )

    made = send()
    assert (made.status_code, made.json()["number"]) == (201, 1)
    assert send().status_code == 204
    assert send(text="Fairer.", replaces=0).status_code == 412
    assert send("eve", text="Mine.").status_code == 403
    assert send("olga", text="Mine.").status_code == 400
    assert send(kind="weather").status_code == 400
    path = f"/api/v1/policies/{made.json()['id']}/"
    for name in EVERYONE:
        assert desk.browser(name).get(path).status_code == (200 if name in DESK else 404)
    desk.published(desk.claim())
    assert desk.browser("nobody").get(path).json()["text"] == "We are fair."


def test_pages_of_strangers_may_be_kept(desk: Desk) -> None:
    desk.published(desk.claim())
    write(desk, "One.")
    answer = desk.browser("nobody").get("/methods/desk/ownership/")
    assert answer["Cache-Control"] == "public, max-age=60"
    few = queries(desk, "nobody", "/methods/desk/ownership/")
    write(desk, "Two.", version=1)
    assert queries(desk, "nobody", "/methods/desk/ownership/") == few
