"""Choosing how the parts of a claim make the whole. Nothing of it is published by itself."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from claims.records.models import Claim
from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, Stale, require
from provenance.audit.services import record

from .. import rules
from ..models import Rating, RollUp, Scale
from ..rollup import Rule

MAY_NOT = "Only those who check choose how the parts make the whole."


@transaction.atomic
def choose_roll_up(
    claim: Claim,
    *,
    rule: str,
    rating: Rating | None = None,
    reason: str = "",
    version: int | None = None,
    by: User,
) -> RollUp:
    """Say by which rule a claim follows from its parts; by hand with a rating and a reason.

    `version` is that of the choice the person had read, 0 where there was none.
    """
    claim = _claim(claim, by=by)
    if not Claim.objects.alive().filter(parent=claim).exists():
        raise NotNow("This claim has no parts. Split it first.")
    row = _read(claim, version)
    row.rule, row.reason = rule, reason.strip()
    row.rating = rating if rule == Rule.HAND else None
    _check(row)
    row.created_by = by
    row.touch() if row.pk else row.save()
    record("rollup.chosen", claim, by=by, rule=rule, reason=row.reason, rating=_slug(row))
    return row


@transaction.atomic
def drop_roll_up(row: RollUp, *, version: int | None = None, by: User) -> RollUp:
    """Choose no rule any more."""
    claim = _claim(row.claim, by=by)
    row = RollUp.objects.locked(row.pk, version)
    if row.deleted_at is None:
        row.deleted_at = timezone.now()
        row.touch()
        record("rollup.dropped", claim, by=by, rule=row.rule)
    return row


@transaction.atomic
def restore_roll_up(row: RollUp, *, by: User) -> RollUp:
    """Take up again a rule that was dropped; NotNow where another was chosen since."""
    claim = _claim(row.claim, by=by)
    row = RollUp.objects.locked(row.pk)
    if row.deleted_at is None:
        return row
    if RollUp.objects.standing().filter(claim=claim).exists():
        raise NotNow("Another rule was chosen in the meantime.")
    row.deleted_at = None
    row.touch()
    record("rollup.restored", claim, by=by, rule=row.rule)
    return row


def _claim(claim: Claim, *, by: User) -> Claim:
    row: Claim = Claim.objects.locked(claim.pk)
    require(rules.may_roll_up(by, row), MAY_NOT)
    if row.merged_into_id:
        raise NotNow("This claim was merged into another.")
    return row


def _read(claim: Claim, version: int | None) -> RollUp:
    """The choice there is, or a new one; Stale where the person had read another."""
    row = RollUp.objects.standing().filter(claim=claim).first()
    if version is not None and version != (row.version if row else 0):
        raise Stale("Someone else chose a rule in the meantime.")
    return row or RollUp(claim=claim)


def _check(row: RollUp) -> None:
    wrong = {}
    if row.rule not in Rule.values:
        wrong["rule"] = "Choose one of the rules."
    elif row.rule == Rule.HAND:
        if row.rating is None or not _usable(row):
            wrong["rating"] = "Choose a rating of a scale this desk uses."
        if not row.reason:
            wrong["reason"] = "Say why it is decided so."
    if wrong:
        raise ValidationError(wrong)


def _usable(row: RollUp) -> bool:
    assert row.rating is not None
    scales = Scale.objects.usable_in(row.workspace_id)
    return bool(scales.filter(pk=row.rating.scale_id).exists())


def _slug(row: RollUp) -> str:
    return row.rating.slug if row.rating else ""
