"""From what happened to what is to be sent: the history is read on, and deliveries are written."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from claims.records.models import Claim
from claims.reviews.models import Verdict
from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, require
from provenance.audit.bookmarks import next_events
from provenance.audit.models import AuditEvent
from provenance.audit.services import record

from .. import payload, rules
from ..errands import send_soon
from ..models import Delivery, Webhook
from ..occasions import TEST, WHEN_SHOWN, Occasion, is_of_interest
from .keeping import MAY_NOT, READER


def tell_new_events() -> int:
    """Write deliveries for what happened since the last time; how many."""
    workspaces = Webhook.objects.on().order_by().values_list("workspace", flat=True).distinct()
    return sum(tell_of(workspace) for workspace in workspaces)


def tell_of(workspace: int) -> int:
    """The same for one workspace (id). The bookmark moves with the deliveries, or not at all."""
    with transaction.atomic():
        events = next_events(READER, workspace)
        wanted = [one for one in events if is_of_interest(one.action, one.detail)]
        hooks = list(Webhook.objects.on().filter(workspace=workspace)) if wanted else []
        rows = [row for event in wanted for row in _deliveries(event, hooks)]
        Delivery.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


@transaction.atomic
def send_test(webhook: Webhook, *, by: User) -> Delivery:
    """Send something to try it with."""
    row = _mine(webhook, by=by)
    now = timezone.now()
    body = payload.of_test(at=now)
    delivery = Delivery.objects.create(webhook=row, event=TEST, body=body, next_at=now)
    _at_once(row)
    record("webhook.tested", row, by=by, name=row.name)
    return delivery


@transaction.atomic
def send_again(delivery: Delivery, *, by: User) -> Delivery:
    """Send it once more, as it was: with its id, by which a receiver knows it."""
    row = _mine(delivery.webhook, by=by)
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    delivery.state, delivery.failures = Delivery.State.WAITING, 0
    delivery.next_at, delivery.ended_at = timezone.now(), None
    delivery.save()
    _at_once(row)
    record("webhook.sent_again", row, by=by, name=row.name, delivery=str(delivery.uid))
    return delivery


def _mine(webhook: Webhook, *, by: User) -> Webhook:
    row: Webhook = Webhook.objects.locked(webhook.pk)
    require(rules.may_keep(by, row.workspace_id), MAY_NOT)
    if not row.is_on:
        raise NotNow("It is switched off. Switch it on first.")
    return row


def _at_once(row: Webhook) -> None:
    """A person waits for it, so a receiver that was left alone is tried now."""
    Webhook.objects.filter(pk=row.pk).update(rests_until=None)
    send_soon()


def _deliveries(event: AuditEvent, hooks: Iterable[Webhook]) -> list[Delivery]:
    happened, verdict, claim = _read(event)
    if claim is None:
        return []
    told: dict[str, str | None] = {}
    for hook in _listening(hooks, happened, event.at):
        site = settings.SITE_URL or hook.site
        if site not in told:
            told[site] = _body(happened, verdict, claim, event.at, site)
    return [
        Delivery(
            webhook=hook,
            event=happened,
            number=event.number,
            claim=claim,
            body=body,
            next_at=timezone.now(),
        )
        for hook in _listening(hooks, happened, event.at)
        if (body := told[settings.SITE_URL or hook.site]) is not None
    ]


def _listening(hooks: Iterable[Webhook], happened: str, at: datetime) -> list[Webhook]:
    return [hook for hook in hooks if happened in hook.events and hook.created_at <= at]


def _read(event: AuditEvent) -> tuple[str, Verdict | None, Claim | None]:
    """What an event is called for others, and what it is about."""
    pk = int(event.target.rpartition(":")[2])
    if event.action != WHEN_SHOWN:
        rows = Verdict.objects.select_related("claim__workspace")
        verdict = rows.filter(pk=pk).first()
        return _name(verdict), verdict, verdict and verdict.claim
    claim = Claim.objects.select_related("workspace").filter(pk=pk).first()
    return Occasion.CLAIM, None, claim


def _name(verdict: Verdict | None) -> str:
    if verdict is None or verdict.number == 1:
        return Occasion.PUBLISHED
    return Occasion.WITHDRAWN if verdict.is_withdrawal else Occasion.CHANGED


def _body(
    happened: str, verdict: Verdict | None, claim: Claim, at: datetime, site: str
) -> str | None:
    if verdict is not None:
        return payload.of_verdict(happened, verdict, at=at, site=site)
    return payload.of_claim(happened, claim, at=at, site=site)
