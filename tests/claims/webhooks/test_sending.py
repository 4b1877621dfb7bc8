"""What waits is sent, signed, tried again, given up, and never in anybody's way."""

import asyncio
import base64
import hashlib
import hmac
import time
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from claims.records.models import Claim
from claims.webhooks import runners
from claims.webhooks.models import Attempt, Delivery, Webhook
from claims.webhooks.occasions import BACK_OFF, rest_after, wait_after
from claims.webhooks.services import (
    forget_old_deliveries,
    send_next,
    send_test,
    sending,
    switch_on,
    tell_new_events,
)
from provenance.audit.models import AuditEvent
from tests.claims.webhooks.receiving import PATH, hook_to, published


@pytest.fixture
def made(site, scene, settings):
    return hook_to(site, scene, settings)


@pytest.fixture
def hook(made):
    return made[0]


def fresh(hook):
    return Webhook.objects.get(pk=hook.pk)


def come_due():
    Delivery.objects.update(next_at=timezone.now())
    Webhook.objects.update(rests_until=None, busy_until=None)


def fail(hook, times):
    for _ in range(times):
        come_due()
        assert send_next()


def test_a_receiver_can_tell_that_it_is_ours(made, site, scene):
    hook, secret = made
    send_test(hook, by=scene.cast.eve)
    assert send_next()
    said, body = site.asked[-1], site.sent[-1]
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{said['webhook-id']}.{said['webhook-timestamp']}.".encode() + body
    right = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert said["webhook-signature"] == f"v1,{right}"
    assert abs(int(said["webhook-timestamp"]) - time.time()) < 60
    assert said["content-type"] == "application/json"
    assert not {"cookie", "authorization"} & set(said)


def test_what_was_taken_is_noted_and_over(hook, site, scene):
    one = send_test(hook, by=scene.cast.eve)
    assert send_next()
    assert not send_next()
    one.refresh_from_db()
    assert one.state == "delivered"
    attempt = Attempt.objects.get()
    assert (attempt.status, attempt.code, attempt.answer) == (200, "", "taken")


def test_everything_published_comes_in_its_order_with_the_same_id_each_time(hook, site, scene):
    published(scene)
    tell_new_events()
    site.put(PATH, b"busy", 503)
    assert send_next()
    come_due()
    site.put(PATH, b"ok")
    while send_next():
        pass
    ids = [asked["webhook-id"] for asked in site.asked]
    assert ids[0] == ids[1] != ids[2]
    assert site.sent[0] == site.sent[1]
    assert b"claim.published" in site.sent[0]
    assert b"verdict.published" in site.sent[2]


def test_a_failure_waits_longer_each_time_and_is_given_up_in_the_end(hook, site, scene):
    one = send_test(hook, by=scene.cast.eve)
    site.put(PATH, b"broken", 500)
    for number, wait in enumerate(BACK_OFF, 1):
        come_due()
        before = timezone.now()
        assert send_next()
        one.refresh_from_db()
        assert (one.state, one.failures) == ("waiting", number)
        assert wait - timedelta(seconds=5) < one.next_at - before < wait + timedelta(seconds=5)
    fail(hook, 1)
    one.refresh_from_db()
    assert one.state == "given_up"
    assert Attempt.objects.filter(status=500, said="It answered 500.").count() == len(BACK_OFF) + 1


def test_a_receiver_that_failed_is_left_alone_for_a_while(hook, site, scene):
    send_test(hook, by=scene.cast.eve)
    send_test(hook, by=scene.cast.eve)
    site.put(PATH, b"", 500)
    assert send_next()
    assert not send_next()
    assert fresh(hook).rests_until > timezone.now()
    come_due()
    site.put(PATH, b"")
    assert send_next()
    assert fresh(hook).failures == 0


def test_one_that_says_when_to_come_back_is_believed_within_a_day():
    assert wait_after(1, 600) == timedelta(minutes=10)
    assert wait_after(1, 10**9) == timedelta(days=1)
    assert wait_after(1, None) == BACK_OFF[0]
    assert wait_after(len(BACK_OFF) + 1) is None
    assert rest_after(1) == timedelta(minutes=1)
    assert rest_after(10**6) == timedelta(hours=1)


def test_retry_after_moves_the_next_attempt(hook, site, scene):
    one = send_test(hook, by=scene.cast.eve)
    site.put(PATH, b"", 429, Retry_After="3600")
    assert send_next()
    one.refresh_from_db()
    assert one.next_at - timezone.now() > timedelta(minutes=59)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_no_success_and_is_not_followed(hook, site, scene, status):
    site.put(PATH, b"", status, Location="/elsewhere")
    send_test(hook, by=scene.cast.eve)
    assert send_next()
    assert site.paths() == [PATH]
    assert Attempt.objects.get().status == status
    assert Delivery.objects.get().state == "waiting"


