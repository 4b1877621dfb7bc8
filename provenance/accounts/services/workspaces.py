"""Opening a workspace and changing how it is called."""

from django.db import transaction

from provenance.audit.services import record

from ..models import Membership, User, Workspace
from ..roles import Role
from ..rules import may_manage, require
from ._locking import locked_workspace


@transaction.atomic
def open_workspace(*, slug: str, name: str, kind: str, by: User) -> Workspace:
    """Open a newsroom or a school; whoever opens it owns it."""
    workspace = Workspace(slug=slug, name=name, kind=kind)
    workspace.full_clean()
    workspace.save()
    Membership.objects.create(workspace=workspace, user=by, role=Role.OWNER)
    by.forget_roles()
    record("workspace.opened", workspace, by=by, name=name, kind=kind)
    return workspace


@transaction.atomic
def edit_workspace(
    workspace: Workspace,
    *,
    name: str | None = None,
    kind: str | None = None,
    homepage: str | None = None,
    notes_wait: bool | None = None,
    seconds_blind: bool | None = None,
    tells_disagreement: bool | None = None,
    tells_recorded: bool | None = None,
    version: int | None = None,
    by: User,
) -> Workspace:
    """Rename a workspace or change its settings; None leaves a field as it is."""
    workspace = locked_workspace(workspace.pk, version)
    require(may_manage(by, workspace.pk), "Only an owner changes the workspace.")
    wanted = {
        "name": name,
        "kind": kind,
        "homepage": homepage,
        "notes_wait": notes_wait,
        "seconds_blind": seconds_blind,
        "tells_disagreement": tells_disagreement,
        "tells_recorded": tells_recorded,
    }
    changed = {
        field: value
        for field, value in wanted.items()
        if value is not None and value != getattr(workspace, field)
    }
    if not changed:
        return workspace
    before = {field: getattr(workspace, field) for field in changed}
    for field, value in changed.items():
        setattr(workspace, field, value)
    workspace.full_clean()
    workspace.version += 1
    workspace.save()
    record("workspace.changed", workspace, by=by, before=before, after=changed)
    return workspace
