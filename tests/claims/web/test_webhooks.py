"""The settings page of webhooks."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.webhooks.models import Delivery, Webhook
from claims.webhooks.services import add_webhook, send_next, send_test
from tests.provenance.capture.loopback import running_site

ALL = "/settings/webhooks/"
GIVEN = {
    "name": "Partner",
    "address": "https://partner.example/in",
    "events": ["verdict.published", "claim.published"],
}
MAY = {"eve", "max"}
CAST = ["ann", "bea", "eve", "tom", "sam", "sue", "ron", "max", "olga", "nobody"]


@pytest.fixture
def hook(desk):
    return add_webhook(desk.cast.desk, **GIVEN, by=desk.cast.eve)[0]


@pytest.fixture
def site(settings):
    with running_site() as one:
        settings.FETCH_ALLOW |= {one.host}
        yield one


@pytest.mark.parametrize("name", CAST)
def test_who_adds_one(desk, name):
    answer = desk.browser(name).post(ALL, GIVEN)
    added = Webhook.objects.filter(workspace=desk.cast.desk).exists()
    assert added == (name in MAY)
    if name == "olga":  # It is added to her own workspace.
        assert Webhook.objects.get().workspace == desk.cast.elsewhere
    else:
        assert answer.status_code == (200 if name in MAY else 302 if name == "nobody" else 403)


@pytest.mark.parametrize("name", CAST)
def test_who_sees_and_changes_one(desk, hook, name):
    browser, one = desk.browser(name), f"{ALL}{hook.pk}/"
    seen = browser.get(one).status_code
    assert seen == (200 if name in MAY else 302 if name == "nobody" else 404)
    for verb in ("test", "switch-off", "renew-secret", "delete"):
        answer = browser.post(f"{one}{verb}/")
        if name not in MAY:
            assert answer.status_code in {302, 404}
    hook.refresh_from_db()
    assert (hook.deleted_at is not None) == (name in MAY)
    assert Delivery.objects.exists() == (name in MAY)


def test_the_secret_is_shown_once(desk):
    browser = desk.browser("eve")
    answer = browser.post(ALL, GIVEN)
    (secret,) = re.findall(r"whsec_[A-Za-z0-9+/=]+", answer.content.decode())
    assert answer["Cache-Control"].startswith("max-age=0")
    row = Webhook.objects.get()
    for address in (ALL, f"{ALL}{row.pk}/", f"{ALL}{row.pk}/edit/", "/settings/audit/"):
        assert secret not in browser.get(address).content.decode()
    again = browser.post(f"{ALL}{row.pk}/renew-secret/").content.decode()
    (other,) = re.findall(r"whsec_[A-Za-z0-9+/=]+", again)
    assert other != secret
    assert "signed with the old one as well" in again


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"address": "http://partner.example/"}, "begins with https://"),
        ({"address": "https://127.0.0.1/"}, "this machine"),
        ({"address": ""}, "Give the address"),
        ({"events": []}, "Choose at least one thing"),
        ({"name": ""}, "Give it a name"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(desk, change, said):
    answer = desk.browser("eve").post(ALL, GIVEN | change)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Webhook.objects.exists()


def test_what_was_sent_is_shown_and_can_be_sent_again(desk, site):
    address = site.put("/in", b"<script>no</script>", 500)
    hook, _ = add_webhook(desk.cast.desk, **GIVEN | {"address": address}, by=desk.cast.eve)
    send_test(hook, by=desk.cast.eve)
    assert send_next()
    browser = desk.browser("eve")
    page = browser.get(f"{ALL}{hook.pk}/").content.decode()
    assert "It answered 500." in page
    assert "&lt;script&gt;" in page
    assert "<script>no" not in page
    delivery = Delivery.objects.get()
    Delivery.objects.update(state="given_up")
    site.put("/in", b"")
    assert browser.post(f"/settings/deliveries/{delivery.pk}/again/").status_code == 302
    assert send_next()
    assert "Delivered" in browser.get(f"{ALL}{hook.pk}/").content.decode()
    assert desk.browser("ann").post(f"/settings/deliveries/{delivery.pk}/again/").status_code == 404


def test_it_is_switched_changed_deleted_and_brought_back(desk, hook):
    browser, one = desk.browser("max"), f"{ALL}{hook.pk}/"
    browser.post(f"{one}switch-off/")
    assert "Switch on" in browser.get(one).content.decode()
    browser.post(f"{one}switch-on/")
    answer = browser.post(f"{one}edit/", GIVEN | {"name": "Other", "version": "3"})
    assert answer.status_code == 302
    assert browser.post(f"{one}edit/", GIVEN | {"version": "1"}).status_code == 412
    browser.post(f"{one}delete/")
    listed = browser.get(ALL).content.decode()
    assert f"{one}restore/" in listed
    assert browser.get(one).status_code == 404
    browser.post(f"{one}restore/")
    assert browser.get(one).status_code == 200


def test_the_history_tells_of_it_in_words(desk, hook):
    page = desk.browser("max").get("/settings/audit/").content.decode()
    assert "had another program told of what is published" in page


def test_the_questions_do_not_grow_with_what_was_sent(desk, hook):
    browser = desk.browser("eve")

    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            browser.get(f"{ALL}{hook.pk}/")
        return len(queries)

    send_test(hook, by=desk.cast.eve)
    before = asked()
    for _ in range(5):
        send_test(hook, by=desk.cast.eve)
    assert asked() == before
