"""A dossier as the answer to a request."""

from tempfile import SpooledTemporaryFile
from typing import Any

from django.http import FileResponse

from claims.records.models import Claim

from .making import write_dossier

KEPT_IN_MEMORY = 8_000_000


def sent(claim: Claim, *, user: Any, site: str) -> FileResponse:
    """The dossier, only ever as a download and never kept on the way: what is in it may change."""
    # The answer closes it.
    out = SpooledTemporaryFile(KEPT_IN_MEMORY)  # noqa: SIM115
    write_dossier(claim, out, user=user, site=site)
    out.seek(0)
    answer = FileResponse(
        out,
        as_attachment=True,
        filename=f"dossier-claim-{claim.pk}.zip",
        content_type="application/zip",
    )
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
