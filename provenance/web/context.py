"""What every page knows: which workspace we are in, and which others there are."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from provenance.accounts.history import may_read_history
from provenance.accounts.models import User, Workspace
from provenance.accounts.roles import TEACHES
from provenance.accounts.rules import may_manage, role_in
from provenance.written import written_once

SESSION_KEY = "workspace"


def person(request: HttpRequest) -> User:
    """Whoever is logged in, for `by=`; pages behind `login_required` have one."""
    if not isinstance(request.user, User):
        raise PermissionDenied("Log in first.")
    return request.user


def current_workspace(request: HttpRequest) -> Workspace | None:
    """The workspace the person is working in: the one chosen last, else their first."""
    if not isinstance(request.user, User):
        return None
    mine = workspaces_of(request)
    chosen = request.session.get(SESSION_KEY)
    return next((w for w in mine if w.pk == chosen), mine[0] if mine else None)


def settings_tab(request: HttpRequest, tab: str) -> dict[str, Any]:
    """What the settings pages share: which of them this is, and whether there is a history."""
    workspace = current_workspace(request)
    reads = workspace is not None and may_read_history(request.user, workspace)
    manages = workspace is not None and may_manage(request.user, workspace.pk)
    return {"tab": tab, "reads_history": reads, "manages_workspace": manages}


def workspaces_of(request: HttpRequest) -> list[Workspace]:
    """The workspaces of the person, read once a request."""
    if not isinstance(request.user, User):
        return []
    kept: list[Workspace] | None = getattr(request, "_workspaces", None)
    if kept is None:
        kept = _workspaces(request.user.pk)
        request._workspaces = kept  # type: ignore[attr-defined]
    return kept


@written_once
def _workspaces(user_id: int) -> Any:
    return Workspace.objects.filter(memberships__user=user_id)


def workspace(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `workspace`, `workspaces`, and whether one `teaches` there."""
    if not hasattr(request, "user"):
        return {}
    here = current_workspace(request)
    return {
        "workspace": here,
        "workspaces": workspaces_of(request),
        "teaches": here is not None and role_in(request.user, here.pk) in TEACHES,
    }
