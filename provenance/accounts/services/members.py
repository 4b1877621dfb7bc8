"""Who belongs to a workspace, as what. There is always an owner left."""

from django.core.exceptions import ValidationError
from django.db import transaction

from provenance.audit.services import record

from ..models import Membership, User, Workspace
from ..roles import Role
from ..rules import NotNow, may_manage, require
from ._locking import locked_workspace

ONLY_OWNERS = "Only an owner changes who belongs here."


@transaction.atomic
def add_member(workspace: Workspace, user: User, role: str, *, by: User | None) -> Membership:
    """Make someone a member, or change their role. `by` is None only for set-up commands."""
    workspace = locked_workspace(workspace.pk)
    require(by is None or may_manage(by, workspace.pk), ONLY_OWNERS)
    _known(role)
    membership = workspace.memberships.filter(user=user).first()
    if membership is None:
        membership = Membership.objects.create(workspace=workspace, user=user, role=role)
        user.forget_roles()
        record("member.added", workspace, by=by, user=user.pk, role=role)
    elif membership.role != role:
        _give(membership, role, by=by)
    return membership


@transaction.atomic
def change_role(membership: Membership, role: str, *, by: User) -> Membership:
    """Give a member another role; the last owner stays owner."""
    membership = _locked(membership)
    require(may_manage(by, membership.workspace_id), ONLY_OWNERS)
    _known(role)
    if membership.role != role:
        _give(membership, role, by=by)
    return membership


@transaction.atomic
def remove_member(membership: Membership, *, by: User) -> None:
    """Take someone out of the workspace. What they made stays."""
    membership = _locked(membership)
    require(may_manage(by, membership.workspace_id), ONLY_OWNERS)
    _take_out(membership, "member.removed", by=by)


@transaction.atomic
def leave_workspace(workspace: Workspace, *, by: User) -> None:
    """Stop belonging to a workspace. What you made stays."""
    workspace = locked_workspace(workspace.pk)
    membership = workspace.memberships.filter(user=by).first()
    if membership is None:
        raise NotNow("You do not belong to this workspace.")
    _take_out(membership, "member.left", by=by)


def _locked(membership: Membership) -> Membership:
    workspace = locked_workspace(membership.workspace_id)
    found = workspace.memberships.filter(pk=membership.pk).select_related("user").first()
    if found is None:
        raise NotNow("This person does not belong to the workspace any more.")
    return found


def _give(membership: Membership, role: str, *, by: User | None) -> None:
    if role != Role.OWNER:
        _keep_an_owner(membership)
    before, membership.role = membership.role, role
    membership.save(update_fields=["role"])
    membership.user.forget_roles()
    record(
        "member.role_changed",
        membership.workspace,
        by=by,
        user=membership.user_id,
        before=before,
        after=role,
    )


def _take_out(membership: Membership, action: str, *, by: User) -> None:
    _keep_an_owner(membership)
    membership.delete()
    by.forget_roles()
    record(action, membership.workspace, by=by, user=membership.user_id, role=membership.role)


def _keep_an_owner(membership: Membership) -> None:
    """Raise NotNow if this is the last owner; the workspace is locked, so nobody slips by."""
    others = membership.workspace.memberships.filter(role=Role.OWNER).exclude(pk=membership.pk)
    if membership.role == Role.OWNER and not others.exists():
        raise NotNow(
            "This is the last owner. Make someone else an owner first, "
            "or nobody could manage the workspace."
        )


def _known(role: str) -> None:
    if role not in Role.values:
        raise ValidationError({"role": f"There is no role “{role}”."})
