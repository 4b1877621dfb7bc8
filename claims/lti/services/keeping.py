"""Registering platforms, changing what is known of them, and our own key for each."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from provenance.accounts.models import User, Workspace
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import record

from .. import rules
from ..addresses import checked
from ..keypairs import new_pair
from ..models import Platform

MAY_NOT = "Platforms are registered by owners."
MOST, MOST_DEPLOYMENTS = 20, 50
ADDRESSES = ("key_set_url", "auth_url", "token_url")
PLAIN = ("name", "issuer", "client_id", "audience")
TAKEN = "This client of this issuer is registered already, here or in another workspace."


@transaction.atomic
def add_platform(workspace: Workspace, *, by: User, **given: Any) -> Platform:
    """Register one. Raises ValidationError naming the field."""
    workspace = Workspace.objects.select_for_update(no_key=True).get(pk=workspace.pk)
    require(rules.may_keep(by, workspace.pk), MAY_NOT)
    if Platform.objects.alive().filter(workspace=workspace).count() >= MOST:
        raise NotNow(f"A workspace has at most {MOST} platforms. Delete one first.")
    row = Platform(workspace=workspace, created_by=by)
    row.private_key, row.public_key = new_pair()
    _set(row, given)
    row.save()
    record("platform.added", row, by=by, **_told(row))
    return row


@transaction.atomic
def edit_platform(
    platform: Platform, *, version: int | None = None, by: User, **given: Any
) -> Platform:
    """Change what is known of it; what is left out stays."""
    row = _locked(platform, version, by=by)
    before = _told(row)
    _set(row, given)
    if before == _told(row):
        return row
    row.touch()
    record("platform.edited", row, by=by, before=before, after=_told(row))
    return row


@transaction.atomic
def renew_key(platform: Platform, *, by: User) -> Platform:
    """Another key of ours. The platform finds it in our key set when it is asked the next time."""
    row = _locked(platform, None, by=by)
    row.private_key, row.public_key = new_pair()
    row.touch()
    record("platform.key_renewed", row, by=by, name=row.name)
    return row


@transaction.atomic
def delete_platform(platform: Platform, *, version: int | None = None, by: User) -> Platform:
    """Nobody comes in from it any more, and it is told nothing; it can be restored."""
    row = _locked(platform, version, by=by)
    row.deleted_at = timezone.now()
    row.touch()
    record("platform.deleted", row, by=by, name=row.name)
    return row


@transaction.atomic
def restore_platform(platform: Platform, *, by: User) -> Platform:
    """Bring it back, with its key and with whom it knew."""
    row: Platform = Platform.objects.locked(platform.pk)
    require(rules.may_keep(by, row.workspace_id), MAY_NOT)
    if row.deleted_at is None:
        raise NotNow("It is not deleted.")
    _refuse_taken(row)
    row.deleted_at = None
    row.touch()
    record("platform.restored", row, by=by, name=row.name)
    return row


def _locked(platform: Platform, version: int | None, *, by: User) -> Platform:
    row: Platform = Platform.objects.locked(platform.pk, version)
    require(rules.may_keep(by, row.workspace_id), MAY_NOT)
    if row.deleted_at is not None:
        raise NotNow("It was deleted in the meantime.")
    return row


def _set(row: Platform, given: dict[str, Any]) -> None:
    for name in PLAIN:
        if name in given:
            setattr(row, name, " ".join(str(given[name]).replace("\x00", "").split()))
    for name in ADDRESSES:
        if name in given:
            value = str(given[name]).strip()
            setattr(row, name, checked(name, value, settings.FETCH_ALLOW) if value else "")
    if "deployments" in given:
        row.deployments = _deployments(given["deployments"])
    if not row.issuer:
        raise ValidationError({"issuer": "Say how the platform names itself."})
    row.clean_fields(exclude=["workspace", "created_by", "private_key", "public_key"])
    _refuse_taken(row)


def _deployments(given: Any) -> list[str]:
    """Ids, once each; from a list or from lines."""
    ids = given.splitlines() if isinstance(given, str) else [str(one) for one in given]
    found = list(dict.fromkeys(one.replace("\x00", "").strip() for one in ids))
    if len(found) > MOST_DEPLOYMENTS or any(len(one) > 255 for one in found):
        raise ValidationError({"deployments": f"At most {MOST_DEPLOYMENTS}, one a line."})
    return [one for one in found if one]


def _refuse_taken(row: Platform) -> None:
    others = Platform.objects.alive().filter(issuer=row.issuer, client_id=row.client_id)
    if row.client_id and others.exclude(pk=row.pk).exists():
        raise ValidationError({"client_id": TAKEN})


def _told(row: Platform) -> dict[str, Any]:
    names = (*PLAIN, *ADDRESSES, "deployments")
    return {name: getattr(row, name) for name in names}