def test_too_many_failures_switch_it_off_with_a_notice(hook, site, scene):
    site.put(PATH, b"", 500)
    one = send_test(hook, by=scene.cast.eve)
    Webhook.objects.update(failures=sending.FAILURES_TO_SWITCH_OFF - 1)
    assert send_next()
    row = fresh(hook)
    assert not row.is_on
    assert "20 times running" in row.off_because
    event = AuditEvent.objects.get(action="webhook.switched_off")
    assert event.actor is None
    come_due()
    assert not send_next()
    site.put(PATH, b"")
    switch_on(row, by=scene.cast.eve)
    assert send_next()
    one.refresh_from_db()
    assert one.state == "delivered"


def test_the_owners_are_written_to(hook, site, scene, django_capture_on_commit_callbacks):
    site.put(PATH, b"", 410)
    send_test(hook, by=scene.cast.eve)
    with django_capture_on_commit_callbacks(execute=True):
        assert send_next()
    assert not fresh(hook).is_on
    assert "410" in fresh(hook).off_because
    (letter,) = mail.outbox
    assert letter.bcc == ["max@example.org"]
    assert "Partner" in letter.subject
    assert "410" in letter.body


def test_what_is_no_longer_public_is_not_sent(hook, site, scene):
    published(scene)
    tell_new_events()
    Claim.objects.update(visibility="workspace")
    while send_next():
        pass
    assert site.sent == []
    assert set(Delivery.objects.values_list("state", flat=True)) == {"dropped"}


def test_a_private_address_is_refused_when_sending_too(hook, site, scene, settings):
    settings.FETCH_ALLOW = frozenset()
    Webhook.objects.update(address="https://127.0.0.1/in")
    send_test(hook, by=scene.cast.eve)
    assert send_next()
    attempt = Attempt.objects.get()
    assert (attempt.status, attempt.code) == (None, "private")
    assert site.sent == []


def test_a_receiver_that_hangs_is_cut_off(hook, site, scene, monkeypatch):
    monkeypatch.setattr(sending, "LIMITS", sending.Limits(seconds=0.3))
    site.slow[PATH] = 2
    send_test(hook, by=scene.cast.eve)
    began = time.monotonic()
    assert send_next()
    assert time.monotonic() - began < 1.5
    attempt = Attempt.objects.get()
    assert (attempt.code, attempt.said) == ("timeout", "It did not answer within 0.3 seconds.")


def test_an_answer_without_end_or_with_strange_bytes_is_kept_short(hook, site, scene):
    site.put(PATH, b"\0\xff<script>" + b"x" * 50_000)
    send_test(hook, by=scene.cast.eve)
    assert send_next()
    assert Delivery.objects.get().state == "delivered"
    answer = Attempt.objects.get().answer
    assert len(answer) == 500
    assert "\0" not in answer


def test_one_receiver_gets_one_thing_at_a_time(hook, scene):
    send_test(hook, by=scene.cast.eve)
    send_test(hook, by=scene.cast.eve)
    assert sending._take() is not None
    assert sending._take() is None
    Webhook.objects.update(busy_until=timezone.now() - timedelta(seconds=1))
    assert sending._take() is not None


def test_old_deliveries_are_forgotten(hook, site, scene):
    send_test(hook, by=scene.cast.eve)
    assert send_next()
    send_test(hook, by=scene.cast.eve)
    Delivery.objects.update(created_at=timezone.now() - timedelta(days=91))
    forget_old_deliveries()
    assert list(Delivery.objects.values_list("state", flat=True)) == ["waiting"]


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_its_other_work_while_a_receiver_hangs(hook, site, scene):
    """One worker, one job at a time: the job that sends is over at once."""
    site.slow[PATH] = 3
    send_test(hook, by=scene.cast.eve)
    app.configure_task("claims.search.tasks.index_articles").defer()

    async def work(here):
        async with here.open_async():
            await here.run_worker_async(
                wait=False, listen_notify=False, install_signal_handlers=False
            )

    began = time.monotonic()
    with app.replace_connector(app.connector.get_worker_connector()) as here:
        asyncio.run(work(here))
    took = time.monotonic() - began
    assert set(ProcrastinateJob.objects.values_list("status", flat=True)) == {"succeeded"}
    assert not Attempt.objects.exists()
    assert took < 3
    runners.wait_until_sent()
    assert Delivery.objects.get().state == "delivered"
