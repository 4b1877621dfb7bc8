"""Who may do what to an aside. Pure questions, asked by services, pages and the API alike."""

from typing import Any

from provenance.accounts.rules import is_member, may_publish, may_record
from provenance.accounts.rules import may_see as may_see_owned


def may_write(user: Any, on: Any) -> bool:
    """Tell the editors about a claim or an article one sees: whoever records there."""
    return may_see_owned(user, on) and may_record(user, on.workspace_id)


def may_see(user: Any, aside: Any) -> bool:
    """Its author, and the editors and owners; all only where they see what it is about."""
    if aside.deleted_at is not None or not _sees_grounds(user, aside):
        return False
    return is_own(user, aside) or may_publish(user, aside.workspace_id)


def is_own(user: Any, aside: Any) -> bool:
    """Whether this person wrote it, and still belongs to the workspace."""
    return is_member(user, aside.workspace_id) and aside.created_by_id == user.pk


def may_change(user: Any, aside: Any) -> bool:
    """Reword it, take it back and put it back: its author, as long as they record there."""
    own = is_own(user, aside) and may_record(user, aside.workspace_id)
    return own and _sees_grounds(user, aside)


def may_settle(user: Any, aside: Any) -> bool:
    """Say that it was read, and answer: editors and owners."""
    return may_see(user, aside) and may_publish(user, aside.workspace_id)


def _sees_grounds(user: Any, aside: Any) -> bool:
    grounds = [aside.claim, aside.passage and aside.passage.snapshot.article]
    return all(may_see_owned(user, one) for one in grounds if one is not None)
