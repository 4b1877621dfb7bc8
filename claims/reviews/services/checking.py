"""A check on its way to whoever writes it: asked for, accepted, given, declined, withdrawn."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from claims.records.models import Claim
from provenance.accounts.models import User
from provenance.accounts.rules import NotNow, may_check, may_see, require
from provenance.audit.services import record

from .. import rules
from ..models import Check, Review
from ..workflow import State
from .taking import allowed, begun, leave, opened, take

UNSEEN = "They do not see this claim. Show it to the workspace first."
UNKNOWN = "They do not check in this workspace."


@transaction.atomic
def request_check(claim: Claim, *, reason: str = "", due: date | None = None, by: User) -> Check:
    """Ask that a claim be checked. A claim has one open check at a time."""
    claim = claim_to_check(claim, by=by)
    check = Check(
        workspace=claim.workspace,
        claim=claim,
        is_blind=claim.workspace.seconds_blind,
        asked_by=by,
        due=due,
        reason=reason.strip(),
    )
    return opened(check, by=by, action="check.requested")


@transaction.atomic
def triage(check: Check, *, version: int | None = None, by: User) -> Check:
    """Accept that it will be checked, by whoever takes it."""
    return take(Check.objects.locked(check.pk, version), "triage", by=by)


@transaction.atomic
def assign(
    check: Check,
    *,
    to: User,
    due: date | None = None,
    version: int | None = None,
    by: User,
) -> Check:
    """Give it to someone. Whoever wrote before keeps the draft to themselves."""
    check = Check.objects.locked(check.pk, version)
    allowed(check, "assign", by=by)
    if not may_check(to, check.workspace_id):
        raise ValidationError({"to": UNKNOWN})
    if not may_see(to, check.claim):
        raise ValidationError({"to": UNSEEN})
    if to.pk == check.second_id:
        raise ValidationError({"to": "They were to look at it second; that takes another person."})
    is_new = to.pk != check.assignee_id
    if is_new:
        leave(check, Review.Role.FIRST)
    check.assignee, check.due = to, due or check.due
    take(check, "assign", by=by, to=to.pk)
    if is_new and check.state == State.RE_REVIEW:
        begun(check, to, Review.Role.FIRST)
    return check


@transaction.atomic
def release(check: Check, *, reason: str = "", version: int | None = None, by: User) -> Check:
    """Give it back: it waits for another first, or another second, person."""
    check = Check.objects.locked(check.pk, version)
    is_second = check.state == State.SECOND_CHECK
    take(check, "release", by=by, reason=reason)
    if is_second:
        check.second = None
        leave(check, Review.Role.SECOND)
    else:
        check.assignee = None
        leave(check, Review.Role.FIRST)
    check.save(update_fields=["assignee", "second"])
    return check


@transaction.atomic
def decline(check: Check, *, reason: str, version: int | None = None, by: User) -> Check:
    """Say that it will not be checked, and why."""
    return take(Check.objects.locked(check.pk, version), "decline", by=by, reason=reason)


@transaction.atomic
def withdraw_check(check: Check, *, reason: str, version: int | None = None, by: User) -> Check:
    """End a check before its verdict, and say why. What was sealed stays sealed."""
    return take(Check.objects.locked(check.pk, version), "withdraw", by=by, reason=reason)


@transaction.atomic
def plan(
    check: Check,
    *,
    due: date | None = None,
    second: User | None = None,
    version: int | None = None,
    by: User,
) -> Check:
    """Say by when it is due, and who is to look at it second; None takes either back."""
    check = Check.objects.locked(check.pk, version)
    require(rules.may_plan(by, check), "Only an editor plans a check.")
    if not check.is_open:
        raise NotNow(f"A check that is {check.get_state_display()} cannot be planned.")
    if second != check.second:
        _name_second(check, second)
    check.due = due
    check.touch()
    record("check.planned", check, by=by, claim=check.claim_id, due=due, second=check.second_id)
    return check


def claim_to_check(claim: Claim, *, by: User) -> Claim:
    """The claim, locked, if `by` may begin a check of it now."""
    claim = Claim.objects.locked(claim.pk)
    require(rules.may_open(by, claim), "Only checkers, teachers and editors begin a review.")
    if claim.merged_into_id:
        raise NotNow("This claim was merged into another; review that one.")
    if claim.checks.open().exists():
        raise NotNow("This claim already has an open review.")
    if claim.verdicts.exists():
        raise NotNow("This claim has a published verdict; reopen its review instead.")
    return claim


def _name_second(check: Check, second: User | None) -> None:
    begun_second = (State.SECOND_CHECK, State.ADJUDICATION, State.EDITOR)
    if check.state in begun_second:
        raise NotNow("The second check has begun; have it given back first.")
    if second is not None and not may_check(second, check.workspace_id):
        raise ValidationError({"second": UNKNOWN})
    if second is not None and second.pk == check.assignee_id:
        raise ValidationError({"second": "A second review needs a second person."})
    check.second = second
