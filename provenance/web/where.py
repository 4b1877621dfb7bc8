"""In which workspace something new is to stand."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from provenance.accounts.models import Workspace
from provenance.accounts.rules import may_record

from .context import current_workspace


def recording_workspace(request: HttpRequest) -> Workspace:
    """The workspace one works in, if one may record there. Raises PermissionDenied."""
    workspace = current_workspace(request)
    if workspace is None or not may_record(request.user, workspace.pk):
        raise PermissionDenied("Only members who record bring in articles.")
    return workspace
