"""Saying who owns an outlet, and taking that back."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from provenance.accounts.rules import NotNow, may_see, require
from provenance.audit.services import record

from ..knowing import Known
from ..models import Outlet, Ownership
from ..owning import owned_by_detour, owners_above
from ..rules import may_change
from .merging import refuse_merged

MAY_NOT = "You may not say who owns this outlet."
Day = tuple[date | None, str]
NO_DAY: Day = (None, "")


@transaction.atomic
def note_owner(
    outlet: Outlet,
    owner: Outlet,
    *,
    since: Day = NO_DAY,
    until: Day = NO_DAY,
    known: str = Known.PERSON,
    note: str = "",
    address: str = "",
    version: int | None = None,
    by: Any,
) -> Ownership:
    """Say who owns an outlet, or owned it until a day. `since` and `until` are (day, precision).

    A new owner without an end ends the present one where the new one begins. Raises
    ValidationError where the owner would own itself, at any remove.
    """
    row = _locked(outlet, owner, version)
    require(may_change(by, row), MAY_NOT)
    _refuse_bad_owner(row, owner, by, is_present=until[0] is None)
    if until[0] is None:
        _end_present(row, owner, since, by=by)
    made = Ownership(outlet=row, owner=owner, known=known, note=note.strip(), address=address)
    made.since, made.since_precision = since
    made.until, made.until_precision = until
    made.created_by = by
    _check(made)
    made.save()
    _settle(row)
    record("ownership.added", made, by=by, outlet=row.pk, owner=owner.pk, name=owner.name)
    return made


@transaction.atomic
def withdraw_owner(ownership: Ownership, *, by: Any) -> Ownership:
    """Say that it was not so; it can be restored."""
    row, outlet = _pair(ownership)
    require(may_change(by, outlet), MAY_NOT)
    if row.deleted_at is None:
        row.deleted_at = timezone.now()
        row.touch()
        _settle(outlet)
        record("ownership.withdrawn", row, by=by, outlet=outlet.pk, owner=row.owner_id)
    return row


@transaction.atomic
def restore_owner(ownership: Ownership, *, by: Any) -> Ownership:
    """Put an owner back, unless there is another one now."""
    row, outlet = _pair(ownership)
    require(may_change(by, outlet), MAY_NOT)
    if row.deleted_at is None:
        return row
    _refuse_bad_owner(outlet, row.owner, by, is_present=row.until is None)
    row.deleted_at = None
    try:
        with transaction.atomic():
            row.touch()
    except IntegrityError as error:
        raise NotNow("Another owner was entered since.") from error
    _settle(outlet)
    record("ownership.restored", row, by=by, outlet=outlet.pk, owner=row.owner_id)
    return row


def replace_owner(outlet: Outlet, owner: Outlet | None, *, by: Any) -> None:
    """Put another owner in the place of the one that was entered by mistake, or none."""
    present = Ownership.objects.of_outlet(outlet.pk).present().first()
    if present is not None and present.owner_id == (owner.pk if owner else None):
        return
    if owner is not None:
        _refuse_bad_owner(_locked(outlet, owner, None), owner, by, is_present=True)
    if present is not None:
        withdraw_owner(present, by=by)
    if owner is not None:
        note_owner(outlet, owner, by=by)


def _locked(outlet: Outlet, owner: Outlet, version: int | None) -> Outlet:
    """The outlet, and whoever stands above the owner, in the order of their ids.

    Two who would close a circle together have a row in common, so that the second sees the first.
    """
    chain = {outlet.pk, owner.pk, *(one.pk for one in owners_above(owner))}
    rows: dict[int, Outlet] = {
        pk: Outlet.objects.locked(pk, version if pk == outlet.pk else None) for pk in sorted(chain)
    }
    return rows[outlet.pk]


def _pair(ownership: Ownership) -> tuple[Ownership, Outlet]:
    owner = Outlet.objects.get(pk=ownership.owner_id)
    outlet = _locked(Outlet.objects.get(pk=ownership.outlet_id), owner, None)
    row: Ownership = Ownership.objects.locked(ownership.pk)
    return row, outlet


def _refuse_bad_owner(outlet: Outlet, owner: Outlet, by: Any, *, is_present: bool) -> None:
    refuse_merged(outlet)
    unseen = by is not None and not may_see(by, owner)
    if unseen or owner.workspace_id != outlet.workspace_id:
        raise ValidationError({"owner": "The owner must be an outlet of the same workspace."})
    if outlet.kept_id == owner.kept_id or (is_present and owned_by_detour(outlet, owner)):
        raise ValidationError({"owner": "An outlet cannot own itself, not even by a detour."})


def _end_present(outlet: Outlet, owner: Outlet, since: Day, *, by: Any) -> None:
    present = Ownership.objects.of_outlet(outlet.pk).present().first()
    if present is None:
        return
    if present.owner_id == owner.pk:
        raise ValidationError({"owner": f"{owner} owns it already."})
    day, precision = since
    if day is None:
        raise ValidationError(
            {"since": f"{present.owner} owns it now: say since when this is another."}
        )
    if present.since is not None and present.since > day:
        raise ValidationError({"since": f"{present.owner} owns it since {present.since} only."})
    present.until, present.until_precision = day, precision
    present.touch()
    record("ownership.ended", present, by=by, outlet=outlet.pk, until=day)


def _settle(outlet: Outlet) -> None:
    """Keep the column that others read up to date."""
    present = Ownership.objects.of_outlet(outlet.pk).present().first()
    outlet.owner = present.owner if present else None
    outlet.touch()


def _check(ownership: Ownership) -> None:
    if ownership.since and ownership.until and ownership.since > ownership.until:
        raise ValidationError({"until": "It ends before it begins."})
    ownership.full_clean(exclude=["outlet", "owner", "created_by"], validate_constraints=False)
