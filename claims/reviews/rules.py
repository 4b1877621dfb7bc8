"""Who may do what to a review. Pure questions, asked by services, pages and the API alike."""

from typing import Any

from claims.records.rules import may_edit
from provenance.accounts.rules import is_member, may_check, may_manage, may_publish
from provenance.accounts.rules import may_see as may_see_owned


def may_open(user: Any, claim: Any) -> bool:
    """Begin a review of a claim one sees, as a checker or above."""
    return may_see_owned(user, claim) and may_check(user, claim.workspace_id)


def may_see(user: Any, review: Any) -> bool:
    """Reviews are working papers: only those who check in the workspace see them."""
    return may_see_owned(user, review.claim) and may_check(user, review.workspace_id)


def may_write(user: Any, review: Any) -> bool:
    """Only its reviewer writes a review."""
    return may_see(user, review) and user.pk == review.reviewer_id


def may_second(user: Any, review: Any) -> bool:
    """A second review needs a second person."""
    return may_see(user, review) and user.pk != review.reviewer_id


def may_release(user: Any, review: Any) -> bool:
    """Publish or reopen: editors and owners."""
    return may_see(user, review) and may_publish(user, review.workspace_id)


def may_withdraw(user: Any, verdict: Any) -> bool:
    """Take a published verdict back: editors and owners of whoever published it."""
    return may_see_owned(user, verdict.claim) and may_publish(user, verdict.workspace_id)


def may_see_recheck(user: Any, recheck: Any) -> bool:
    """Members who see both the claim and the text whose words changed."""
    article = recheck.following.snapshot.article
    both = may_see_owned(user, recheck.claim) and may_see_owned(user, article)
    return both and is_member(user, recheck.workspace_id)


def may_answer(user: Any, recheck: Any) -> bool:
    """Say that it still holds, or move it: whoever may change the claim."""
    return may_see_recheck(user, recheck) and may_edit(user, recheck.claim)


def may_shape_scales(user: Any, workspace_id: int) -> bool:
    """Add, adopt and retire scales: editors and owners."""
    return may_publish(user, workspace_id) or may_manage(user, workspace_id)
