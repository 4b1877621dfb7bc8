"""The bytes of a snapshot as they came, for members."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from provenance.capture.readback import stored_part
from provenance.capture.wacz import Capture, to_wacz
from provenance.sources.models import SnapshotFile


@login_required
@require_safe
def warc(request: HttpRequest, pk: int) -> HttpResponse:
    """The WARC."""
    file = _file(request, pk)
    name = f"snapshot-{pk}.warc.gz"
    return _download(bytes(file.warc), "application/warc", name, file.sha256)


@login_required
@require_safe
def wacz(request: HttpRequest, pk: int) -> HttpResponse:
    """The same packed as WACZ, with an index, for programs that replay pages."""
    file = _file(request, pk)
    title = str(file.snapshot.article)
    packed = to_wacz(
        [Capture(bytes(file.warc), title)], title=title, created=file.snapshot.captured_at
    )
    return _download(packed, "application/wacz", f"snapshot-{pk}.wacz", f"{file.sha256}-wacz")


@login_required
@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """What the page looked like in the browser that opened it; not every page was opened in one."""
    return _part(request, pk, "view", "image/png", f"snapshot-{pk}.png")


@login_required
@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The page as that browser printed it."""
    return _part(request, pk, "pdf", "application/pdf", f"snapshot-{pk}.pdf")


def _part(request: HttpRequest, pk: int, kind: str, media_type: str, name: str) -> HttpResponse:
    file = _file(request, pk)
    part = stored_part(bytes(file.warc), kind)
    if part is None:
        raise Http404
    return _download(part, media_type, name, f"{file.sha256}-{kind}")


def _file(request: HttpRequest, pk: int) -> SnapshotFile:
    files = SnapshotFile.objects.readable_by(request.user).select_related("snapshot__article")
    file: SnapshotFile = get_object_or_404(files, snapshot=pk)
    return file


def _download(content: bytes, media_type: str, name: str, tag: str) -> HttpResponse:
    """Only ever a download: what is in it was written by strangers."""
    return HttpResponse(
        content,
        headers={
            "Content-Type": media_type,
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "ETag": f'"{tag}"',
        },
    )
