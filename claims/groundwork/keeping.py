"""What every change here has in common: how a row is read in, checked, locked and told."""

from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone

from claims.evidence.models import Evidence
from claims.records.models import Claim
from claims.records.services.appearances import refuse_merged
from provenance.accounts.models import User
from provenance.accounts.rules import require
from provenance.sources.addresses import AddressError, parse

from . import rules
from .models import Groundwork

MAY_NOT_ADD = "You may not add to the work on this claim."
MAY_NOT_CHANGE = (
    "You may not change this. Students change only their own, and what went out with a verdict is "
    "changed by editors and owners."
)
Row = TypeVar("Row", bound=Groundwork)


def claim_for(claim: Claim, *, by: User) -> Claim:
    """The claim, locked for an addition that `by` may make."""
    claim = Claim.objects.locked(claim.pk)
    require(rules.may_add(by, claim), MAY_NOT_ADD)
    refuse_merged(claim)
    return claim


def locked(row: Row, version: int | None, *, by: User) -> Row:
    """The row, locked for a change that `by` may make; its claim is locked before it."""
    claim = Claim.objects.locked(row.claim_id)
    fresh: Row = type(row).objects.locked(row.pk, version)
    fresh.claim = claim
    require(rules.may_change(by, fresh), MAY_NOT_CHANGE)
    return fresh


def set_all(row: Groundwork, changes: dict[str, Any]) -> None:
    """Take in what was sent; what shall not go out any more is in at once."""
    for name, value in changes.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if not row.goes_out:
        row.shown_at = None


def told(row: Groundwork) -> dict[str, Any]:
    """All that the row says, for the audit."""
    left_out = {"id", "created_by", "created_at", "updated_at", "deleted_at", "version"}
    fields = [one for one in row._meta.concrete_fields if one.name not in left_out]
    return {one.name: getattr(row, one.attname) for one in fields}


def check(row: Groundwork, required: dict[str, str]) -> None:
    """Raise ValidationError naming the field that is missing or wrong. Field -> what is missing."""
    missing = {name: said for name, said in required.items() if not getattr(row, name)}
    if missing:
        raise ValidationError(missing)
    links = {one.name for one in row._meta.concrete_fields if isinstance(one.related_model, type)}
    row.clean_fields(exclude=links)


def not_in_future(name: str, day: date | None) -> None:
    """Raise ValidationError for a day that is still to come."""
    if day is not None and day > timezone.localdate():
        raise ValidationError({name: "This day is still to come."})


def web_address(given: str) -> None:
    """Raise ValidationError for what is no address of the web."""
    if given:
        try:
            parse(given)
        except AddressError as error:
            raise ValidationError({"address": str(error)}) from error


def evidence_here(claim: Claim, evidence: Evidence | None) -> None:
    """Raise ValidationError for evidence on another claim."""
    if evidence is None:
        return
    if not Evidence.objects.of_claim(claim.pk).filter(pk=evidence.pk).exists():
        raise ValidationError({"evidence": "Choose evidence on the same claim."})


def name_of(row: Model) -> str:
    """What the audit calls rows of this kind."""
    return str(row._meta.model_name)
