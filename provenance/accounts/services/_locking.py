"""The one lock that changes to a workspace and its members wait for."""

from ..models import Workspace
from ..rules import Stale


def locked_workspace(pk: int, version: int | None = None) -> Workspace:
    """The workspace, ours until the transaction ends; Stale if it was changed since `version`.

    Rows that merely point at the workspace may still be written meanwhile (NO KEY).
    """
    workspace: Workspace = Workspace.objects.select_for_update(no_key=True).get(pk=pk)
    if version is not None and workspace.version != version:
        raise Stale(
            "The workspace was changed by someone else in the meantime "
            f"(you read version {version}, it is now {workspace.version})."
        )
    return workspace
