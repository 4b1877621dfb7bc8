"""Who may do what, asked the same way everywhere; and the ways of saying no."""

from typing import Any

from django.core.exceptions import PermissionDenied

from .models import User
from .roles import CHECKS, MANAGES, MODERATES, PUBLISHES, READS, RECORDS, Visibility


class NotNow(Exception):  # noqa: N818 - It reads as what is said to a person.
    """You may do this, but not in the state things are in (409)."""


class Stale(Exception):  # noqa: N818 - It reads as what is said to a person.
    """Someone changed the row since you read it (412)."""


def require(allowed: bool, because: str) -> None:
    """Raise PermissionDenied with a reason a person understands unless `allowed`."""
    if not allowed:
        raise PermissionDenied(because)


def role_in(user: Any, workspace_id: int) -> str | None:
    """The user's role in a workspace; None for strangers and for people not logged in."""
    if not isinstance(user, User) or not user.is_active:
        return None
    return user.roles.get(workspace_id)


def is_member(user: Any, workspace_id: int) -> bool:
    """Whether the user belongs to the workspace in any role."""
    return role_in(user, workspace_id) in READS


def may_record(user: Any, workspace_id: int) -> bool:
    """Claims, evidence, articles: checkers and up, teachers and students."""
    return role_in(user, workspace_id) in RECORDS


def may_check(user: Any, workspace_id: int) -> bool:
    """Write reviews: checkers, editors, owners and teachers."""
    return role_in(user, workspace_id) in CHECKS


def may_publish(user: Any, workspace_id: int) -> bool:
    """Publish verdicts: editors and owners."""
    return role_in(user, workspace_id) in PUBLISHES


def may_moderate(user: Any, workspace_id: int) -> bool:
    """Decide which notes others read: editors, owners and teachers."""
    return role_in(user, workspace_id) in MODERATES


def may_manage(user: Any, workspace_id: int) -> bool:
    """Members, invitations, settings: owners."""
    return role_in(user, workspace_id) in MANAGES


def may_see(user: Any, thing: Any) -> bool:
    """The one rule of visibility for everything a workspace owns; see `owned.visible_to`."""
    if getattr(thing, "deleted_at", None) is not None:
        return False
    if thing.visibility == Visibility.PUBLIC:
        return True
    if not is_member(user, thing.workspace_id):
        return False
    return bool(thing.visibility == Visibility.WORKSPACE or thing.created_by_id == user.pk)


def may_edit(user: Any, thing: Any) -> bool:
    """Change a recorded thing: whoever may record there; a student only their own."""
    if not may_see(user, thing) or not may_record(user, thing.workspace_id):
        return False
    return may_check(user, thing.workspace_id) or thing.created_by_id == user.pk
