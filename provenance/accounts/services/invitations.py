"""Links that let one person join a workspace. The secret is shown once; its digest is kept."""

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from provenance.audit.services import record

from ..letters import invitation_letter
from ..models import Invitation, Membership, User, Workspace
from ..rules import NotNow, may_manage, require
from ..secrets import digest, new_invitation

EXPIRES_AFTER = timedelta(days=14)
ONLY_OWNERS = "Only an owner invites people."


@transaction.atomic
def invite(
    workspace: Workspace,
    *,
    role: str,
    email: str = "",
    address: Callable[[str], str] | None = None,
    by: User,
) -> tuple[Invitation, str]:
    """A new invitation and its secret, which is shown this once and never again.

    `address` turns the secret into the link. With it and an e-mail address the link is also
    sent, after the commit; a letter that cannot be sent does not undo the invitation.
    """
    require(may_manage(by, workspace.pk), ONLY_OWNERS)
    secret = new_invitation()
    invitation = Invitation(
        workspace=workspace,
        role=role,
        email=email,
        digest=digest(secret),
        invited_by=by,
        expires_at=timezone.now() + EXPIRES_AFTER,
    )
    invitation.full_clean()
    invitation.save()
    record("invitation.made", invitation, by=by, role=role, email=email)
    if email and address is not None:
        letter = invitation_letter(invitation, address(secret))
        transaction.on_commit(letter.send, robust=True)
    return invitation, secret


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """Make an invitation's link worthless from now on."""
    invitation = Invitation.objects.locked(invitation.pk)
    require(may_manage(by, invitation.workspace_id), ONLY_OWNERS)
    _still_open(invitation)
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    record("invitation.revoked", invitation, by=by)
    return invitation


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: User) -> Membership:
    """Join the workspace in the role the invitation names; each link works once."""
    invitation = Invitation.objects.locked(invitation.pk)
    _still_open(invitation)
    workspace = invitation.workspace
    if workspace.memberships.filter(user=by).exists():
        raise NotNow(f"You already belong to {workspace}.")
    membership = Membership.objects.create(workspace=workspace, user=by, role=invitation.role)
    invitation.accepted_by, invitation.accepted_at = by, timezone.now()
    invitation.save(update_fields=["accepted_by", "accepted_at"])
    by.forget_roles()
    record("invitation.accepted", invitation, by=by, role=invitation.role)
    return membership


def _still_open(invitation: Invitation) -> None:
    if invitation.accepted_at:
        raise NotNow("This invitation was used already. Ask for a new one.")
    if invitation.revoked_at:
        raise NotNow("This invitation was withdrawn. Ask for a new one.")
    if invitation.expires_at <= timezone.now():
        raise NotNow("This invitation has expired. Ask for a new one.")
