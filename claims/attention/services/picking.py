"""Saying why a claim was picked."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from claims.records.models import Claim
from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, require
from provenance.audit.services import record

from .. import rules
from ..models import Pick

MAY_NOT = "Only those who check here say why a claim is picked."


@transaction.atomic
def pick(claim: Claim, rule: str, *, words: str = "", version: int | None = None, by: User) -> Pick:
    """Say by which rule a claim was picked. Said anew, what was said before stays on record.

    `version` is that of what was said before, where there is anything. Raises ValidationError for
    an unknown rule, and for another reason without words.
    """
    claim = Claim.objects.locked(claim.pk)
    require(rules.may_pick(by, claim), MAY_NOT)
    if claim.merged_into_id:
        raise NotNow("This claim was merged into another; say it of that one.")
    row = Pick(
        workspace_id=claim.workspace_id,
        claim=claim,
        rule=rule,
        words=" ".join(words.split()),
        created_by=by,
    )
    _check(row)
    before: Pick | None = Pick.objects.filter(claim=claim, deleted_at=None).first()
    if before is not None:
        before = Pick.objects.locked(before.pk, version)
        if (before.rule, before.words) == (row.rule, row.words):
            return before
        _end(before)
    row.save()
    old = {"rule": before.rule, "words": before.words} if before else {}
    new = {"rule": row.rule, "words": row.words}
    record("pick.made", row, by=by, claim=claim.pk, before=old, after=new)
    return row


@transaction.atomic
def take_back_pick(row: Pick, *, version: int | None = None, by: User) -> Pick:
    """Take back why a claim was picked, so that nothing is said of it."""
    claim = Claim.objects.locked(row.claim_id)
    row = Pick.objects.locked(row.pk, version)
    require(rules.may_pick(by, claim), MAY_NOT)
    if row.deleted_at is None:
        _end(row)
        record("pick.taken_back", row, by=by, claim=row.claim_id, rule=row.rule)
    return row


def _end(row: Pick) -> None:
    row.deleted_at = timezone.now()
    row.touch()


def _check(row: Pick) -> None:
    if row.rule not in Pick.Rule.values:
        raise ValidationError({"rule": "Choose how it was picked."})
    if row.rule == Pick.Rule.OTHER and not row.words:
        raise ValidationError({"words": "Say which reason."})
    row.clean_fields(exclude={"workspace", "claim", "created_by"})
