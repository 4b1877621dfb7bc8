"""Everything that changes people, workspaces, memberships, invitations and tokens."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from provenance.audit.services import record

from .models import ApiToken, Membership, User, Workspace
from .rules import may_manage, require
from .secrets import digest, new_secret


@transaction.atomic
def open_workspace(*, slug: str, name: str, kind: str, by: User) -> Workspace:
    """Open a newsroom or a school; whoever opens it owns it."""
    workspace = Workspace(slug=slug, name=name, kind=kind)
    workspace.full_clean()
    workspace.save()
    Membership.objects.create(workspace=workspace, user=by, role="owner")
    record("workspace.opened", workspace, by=by, name=name, kind=kind)
    _forget_roles(by)
    return workspace


@transaction.atomic
def add_member(
    workspace: Workspace, user: User, role: str, *, by: User | None
) -> Membership:
    """Make someone a member, or change their role. `by` is None only for set-up commands."""
    require(
        by is None or may_manage(by, workspace.pk),
        "Only an owner changes who belongs here.",
    )
    membership, _ = Membership.objects.update_or_create(
        workspace=workspace, user=user, defaults={"role": role}
    )
    record("member.added", workspace, by=by, user=user.pk, role=role)
    _forget_roles(user)
    return membership


@transaction.atomic
def make_token(
    *, name: str, by: User, scope: str = "write", expires_at: datetime | None = None
) -> tuple[ApiToken, str]:
    """A new token and its secret, which is shown this once and never again."""
    secret = new_secret()
    token = ApiToken.objects.create(
        user=by,
        name=name,
        scope=scope,
        beginning=secret[:8],
        digest=digest(secret),
        expires_at=expires_at,
    )
    record("token.made", token, by=by, name=name, scope=scope)
    return token, secret


@transaction.atomic
def revoke_token(token: ApiToken, *, by: User) -> ApiToken:
    """Make a token worthless from now on."""
    require(token.user_id == by.pk, "Only its owner revokes a token.")
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    record("token.revoked", token, by=by)
    return token


def note_use(token: ApiToken) -> None:
    """Remember roughly when a token was last used; not a change worth an event."""
    ApiToken.objects.filter(pk=token.pk).update(last_used_at=timezone.now())


def _forget_roles(user: User) -> None:
    user.__dict__.pop("roles", None)
