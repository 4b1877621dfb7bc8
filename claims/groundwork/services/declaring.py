"""Declared gaps: what was looked for and not found."""

from typing import TypedDict, Unpack

from django.db import transaction

from claims.records.models import Claim
from provenance.accounts.models import User
from provenance.audit.services import record

from ..keeping import check, claim_for, locked, set_all, told
from ..models import Gap

MISSING = {"sought": "Say what could not be found."}


class GapChanges(TypedDict, total=False):
    """What a gap says; what is left out stays as it is."""

    sought: str
    place: str
    note: str
    goes_out: bool


@transaction.atomic
def declare_gap(claim: Claim, *, by: User, **given: Unpack[GapChanges]) -> Gap:
    """Say what could not be found; readers are told with the next verdict, unless told not to."""
    claim = claim_for(claim, by=by)
    gap = Gap(claim=claim, created_by=by, goes_out=True)
    set_all(gap, dict(given))
    check(gap, MISSING)
    gap.save()
    record("gap.declared", gap, by=by, **told(gap))
    return gap


@transaction.atomic
def edit_gap(
    gap: Gap, *, version: int | None = None, by: User, **changes: Unpack[GapChanges]
) -> Gap:
    """Say it in other words."""
    gap = locked(gap, version, by=by)
    before = told(gap)
    set_all(gap, dict(changes))
    check(gap, MISSING)
    after = told(gap)
    if before != after:
        gap.touch()
        record("gap.edited", gap, by=by, before=before, after=after)
    return gap
