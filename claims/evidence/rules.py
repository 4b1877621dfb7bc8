"""Who may do what to evidence. Pure questions, asked by services, pages and the API alike."""

from typing import Any

from claims.records import rules as claims
from provenance.accounts.rules import is_member, may_check


def may_see(user: Any, evidence: Any) -> bool:
    """Evidence is seen by whoever sees the claim, outside the workspace once it is published."""
    if evidence.deleted_at is not None or not claims.may_see(user, evidence.claim):
        return False
    if is_member(user, evidence.claim.workspace_id):
        return True
    passage = evidence.passage
    told = passage is None or claims.may_be_told(user, evidence.claim, passage)
    return told and evidence.shown_at is not None


def may_add(user: Any, claim: Any) -> bool:
    """Whoever may change the claim."""
    return claims.may_edit(user, claim)


def may_change(user: Any, evidence: Any) -> bool:
    """Whoever may change the claim; a student only what they added, withdrawn or not."""
    own = evidence.created_by_id == getattr(user, "pk", None)
    return may_add(user, evidence.claim) and (own or may_check(user, evidence.claim.workspace_id))


def may_cover(user: Any, evidence: Any) -> bool:
    """Say what awaits whoever reads it: whoever may cover the claim."""
    return evidence.deleted_at is None and claims.may_cover(user, evidence.claim)
