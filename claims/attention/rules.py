"""Who may do what with subscriptions, notifications and filters. Pure questions."""

from typing import Any

from claims.annotations.rules import may_see as may_see_note
from claims.reviews.rules import may_see_check
from provenance.accounts.models import Visibility
from provenance.accounts.rules import is_member, may_check, may_publish, may_record
from provenance.accounts.rules import may_see as may_see_owned


def may_follow(user: Any, thing: Any) -> bool:
    """Follow what one sees, as a member of its workspace; readers too."""
    return may_see_owned(user, thing) and is_member(user, thing.workspace_id)


def may_see(user: Any, subscription: Any) -> bool:
    """One's own, as long as one sees what it is about."""
    own = subscription.created_by_id == getattr(user, "pk", None)
    return own and subscription.deleted_at is None and may_follow(user, subscription.thing)


def may_be_told(user: Any, notification: Any) -> bool:
    """Read a notification: its receiver, while they see all that it is about."""
    own = notification.receiver_id == getattr(user, "pk", None)
    if not own or not is_member(user, notification.workspace_id):
        return False
    things = [one for one in (notification.claim, notification.article) if one is not None]
    note, check = notification.note, notification.round
    return (
        all(may_see_owned(user, one) for one in things)
        and (note is None or may_see_note(user, note))
        and (check is None or may_see_check(user, check))
    )


def may_save_filter(user: Any, workspace_id: int, visibility: str) -> bool:
    """Save a filter for oneself: every member. For the desk: whoever records there."""
    if visibility == Visibility.WORKSPACE:
        return may_record(user, workspace_id)
    return is_member(user, workspace_id)


def may_change_filter(user: Any, saved: Any) -> bool:
    """Its author; one that is shared with the desk, editors and owners as well."""
    if not may_see_owned(user, saved):
        return False
    own = saved.created_by_id == user.pk
    return own or may_publish(user, saved.workspace_id)


def may_pick(user: Any, claim: Any) -> bool:
    """Say why a claim is picked: whoever checks in its workspace and sees it."""
    return may_see_owned(user, claim) and may_check(user, claim.workspace_id)


def may_see_pick(user: Any, pick: Any) -> bool:
    """The same people read it."""
    return pick.deleted_at is None and may_pick(user, pick.claim)


def may_read_balance(user: Any, workspace_id: int) -> bool:
    """Who and what was picked: those who check, since it tells what is being checked."""
    return may_check(user, workspace_id)


def may_draw(user: Any, workspace_id: int) -> bool:
    """Have claims drawn at random: editors and owners."""
    return may_publish(user, workspace_id)
