"""The pages of webhooks, for the list of all pages: name, address, who looks, how it answers."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from claims.webhooks.models import Attempt, Delivery, Webhook
from claims.webhooks.services import add_webhook, send_test, switch_off
from provenance.accounts.models import User, Workspace

OWNER = "max"
LONG = "https://partner.example/" + "a-very-long-way/" * 20


def of_webhooks() -> Iterator[tuple[str, str, str, int]]:
    """One with something of each kind sent to it, one that was switched off, and one to change."""
    desk, owner = Workspace.objects.get(slug="demo"), User.objects.get(username=OWNER)
    events = ["verdict.published", "verdict.changed"]
    hook, _ = add_webhook(desk, name="Partner", address=LONG, events=events, by=owner)
    off, _ = add_webhook(
        desk, name="Old site", address="https://old.example/in", events=events, by=owner
    )
    for state in Delivery.State.values:
        _sent(send_test(hook, by=owner), state)
    switch_off(off, by=owner)
    because = "It failed 20 times running. The last time: The server does not answer."
    Webhook.objects.filter(pk=off.pk).update(off_because=because)
    yield "settings-webhooks", reverse("settings-webhooks"), OWNER, 200
    yield "webhook", reverse("webhook", args=[hook.pk]), OWNER, 200
    yield "webhook-off", reverse("webhook", args=[off.pk]), OWNER, 200
    yield "edit-webhook", reverse("edit-webhook", args=[hook.pk]), OWNER, 200


def _sent(delivery: Delivery, state: str) -> None:
    now = timezone.now()
    failed = {"code": "status", "status": 500, "said": "It answered 500.", "answer": "<b>no</b>"}
    taken = {"code": "", "status": 200}
    given = taken if state == "delivered" else failed
    Attempt.objects.create(delivery=delivery, at=now, milliseconds=84, **given)
    delivery.state, delivery.failures = state, 1
    delivery.next_at = now + timedelta(minutes=5)
    delivery.save()
