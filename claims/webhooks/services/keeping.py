"""Adding, changing, switching and deleting webhooks."""

import ipaddress
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from provenance.accounts.models import User, Workspace
from provenance.accounts.rules import NotNow, require
from provenance.audit.bookmarks import begin_at_the_end
from provenance.audit.services import record
from provenance.capture.guard import why_refused
from provenance.sources.addresses import AddressError, spell

from .. import rules
from ..models import Delivery, Webhook
from ..occasions import Occasion
from ..signing import new_grain, secret_of

READER = "webhooks"
MOST = 20
BOTH_KEYS_FOR = timedelta(days=1)
MAY_NOT = "Webhooks are kept by editors and owners."


@transaction.atomic
def add_webhook(
    workspace: Workspace,
    *,
    name: str,
    address: str,
    events: Sequence[str],
    site: str = "",
    by: User,
) -> tuple[Webhook, str]:
    """A new one, and its secret, which is shown this once. It is told what happens from now on."""
    workspace = Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)
    require(rules.may_keep(by, workspace.pk), MAY_NOT)
    kept = Webhook.objects.filter(workspace=workspace, deleted_at=None)
    if kept.count() >= MOST:
        raise NotNow(f"A workspace keeps at most {MOST} webhooks. Delete one first.")
    if not kept.on().exists():
        begin_at_the_end(READER, workspace.pk)
    row = Webhook(workspace=workspace, site=site, created_by=by)
    _set(row, {"name": name, "address": address, "events": events})
    row.save()
    record("webhook.added", row, by=by, **_told(row))
    return row, secret_of(row.grain)


@transaction.atomic
def edit_webhook(
    webhook: Webhook, *, version: int | None = None, by: User, **given: Any
) -> Webhook:
    """Change its name, address or events; what is left out stays."""
    row = _locked(webhook, version, by=by)
    before = _told(row)
    _set(row, given)
    if before == _told(row):
        return row
    row.touch()
    record("webhook.edited", row, by=by, before=before, after=_told(row))
    return row


@transaction.atomic
def renew_secret(webhook: Webhook, *, version: int | None = None, by: User) -> tuple[Webhook, str]:
    """Another key. For a day both sign, so that a receiver can change over in peace."""
    row = _locked(webhook, version, by=by)
    row.old_grain, row.grain = row.grain, new_grain()
    row.old_grain_until = timezone.now() + BOTH_KEYS_FOR
    row.touch()
    record("webhook.secret_renewed", row, by=by, name=row.name)
    return row, secret_of(row.grain)


@transaction.atomic
def switch_off(webhook: Webhook, *, version: int | None = None, by: User) -> Webhook:
    """Send it nothing more. What happens meanwhile is not told later."""
    row = _locked(webhook, version, by=by)
    if not row.is_on:
        raise NotNow("It is switched off already.")
    row.off_since, row.off_because = timezone.now(), ""
    row.touch()
    record("webhook.switched_off", row, by=by, name=row.name)
    return row


@transaction.atomic
def switch_on(webhook: Webhook, *, version: int | None = None, by: User) -> Webhook:
    """Send to it again, beginning with what waited when it was switched off."""
    row = _locked(webhook, version, by=by)
    if row.is_on:
        raise NotNow("It is switched on already.")
    if not Webhook.objects.on().filter(workspace=row.workspace_id).exists():
        begin_at_the_end(READER, row.workspace_id)
    row.off_since, row.off_because = None, ""
    row.failures, row.rests_until, row.busy_until = 0, None, None
    row.touch()
    row.deliveries.filter(state=Delivery.State.WAITING).update(next_at=timezone.now())
    record("webhook.switched_on", row, by=by, name=row.name)
    return row


@transaction.atomic
def delete_webhook(webhook: Webhook, *, version: int | None = None, by: User) -> Webhook:
    """Take it out of sight and send it nothing; it can be restored."""
    row = _locked(webhook, version, by=by)
    row.deleted_at = timezone.now()
    row.touch()
    record("webhook.deleted", row, by=by, name=row.name)
    return row


@transaction.atomic
def restore_webhook(webhook: Webhook, *, by: User) -> Webhook:
    """Bring it back, with its key."""
    row: Webhook = Webhook.objects.locked(webhook.pk)
    require(rules.may_keep(by, row.workspace_id), MAY_NOT)
    if row.deleted_at is None:
        raise NotNow("It is not deleted.")
    if not Webhook.objects.on().filter(workspace=row.workspace_id).exists():
        begin_at_the_end(READER, row.workspace_id)
    row.deleted_at = None
    row.touch()
    record("webhook.restored", row, by=by, name=row.name)
    return row


def _locked(webhook: Webhook, version: int | None, *, by: User) -> Webhook:
    row: Webhook = Webhook.objects.locked(webhook.pk, version)
    require(rules.may_keep(by, row.workspace_id), MAY_NOT)
    if row.deleted_at is not None:
        raise NotNow("It was deleted in the meantime.")
    return row


def _set(row: Webhook, given: dict[str, Any]) -> None:
    for name, value in given.items():
        setattr(row, name, value)
    row.name = " ".join(row.name.split())
    row.events = [event for event in Occasion.values if event in row.events] or []
    row.address = _address(row.address)
    if not row.events:
        raise ValidationError({"events": "Choose at least one thing to be told."})
    row.clean_fields(exclude=["workspace", "created_by", "grain"])


def _address(given: str) -> str:
    """The address, if something may be sent there. What its name leads to is seen when sending."""
    try:
        spelled = spell(given)
    except AddressError as error:
        raise ValidationError({"address": error.message}) from None
    parts = urlsplit(spelled)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    if f"{parts.hostname}:{port}" in settings.FETCH_ALLOW:
        return spelled
    if parts.scheme != "https" or port != 443:
        raise ValidationError(
            {"address": "Give an address that begins with https://, without a port."}
        )
    if why := _private(parts.hostname or ""):
        raise ValidationError({"address": f"This address is {why}; nothing is sent there."})
    return spelled


def _private(host: str) -> str:
    try:
        return why_refused(str(ipaddress.ip_address(host.strip("[]"))))
    except ValueError:
        return "this machine" if host == "localhost" or host.endswith(".localhost") else ""


def _told(row: Webhook) -> dict[str, Any]:
    return {"name": row.name, "address": row.address, "events": list(row.events)}
