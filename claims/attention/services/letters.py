"""Letters about what is new: how often, and the sending of them."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from procrastinate.contrib.django import app

from provenance.accounts.models import User
from provenance.accounts.rules import Stale, require
from provenance.audit.services import record

from ..letters import letter_about
from ..models import Letters, Notification

TASK = "claims.attention.send_letter"
MONDAY = 0
TOLD_IN_ONE = 40  # Further ones are counted.
NOT_BEFORE = {  # A job that runs twice, or late, sends no second letter.
    Letters.Every.DAY: timedelta(hours=12),
    Letters.Every.WEEK: timedelta(days=3),
}
Every = Letters.Every


@transaction.atomic
def choose_letters(person: User, every: str, *, version: int | None = None, by: User) -> Letters:
    """Say how often one is written to. Also called for whoever follows the link in a letter."""
    require(person.pk == by.pk, "Only you say how often you are written to.")
    if every not in Every.values:
        raise ValidationError({"every": f"Choose one of {', '.join(Every.values)}."})
    row = _locked(person)
    if version is not None and row.version != version:
        raise Stale("This was changed in the meantime; read it again.")
    if row.every != every:
        before, row.every = row.every, every
        row.version += 1
        row.save(update_fields=["every", "version"])
        record("letters.chosen", row, by=by, before=before, after=every)
    return row


def send_letters(now: datetime) -> int:
    """Have letters written to those whose day it is, one job a person; how many jobs."""
    people = list(_due(now).values_list("pk", flat=True))
    for pk in people:
        app.configure_task(TASK, queueing_lock=f"letter-{pk}").defer(person=pk)
    return len(people)


@transaction.atomic
def send_letter(pk: int, *, by: Any) -> bool:  # noqa: ARG001 - The clock's doing.
    """Write to one person what they have not read and no letter told; whether one went out.

    What may be told is asked now, as this person. What is sent is marked in the same transaction:
    where sending fails, it is tried again.
    """
    person = User.objects.filter(pk=pk, is_active=True).first()
    if person is None or not confirmed_address(person):
        return False
    letters, now = _locked(person), timezone.now()
    pause = NOT_BEFORE.get(Every(letters.every))
    if pause is None or (letters.sent_at and letters.sent_at > now - pause):
        return False
    waiting = Notification.objects.visible_to(person).unread().unsent().order_by("-pk")
    told = list(waiting.with_things()[: TOLD_IN_ONE + 1])
    if not told:
        return False
    ids = list(waiting.values_list("pk", flat=True))
    letter_about(person, told[:TOLD_IN_ONE], len(ids), letters.every).send()
    Notification.objects.filter(pk__in=ids).update(sent_at=now)
    letters.sent_at = now
    letters.save(update_fields=["sent_at"])
    return True


def confirmed_address(person: User) -> str:
    """The address one is written to, if it is surely theirs; else empty.

    Letters tell what only members see, so they never go to an address that somebody only typed in.
    """
    rows = EmailAddress.objects.filter(user=person, email__iexact=person.email, verified=True)
    return person.email if person.email and rows.exists() else ""


def _due(now: datetime) -> QuerySet[User]:
    """People whose address is confirmed and who want a letter on this day."""
    confirmed = EmailAddress.objects.filter(verified=True, email__iexact=F("user__email"))
    refused = Letters.objects.filter(every=Every.NEVER)
    if now.weekday() != MONDAY:
        refused = Letters.objects.filter(every__in=[Every.NEVER, Every.WEEK])
    unread = Notification.objects.unread().unsent().order_by().values("receiver")
    people = User.objects.filter(is_active=True, pk__in=confirmed.values("user"))
    return people.filter(pk__in=unread).exclude(pk__in=refused.values("person")).order_by("pk")


def _locked(person: User) -> Letters:
    Letters.objects.bulk_create([Letters(person=person)], ignore_conflicts=True)
    return Letters.objects.select_for_update().get(pk=person.pk)
