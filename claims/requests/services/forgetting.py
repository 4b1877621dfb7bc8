"""Erasing how a reader could be reached: on wish, and by the clock."""

from datetime import date
from typing import Any

from django.db import transaction

from provenance.accounts.models import User
from provenance.accounts.rules import require
from provenance.accounts.secrets import digest
from provenance.audit.services import record

from .. import rules
from ..models import DaySalt, ErrorReport, ReaderRequest

KINDS: tuple[Any, ...] = (ReaderRequest, ErrorReport)


@transaction.atomic
def erase_contact(row: Any, *, by: User) -> Any:
    """Erase the address that a reader left, because they or we wish it."""
    fresh = type(row).objects.locked(row.pk)
    require(rules.may_read(by, fresh), "Those who check here may erase an address.")
    return _erase(fresh, by=by)


@transaction.atomic
def erase_sent_contact(secret: str, *, by: User | None = None) -> Any:
    """Erase one's own address; whoever has the secret link is its sender. None for no such link."""
    for kind in KINDS:
        found = kind.objects.filter(secret=digest(secret)).first()
        if found is not None:
            return _erase(kind.objects.locked(found.pk), by=by)
    return None


@transaction.atomic
def forget_contacts(today: date, *, by: User | None = None) -> int:
    """Erase every address whose time is over; how many."""
    over = [
        row
        for kind in KINDS
        for row in kind.objects.with_contact().filter(contact_until__lt=today).select_for_update()
    ]
    for row in over:
        _erase(row, by=by)
    return len(over)


@transaction.atomic
def forget_salts(today: date, *, by: User | None = None) -> int:  # noqa: ARG001 - See UNTOLD.
    """Throw the salts of past days away: nobody can find a sender's network address after that."""
    return int(DaySalt.objects.filter(day__lt=today).delete()[0])


def _erase(row: Any, *, by: User | None) -> Any:
    if row.contact:
        row.contact, row.contact_until = "", None
        row.touch()
        record(f"{NOUNS[type(row)]}.contact_erased", row, by=by)
    return row


NOUNS: dict[Any, str] = {ReaderRequest: "request", ErrorReport: "report"}
