"""Who may do what. Pure questions, asked by services, pages and the API alike."""

from typing import Any

from claims.records import rules as claims
from provenance.accounts.roles import Visibility
from provenance.accounts.rules import is_member, may_check, may_publish, role_in

from .workflow import CORRECTIONS, REPORTS, REQUESTS


def may_read(user: Any, row: Any) -> bool:
    """What readers sent, with the address they left: those who check."""
    return row.deleted_at is None and may_check(user, row.workspace_id)


def may_read_report(user: Any, row: Any) -> bool:
    """The same, for those who see the claim."""
    return may_read(user, row) and claims.may_see(user, row.claim)


def may_step(user: Any, row: Any, step: str) -> bool:
    """Take a step with a request."""
    return may_read(user, row) and role_in(user, row.workspace_id) in REQUESTS[step].who


def may_settle(user: Any, row: Any, step: str) -> bool:
    """Take a step with a report of an error."""
    return may_read_report(user, row) and role_in(user, row.workspace_id) in REPORTS[step].who


def may_open_letterbox(user: Any, workspace_id: int) -> bool:
    """Say whether requests are taken, and in which words: editors and owners."""
    return may_publish(user, workspace_id)


def may_see_correction(user: Any, row: Any) -> bool:
    """Members who see the claim; others where readers are told."""
    if row.deleted_at is not None or not claims.may_see(user, row.claim):
        return False
    if is_member(user, row.claim.workspace_id):
        return True
    return row.is_told and (row.article is None or row.article.visibility != Visibility.ME)


def may_ask(user: Any, claim: Any) -> bool:
    """Ask for a correction in the name of the workspace: whoever checks and sees the claim."""
    return claims.may_see(user, claim) and may_check(user, claim.workspace_id)


def may_tell(user: Any, claim: Any) -> bool:
    """Decide that readers are told: editors and owners."""
    return may_ask(user, claim) and may_publish(user, claim.workspace_id)


def may_change(user: Any, row: Any, step: str = "") -> bool:
    """Whoever may ask; what readers are told, only who publishes: they see a change at once."""
    if row.is_told:
        return may_tell(user, row.claim)
    role = role_in(user, row.claim.workspace_id)
    return may_ask(user, row.claim) and (not step or role in CORRECTIONS[step].who)
