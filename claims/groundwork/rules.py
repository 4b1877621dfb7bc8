"""Who may do what to searches, gaps and replies. Pure questions, asked everywhere alike."""

from typing import Any

from claims.records import rules as claims
from provenance.accounts.rules import is_member, may_check, may_publish


def may_see(user: Any, row: Any) -> bool:
    """Members who see the claim; others once it went out with a verdict."""
    if row.deleted_at is not None or not claims.may_see(user, row.claim):
        return False
    return is_member(user, row.claim.workspace_id) or row.shown_at is not None


def may_add(user: Any, claim: Any) -> bool:
    """Whoever may change the claim."""
    return claims.may_edit(user, claim)


def may_change(user: Any, row: Any) -> bool:
    """Whoever may change the claim; a student only their own; what is out, only who publishes.

    Readers see a change to what is out at once, so it takes whoever answers for what goes out.
    """
    if row.shown_at is not None:
        return may_add(user, row.claim) and may_publish(user, row.claim.workspace_id)
    own = row.created_by_id == getattr(user, "pk", None)
    return may_add(user, row.claim) and (own or may_check(user, row.claim.workspace_id))
