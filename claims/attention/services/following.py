"""Following and unfollowing."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from provenance.accounts.models import User
from provenance.accounts.rules import require
from provenance.audit.services import record

from .. import rules
from ..models import Subscription


@transaction.atomic
def follow(thing: Any, *, by: User) -> Subscription:
    """Be told of what happens to a claim, article, outlet, person or topic from now on.

    What was merged into another is followed as that other. Following twice changes nothing.
    """
    thing = getattr(thing, "merged_into", None) or thing
    require(rules.may_follow(by, thing), "You follow what you see in workspaces you belong to.")
    kind = str(thing._meta.model_name)
    mine = Subscription.objects.filter(created_by=by, deleted_at=None).to(thing)
    row: Subscription | None = mine.first()
    if row is not None:
        return row
    row = Subscription(workspace_id=thing.workspace_id, created_by=by, **{kind: thing})
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # Someone pressed twice at once.
        first: Subscription = mine.get()
        return first
    record("subscription.begun", row, by=by, kind=kind)
    return row


@transaction.atomic
def unfollow(subscription: Subscription, *, by: User) -> Subscription:
    """Be told no more. Ending twice changes nothing."""
    row: Subscription = Subscription.objects.locked(subscription.pk)
    require(row.created_by_id == by.pk, "Only who follows something ends it.")
    if row.deleted_at is None:
        row.deleted_at = timezone.now()
        row.touch()
        record("subscription.ended", row, by=by, kind=row.kind)
    return row
