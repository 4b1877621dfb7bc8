"""Who may do what to a review. Pure questions, asked by services, pages and the API alike."""

from typing import Any

from claims.records.rules import may_edit
from provenance.accounts.rules import is_member, may_check, may_manage, may_publish
from provenance.accounts.rules import may_see as may_see_owned

from .workflow import Step, Who, who_takes


def may_open(user: Any, claim: Any) -> bool:
    """Ask for a check of a claim one sees, or begin one, as a checker or above."""
    return may_see_owned(user, claim) and may_check(user, claim.workspace_id)


def may_see_check(user: Any, check: Any) -> bool:
    """That a claim is checked, by whom and how far: those who check in the workspace."""
    return may_see_owned(user, check.claim) and may_check(user, check.workspace_id)


def may_see(user: Any, review: Any) -> bool:
    """Reviews are working papers: only those who check see them, and none that is sealed to them.

    A draft that went to someone else stays with whoever began it.
    """
    if not may_see_check(user, review.round):
        return False
    if user.pk == review.reviewer_id:
        return True
    return not review.round.is_sealed and bool(review.left_at is None or review.submitted_at)


def stands_as(who: str, user: Any, check: Any) -> bool:
    """Whether this person stands so to a check they see; see workflow.Who."""
    me = getattr(user, "pk", None)
    table: dict[Who, bool] = {
        Who.CHECKER: True,
        Who.FIRST: me == check.assignee_id,
        Who.OTHER: me != check.assignee_id and check.second_id in (None, me),
        Who.SECOND: me == check.second_id,
        Who.THIRD: me not in (check.assignee_id, check.second_id),
        Who.EDITOR: may_publish(user, check.workspace_id),
    }
    return table[Who(who)]


def may_take(user: Any, check: Any, step: Step) -> bool:
    """Whether the table lets this person take a step of a check."""
    allowed = may_see_check(user, check)
    return allowed and any(stands_as(who, user, check) for who in step.who)


def may_ever_take(user: Any, check: Any, name: str) -> bool:
    """Whether this person takes a step of this name in any state of the check."""
    allowed = may_see_check(user, check)
    return allowed and any(stands_as(who, user, check) for who in who_takes(name))


def may_write(user: Any, review: Any) -> bool:
    """Only its reviewer writes a review, as long as it was not given to someone else."""
    return may_see(user, review) and user.pk == review.reviewer_id and review.left_at is None


def may_plan(user: Any, check: Any) -> bool:
    """Say by when it is due and who looks at it second: editors and owners."""
    return may_see_check(user, check) and may_publish(user, check.workspace_id)


def may_release(user: Any, review: Any) -> bool:
    """Publish or reopen: editors and owners."""
    return may_see(user, review) and may_publish(user, review.workspace_id)


def may_withdraw(user: Any, verdict: Any) -> bool:
    """Take a published verdict back: editors and owners of whoever published it."""
    return may_see_owned(user, verdict.claim) and may_publish(user, verdict.workspace_id)


def may_roll_up(user: Any, claim: Any) -> bool:
    """Choose how the parts of a claim make the whole: whoever sees it and checks there."""
    return may_see_owned(user, claim) and may_check(user, claim.workspace_id)


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


def may_read_agreement(user: Any, workspace_id: int) -> bool:
    """Read how far people agree: editors and owners, who also see who differs from whom."""
    return may_publish(user, workspace_id)
