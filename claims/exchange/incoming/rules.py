"""Who brings in what others found, and who changes it. Pure questions."""

from typing import Any

from claims.records import rules as claims
from provenance.accounts.rules import is_member, may_check

MAY_NOT = "Whoever checks brings in claims: checkers, teachers, editors and owners."


def may_import(user: Any, workspace_id: int) -> bool:
    """Whoever checks: a file makes many claims at once."""
    return may_check(user, workspace_id)


def may_see(user: Any, row: Any) -> bool:
    """Members who see the claim. What others found does not go out under our name."""
    if row.deleted_at is not None or not claims.may_see(user, row.claim):
        return False
    return is_member(user, row.claim.workspace_id)


def may_change(user: Any, row: Any) -> bool:
    """Take back or put back what others found."""
    return claims.may_edit(user, row.claim) and may_check(user, row.claim.workspace_id)
