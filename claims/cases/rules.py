"""Who may do what to a case. Pure questions, asked by services, pages and the API alike."""

from typing import Any

from provenance.accounts.roles import Visibility
from provenance.accounts.rules import may_check, may_publish, may_record, may_see
from provenance.accounts.rules import may_edit as may_edit_owned

__all__ = ["may_edit", "may_record", "may_restore", "may_see", "may_show"]


def may_edit(user: Any, case: Any) -> bool:
    """Reword a case, and put things in and out. A student only their own, while it isn't public."""
    if not may_edit_owned(user, case):
        return False
    return case.visibility != Visibility.PUBLIC or may_check(user, case.workspace_id)


def may_restore(user: Any, case: Any) -> bool:
    """Bring back a deleted case: whoever could have changed it."""
    if case.created_by_id == getattr(user, "pk", None):
        return may_record(user, case.workspace_id)
    return case.visibility != Visibility.ME and may_check(user, case.workspace_id)


def may_show(user: Any, case: Any, visibility: str) -> bool:
    """Say who sees a case. To everyone, and back from there: editors and owners.

    To oneself alone: nobody but the person who would still see it.
    """
    if not may_edit(user, case):
        return False
    if Visibility.PUBLIC in {visibility, case.visibility}:
        return may_publish(user, case.workspace_id)
    return visibility != Visibility.ME or case.created_by_id == user.pk
