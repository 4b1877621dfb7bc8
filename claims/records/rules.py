"""Who may do what to a claim. Pure questions, asked by services, pages and the API alike."""

from typing import Any

from provenance.accounts.roles import Role, Visibility
from provenance.accounts.rules import (
    is_member,
    may_check,
    may_publish,
    may_record,
    may_see,
    role_in,
)
from provenance.accounts.rules import may_edit as may_edit_owned

__all__ = [
    "may_be_told",
    "may_be_told_of",
    "may_cover",
    "may_edit",
    "may_hide",
    "may_publish",
    "may_record",
    "may_restore",
    "may_see",
    "may_show_topic",
    "starting_visibility",
]


def may_be_told(user: Any, claim: Any, passage: Any) -> bool:
    """Hear on which words something about a claim stands.

    An article that someone keeps to themselves stays unknown outside the workspace of the claim.
    """
    kept_private = passage.snapshot.article.visibility == Visibility.ME
    return not kept_private or is_member(user, claim.workspace_id)


def may_be_told_of(user: Any, article: Any) -> bool:
    """Hear that an article exists which a hop names: the same rule, for any text."""
    return article.visibility != Visibility.ME or is_member(user, article.workspace_id)


def may_edit(user: Any, claim: Any) -> bool:
    """Change a claim, its appearances, chain, topics and evidence; or a topic's own words.

    A student changes only their own, and not once it is published.
    """
    if not may_edit_owned(user, claim):
        return False
    return claim.visibility != Visibility.PUBLIC or may_check(user, claim.workspace_id)


def may_cover(user: Any, claim: Any) -> bool:
    """Say what awaits whoever reads it: whoever checks, before and after it is published."""
    return may_see(user, claim) and may_check(user, claim.workspace_id)


def may_restore(user: Any, claim: Any) -> bool:
    """Bring back a deleted claim or topic: whoever could have changed it."""
    own = claim.created_by_id == getattr(user, "pk", None)
    if own:
        return may_record(user, claim.workspace_id)
    return claim.visibility != Visibility.ME and may_check(user, claim.workspace_id)


def may_hide(user: Any, claim: Any) -> bool:
    """Take a claim back to `only me`: nobody but the person who would still see it."""
    return may_edit(user, claim) and claim.created_by_id == user.pk


def may_show_topic(user: Any, topic: Any) -> bool:
    """Say who sees a topic, and find that two are one: editors."""
    return may_see(user, topic) and may_publish(user, topic.workspace_id)


def starting_visibility(user: Any, workspace_id: int) -> Visibility:
    """Students begin for themselves, everyone else for the workspace."""
    student = role_in(user, workspace_id) == Role.STUDENT
    return Visibility.ME if student else Visibility.WORKSPACE
