"""Who may change what we know of sources. `None` stands for a set-up command or the shell."""

from typing import Any

from provenance.accounts import rules as accounts
from provenance.accounts.roles import Visibility

from .models import Article


def may_add(user: Any, workspace_id: int, visibility: str = Visibility.WORKSPACE) -> bool:
    """Bring in articles, name outlets and people: whoever records there; in public, editors."""
    if user is None:
        return True
    if visibility == Visibility.PUBLIC:
        return accounts.may_publish(user, workspace_id)
    return accounts.may_record(user, workspace_id)


def may_change(user: Any, row: Any) -> bool:
    """Correct an outlet, a person, an article or a citation; a student only their own."""
    return user is None or accounts.may_edit(user, row)


def may_cover(user: Any, row: Any) -> bool:
    """Say what awaits whoever opens a picture of the page: whoever checks in its workspace."""
    return accounts.may_see(user, row) and accounts.may_check(user, row.workspace_id)


def may_merge(user: Any, row: Any) -> bool:
    """Find that two outlets or two people are one, or that they are not: editors."""
    if user is None:
        return True
    return accounts.may_see(user, row) and accounts.may_publish(user, row.workspace_id)


def may_show(user: Any, row: Any, visibility: str) -> bool:
    """Say who sees a row: editors show it to everyone, only its owner keeps it to themselves."""
    if user is None:
        return True
    if Visibility.PUBLIC in (visibility, row.visibility):
        return accounts.may_see(user, row) and accounts.may_publish(user, row.workspace_id)
    if visibility == Visibility.ME and row.created_by_id != user.pk:
        return False
    return may_change(user, row)


def may_restore(user: Any, article: Article) -> bool:
    """Take back a deletion: whoever could have deleted it."""
    if user is None:
        return True
    if article.visibility == Visibility.ME and article.created_by_id != user.pk:
        return False
    if accounts.may_check(user, article.workspace_id):
        return True
    mine: bool = article.created_by_id == user.pk
    return mine and accounts.may_record(user, article.workspace_id)
