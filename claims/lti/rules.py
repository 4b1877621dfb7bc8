"""Who may do what with a learning platform. Pure."""

from typing import Any

from provenance.accounts.models import User
from provenance.accounts.roles import TEACHES, Role
from provenance.accounts.rules import may_manage, role_in


def may_keep(user: Any, workspace_id: int) -> bool:
    """Register, see and change platforms: owners, since a platform says who is in a class."""
    return may_manage(user, workspace_id)


def may_see(user: Any, platform: Any) -> bool:
    """See one that was not deleted."""
    return platform.deleted_at is None and may_keep(user, platform.workspace_id)


def may_be_linked(user: Any, platform: Any) -> bool:
    """Be known as a teacher who comes from the platform: those who may teach in its workspace."""
    return role_in(user, platform.workspace_id) in TEACHES


def may_be_signed_in(user: User, platform: Any) -> bool:
    """Whether the word of the platform is enough to let this account in.

    Whoever runs a platform could come in anyone's name. That opens what a teacher of this workspace
    opens and nothing more: other workspaces, owners and operators sign in themselves.
    """
    roles = user.roles
    alone = set(roles) == {platform.workspace_id} and roles[platform.workspace_id] == Role.TEACHER
    return alone and user.is_active and not user.is_staff and not user.is_superuser
