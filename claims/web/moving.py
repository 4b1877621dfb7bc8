"""Taking a workspace along: its file, for owners."""

from tempfile import SpooledTemporaryFile

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from claims.exchange.whole.services import MAY_NOT, write_workspace
from provenance.accounts.models import Workspace
from provenance.accounts.rules import may_manage, require
from provenance.web.context import current_workspace, person, settings_tab

from .entry import signed_in

KEPT_IN_MEMORY = 8_000_000


@require_safe
@signed_in
def export(request: HttpRequest) -> HttpResponse:
    """What is in the file, and what is not."""
    workspace = _mine(request)
    shown = {"seen_by": "workspace", "workspace": workspace} | settings_tab(request, "export")
    return render(request, "claims/export.html", shown)


@require_POST
@signed_in
def download(request: HttpRequest) -> FileResponse:
    """The file, made for whoever asks and kept nowhere."""
    workspace = _mine(request)
    out = SpooledTemporaryFile(KEPT_IN_MEMORY)  # noqa: SIM115 - The answer closes it.
    write_workspace(workspace, out, by=person(request))
    out.seek(0)
    name = f"workspace-{workspace.slug}.zip"
    answer = FileResponse(out, as_attachment=True, filename=name, content_type="application/zip")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _mine(request: HttpRequest) -> Workspace:
    workspace = current_workspace(request)
    if workspace is None:
        raise Http404
    require(may_manage(request.user, workspace.pk), MAY_NOT)
    return workspace
