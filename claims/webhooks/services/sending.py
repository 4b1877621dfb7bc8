"""Sending what waits, one thing at a time to each receiver, and noting what came of it."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from provenance.accounts.models import Visibility
from provenance.audit.services import record
from provenance.capture.fetch import FetchError, FetchFailed, Limits, Manner, post

from ..letters import tell_owners
from ..models import Attempt, Delivery, Webhook
from ..occasions import rest_after, wait_after
from ..signing import signed_headers

LEASE = timedelta(seconds=60)
LIMITS = Limits(wire=20_000, unpacked=20_000, seconds=10.0, redirects=0)
USER_AGENT = "ClaimProvenance-Webhooks/1"
KEPT_FOR = timedelta(days=90)
# Between 14 and 15 hours of failing, with the rests between.
FAILURES_TO_SWITCH_OFF = 20
GONE = 410
State = Delivery.State


@dataclass(frozen=True)
class Answered:
    """What came of one attempt; `code` is empty where the receiver took it."""

    status: int | None
    code: str
    said: str
    answer: str = ""
    retry_after: float | None = None


def send_next() -> bool:
    """Send one thing that is due; whether there was one."""
    delivery = _take()
    if delivery is None:
        return False
    deliver(delivery)
    return True


def deliver(delivery: Delivery) -> Delivery:
    """Send it now. The network is asked outside of any transaction."""
    if not _is_public(delivery):
        return _end(delivery, State.DROPPED)
    began, clock = timezone.now(), time.monotonic()
    answered = _post(delivery, began)
    attempt = Attempt(
        delivery=delivery,
        at=began,
        milliseconds=int((time.monotonic() - clock) * 1000),
        status=answered.status,
        code=answered.code,
        said=answered.said[:300],
        answer=answered.answer,
    )
    return _note(delivery, attempt, answered.retry_after)


def forget_old_deliveries() -> int:
    """Drop what ended long ago; how many."""
    old = Delivery.objects.filter(created_at__lt=timezone.now() - KEPT_FOR)
    return old.exclude(state=State.WAITING).delete()[0]


def _take() -> Delivery | None:
    """The next that is due, its receiver ours for a minute."""
    now = timezone.now()
    with transaction.atomic():
        due = Webhook.objects.due(now).longest_waiting_first(now)
        hook = due.select_for_update(skip_locked=True, no_key=True, of=("self",)).first()
        if hook is None:
            return None
        waiting = Delivery.objects.due(now).filter(webhook=hook).order_by("next_at", "pk")
        delivery: Delivery | None = waiting.select_related("claim").first()
        if delivery is not None:
            delivery.webhook = hook
            Webhook.objects.filter(pk=hook.pk).update(busy_until=now + LEASE)
    return delivery


def _is_public(delivery: Delivery) -> bool:
    """Whether everyone may still read what it tells of."""
    claim = delivery.claim
    if claim is None:
        return True
    return claim.visibility == Visibility.PUBLIC and claim.deleted_at is None


def _post(delivery: Delivery, now: datetime) -> Answered:
    body, hook = delivery.body.encode(), delivery.webhook
    headers = signed_headers(hook.grains_at(now), str(delivery.uid), int(now.timestamp()), body)
    manner = Manner(
        user_agent=USER_AGENT, accept="*/*", any_status=True, beginning=True, more=headers
    )
    try:
        came = post(
            hook.address,
            body,
            kind="application/json",
            allow=settings.FETCH_ALLOW,
            limits=LIMITS,
            manner=manner,
        )
    except FetchError as error:
        status = error.status if isinstance(error, FetchFailed) else None
        return Answered(status, error.code, _about_a_receiver(error))
    answer = came.body.decode("utf-8", "replace").replace("\0", "")[:500]
    if 200 <= came.status < 300:
        return Answered(came.status, "", "", answer)
    told = came.header("retry-after").strip()
    wait = float(told) if told.isascii() and told.isdecimal() and len(told) < 8 else None
    return Answered(came.status, "status", f"It answered {came.status}.", answer, wait)


def _about_a_receiver(error: FetchError) -> str:
    """Errors of the door speak of pages; here none was asked for."""
    said = {
        "timeout": f"It did not answer within {LIMITS.seconds:g} seconds.",
        "garbled": "Its answer broke off or was garbled.",
    }
    return said.get(error.code, error.message)


def _note(delivery: Delivery, attempt: Attempt, retry_after: float | None) -> Delivery:
    """Keep what came of it, and say when it is tried again, if it is."""
    with transaction.atomic():
        hook: Webhook = Webhook.objects.locked(delivery.webhook_id)
        attempt.save()
        now = timezone.now()
        if not attempt.code:
            hook.failures, hook.rests_until = 0, None
            _set(delivery, State.DELIVERED, now)
        else:
            hook.failures += 1
            delivery.failures += 1
            hook.rests_until = now + rest_after(hook.failures)
            wait = wait_after(delivery.failures, retry_after)
            _set(delivery, State.WAITING if wait else State.GIVEN_UP, now, wait)
            _switch_off_if_hopeless(hook, attempt)
        hook.busy_until = None
        hook.save()
    return delivery


def _end(delivery: Delivery, state: State) -> Delivery:
    with transaction.atomic():
        _set(delivery, state, timezone.now())
        Webhook.objects.filter(pk=delivery.webhook_id).update(busy_until=None)
    return delivery


def _set(delivery: Delivery, state: State, now: datetime, wait: timedelta | None = None) -> None:
    delivery.state = state
    delivery.ended_at = None if state == State.WAITING else now
    delivery.next_at = now + wait if wait else now
    delivery.save(update_fields=["state", "failures", "ended_at", "next_at"])


def _switch_off_if_hopeless(hook: Webhook, attempt: Attempt) -> None:
    """A receiver that is gone, or that failed for most of a day, is asked no more."""
    if not hook.is_on:
        return
    if attempt.status == GONE:
        hook.off_because = "It says that nobody listens there any more (HTTP 410)."
    elif hook.failures >= FAILURES_TO_SWITCH_OFF:
        hook.off_because = f"It failed {hook.failures} times running. The last time: {attempt.said}"
    else:
        return
    hook.off_because = hook.off_because[:200]
    hook.off_since = timezone.now()
    hook.version += 1
    record("webhook.switched_off", hook, by=None, name=hook.name, reason=hook.off_because)
    tell_owners(hook)
