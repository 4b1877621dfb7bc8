"""The bytes of a snapshot as they came, for members."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from provenance.sources.models import SnapshotFile


@login_required
@require_safe
def warc(request: HttpRequest, pk: int) -> HttpResponse:
    """The WARC. Only ever a download: what is in it was written by strangers."""
    files = SnapshotFile.objects.readable_by(request.user)
    file = get_object_or_404(files, snapshot=pk)
    return HttpResponse(
        bytes(file.warc),
        headers={
            "Content-Type": "application/warc",
            "Content-Disposition": f'attachment; filename="snapshot-{pk}.warc.gz"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "ETag": f'"{file.sha256}"',
        },
    )
