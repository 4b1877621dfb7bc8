"""Webhooks over REST."""

import json

import pytest

from claims.webhooks.models import Delivery, Webhook
from tests.claims.web.scenes import EVERYONE, desk

__all__ = ["desk"]

ALL, SENT = "/api/v1/webhooks/", "/api/v1/deliveries/"
GIVEN = {
    "workspace": "desk",
    "name": "Partner",
    "address": "https://partner.example/in",
    "events": ["verdict.published"],
}
MAY = {"eve", "max"}


def send(desk, path, data=None, name="eve", method="post", **more):
    call = getattr(desk.browser(name), method)
    return call(path, json.dumps(data or {}), content_type="application/json", **more)


@pytest.mark.parametrize("name", EVERYONE)
def test_who_may_do_what(desk, name):
    assert send(desk, ALL, GIVEN, name).status_code in ({201} if name in MAY else {400, 401, 403})
    row = Webhook.objects.first() or Webhook.objects.get(pk=send(desk, ALL, GIVEN).json()["id"])
    one, browser = f"{ALL}{row.pk}/", desk.browser(name)
    if name in MAY:
        assert browser.get(one).json()["name"] == "Partner"
        assert send(desk, f"{one}test/", name=name).status_code == 201
        assert len(browser.get(SENT).json()["results"]) == 1
        return
    for answer in (browser.get(one), send(desk, f"{one}test/", name=name)):
        assert answer.status_code in {401, 403, 404}
    listed = browser.get(ALL)
    assert listed.status_code in {401, 403} or listed.json()["results"] == []
    sent = browser.get(SENT)
    assert sent.status_code in {401, 403} or sent.json()["results"] == []


def test_the_secret_is_told_once_and_never_kept(desk):
    key = {"HTTP_IDEMPOTENCY_KEY": "one"}
    made = send(desk, ALL, GIVEN, **key)
    assert made.json()["secret"].startswith("whsec_")
    again = send(desk, ALL, GIVEN, **key)
    assert again.json() == made.json() | {"secret": None}
    assert Webhook.objects.count() == 1
    assert "secret" not in desk.browser("eve").get(f"{ALL}{made.json()['id']}/").json()
    renewed = send(desk, f"{ALL}{made.json()['id']}/renew-secret/").json()["secret"]
    assert renewed != made.json()["secret"]


def test_it_is_changed_switched_deleted_and_restored(desk):
    made = send(desk, ALL, GIVEN)
    one = f"{ALL}{made.json()['id']}/"
    tag = made["ETag"]
    changed = send(desk, one, {"name": "Other"}, method="patch", HTTP_IF_MATCH=tag)
    assert changed.json()["name"] == "Other"
    assert changed.json()["events"] == ["verdict.published"]
    late = send(desk, one, {"name": "Late"}, method="patch", HTTP_IF_MATCH=tag)
    assert late.status_code == 412
    assert send(desk, f"{one}switch-off/").json()["is_on"] is False
    assert send(desk, f"{one}switch-off/").status_code == 409
    assert send(desk, f"{one}test/").status_code == 409
    assert send(desk, f"{one}switch-on/").json()["is_on"] is True
    assert desk.browser("eve").delete(one).status_code == 204
    assert desk.browser("eve").get(one).status_code == 404
    assert send(desk, f"{one}restore/").json()["name"] == "Other"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"address": "http://partner.example/"}, "address"),
        ({"address": "nowhere"}, "address"),
        ({"events": []}, "events"),
        ({"events": ["x"]}, "events"),
        ({"workspace": "elsewhere"}, "workspace"),
        ({"name": "x" * 81}, "name"),
    ],
)
def test_bad_data_is_refused_by_the_name_of_its_field(desk, change, field):
    answer = send(desk, ALL, GIVEN | change)
    assert answer.status_code == 400
    assert any(name.startswith(field) for name in answer.json()["error"]["fields"])


def test_deliveries_are_told_with_their_attempts_and_sent_again(desk):
    one = f"{ALL}{send(desk, ALL, GIVEN).json()['id']}/"
    made = send(desk, f"{one}test/").json()
    assert json.loads(made["body"])["type"] == "test"
    Delivery.objects.update(state="given_up")
    browser = desk.browser("eve")
    assert browser.get(f"{SENT}?state=waiting").json()["results"] == []
    (row,) = browser.get(f"{SENT}?state=given_up&webhook={made['webhook']}").json()["results"]
    assert row["uid"] == made["uid"]
    assert send(desk, f"{SENT}{row['id']}/send-again/").json()["state"] == "waiting"
    assert send(desk, f"{SENT}{row['id']}/send-again/", name="ann").status_code == 404


def test_a_test_sent_with_one_key_is_sent_once(desk):
    one = f"{ALL}{send(desk, ALL, GIVEN).json()['id']}/"
    first, again = (send(desk, f"{one}test/", HTTP_IDEMPOTENCY_KEY="once").json() for _ in range(2))
    assert first["uid"] == again["uid"]
    assert Delivery.objects.count() == 1
