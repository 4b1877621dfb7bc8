"""From an address or a file to a snapshot: fetch, extract, keep. The whole way is in `bring_in`."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError

from provenance.accounts.models import Workspace
from provenance.accounts.roles import Visibility
from provenance.sources.arrivals import Arrival, Finding
from provenance.sources.services import Kept, keep_snapshots

from . import browser, fetch, warc
from .errors import ExtractionError
from .extract import Extraction, extract
from .failures import CaptureFailed, broken, too_large
from .findings import canonical_of, findings_of
from .material import Material, as_captured, from_fetch
from .presence import doubts_about, explained

LONGEST_ADDRESS = 2000
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: `kept`, or `failure` with the reason."""

    kept: Kept | None = None
    failure: CaptureFailed | None = None


def bring_in(
    given: str | Material,
    *,
    workspace: Workspace,
    by: Any,
    visibility: str = Visibility.WORKSPACE,
) -> Kept:
    """Fetch an address (or take what is at hand), extract its text, keep it.

    Raises CaptureFailed with the reason, PermissionDenied for those who may not.
    """
    material = fetched(given) if isinstance(given, str) else given
    arrival = read(material)
    outcome = _keep_together([arrival], workspace, by, visibility)[0]
    if outcome.kept is None:
        raise outcome.failure or CaptureFailed("not_kept", "It could not be stored.")
    return outcome.kept


def fetched(address: str) -> Material:
    """The page behind an address. Raises CaptureFailed."""
    try:
        return from_fetch(fetch.fetch(address, allow=settings.FETCH_ALLOW, limits=limits()))
    except fetch.FetchError as error:
        raise CaptureFailed(error.code, error.message) from None


def opened(address: str) -> Material:
    """The page behind an address as a browser shows it. Raises CaptureFailed."""
    browser.require()
    try:
        page = fetch.fetch(address, allow=settings.FETCH_ALLOW, limits=limits())
    except fetch.FetchError as error:
        raise CaptureFailed(error.code, error.message) from None
    return shown(page)


def shown(page: fetch.Fetched) -> Material:
    """A page that was fetched, as a browser shows it. Raises CaptureFailed."""
    # Who opens nothing in a browser need not load what does.
    from . import rendering  # noqa: PLC0415

    return rendering.rendered(page)


def limits() -> fetch.Limits:
    """How much of a page is taken in."""
    most = settings.CAPTURE_MAX_BYTES
    return fetch.Limits(wire=most, unpacked=most)


def read(material: Material) -> Arrival:
    """Extract the text and everything known about it. Raises CaptureFailed. No database."""
    if len(material.raw) > settings.CAPTURE_MAX_BYTES:
        raise too_large()
    if len(material.final_address) > LONGEST_ADDRESS:
        raise CaptureFailed("too_long", f"Its address has more than {LONGEST_ADDRESS} characters.")
    try:
        extraction = extract(
            material.raw,
            media_type=material.media_type,
            encoding=material.encoding,
            address=material.final_address or None,
        )
    except ExtractionError as error:
        raise explained(error, material) from None
    findings = findings_of(extraction, title=material.title)
    if not extraction.body:
        raise CaptureFailed("nothing_found", "No article was found in it.")
    doubts = doubts_about(material, extraction, findings)
    return _arrival(material, extraction, findings, (*material.notes, *doubts))


def bring_in_many(
    given: Sequence[str | Material | CaptureFailed],
    *,
    workspace: Workspace,
    by: Any,
    visibility: str = Visibility.WORKSPACE,
) -> list[Outcome]:
    """Many at once, in one transaction; what cannot be fetched, read or kept fails alone.

    The outcomes stand in the order of `given`, in which earlier failures are passed on.
    """
    read_ones = [_attempt(one) for one in given]
    arrivals = [one for one in read_ones if isinstance(one, Arrival)]
    kept = iter(_keep_together(arrivals, workspace, by, visibility))
    return [next(kept) if isinstance(one, Arrival) else Outcome(failure=one) for one in read_ones]


def _attempt(given: str | Material | CaptureFailed) -> Arrival | CaptureFailed:
    try:
        if isinstance(given, CaptureFailed):
            return given
        return read(fetched(given) if isinstance(given, str) else given)
    except CaptureFailed as failure:
        return failure
    except Exception:  # One page that breaks a reader must not take the others with it.
        log.exception("Reading broke")
        return broken()


def _keep_together(
    arrivals: Sequence[Arrival], workspace: Workspace, by: Any, visibility: str
) -> list[Outcome]:
    """Keep all in one transaction; if that fails, one by one, so that one bad text fails alone."""
    if not arrivals:
        return []
    try:
        kept = keep_snapshots(arrivals, workspace=workspace, by=by, visibility=visibility)
    except (DatabaseError, ValidationError, ValueError) as error:
        if len(arrivals) == 1:
            said = str(error).partition("\n")[0]
            return [Outcome(failure=CaptureFailed("not_kept", f"It could not be stored: {said}"))]
        parts = [_keep_together([one], workspace, by, visibility) for one in arrivals]
        return [outcome for part in parts for outcome in part]
    return [Outcome(kept=one) for one in kept]


def _arrival(
    material: Material,
    extraction: Extraction,
    findings: Sequence[Finding],
    doubts: Sequence[str],
) -> Arrival:
    media_type = _media_type(material)
    packed = material.packed or warc.write_capture(as_captured(material, media_type))
    return Arrival(
        raw_sha256=sha256(material.raw).hexdigest(),
        raw_bytes=len(material.raw),
        warc=packed,
        warc_sha256=sha256(packed).hexdigest(),
        captured_at=material.captured_at,
        media_type=media_type,
        text=extraction.text,
        text_sha256=sha256(extraction.text.encode()).hexdigest(),
        extractor=(browser.MADE_BY if material.packed else "") + extraction.extractor,
        extractor_version=extraction.extractor_version,
        encoding=extraction.encoding,
        http_status=material.status,
        regions=[{"kind": r.kind, "start": r.start, "end": r.end} for r in extraction.regions],
        blocks=[
            {"kind": b.kind, "start": b.start, "end": b.end, "level": b.level}
            for b in extraction.blocks
        ],
        warnings=list(dict.fromkeys((*extraction.warnings, *doubts))),
        findings=findings,
        address=material.address[:LONGEST_ADDRESS],
        final_address=material.final_address,
        canonical_address=canonical_of(extraction),
        input_name=material.name,
    )


def _media_type(material: Material) -> str:
    """What it is, where nobody said: a PDF, a news item, a page or a text."""
    if material.raw.lstrip()[:5] == b"%PDF-":
        return "application/pdf"
    if material.media_type:
        return material.media_type[:100]
    if _is_item(material.raw):
        return "application/json"
    start = material.raw[:1024].lower()
    return "text/html" if b"<html" in start or b"<!doctype html" in start else "text/plain"


def _is_item(raw: bytes) -> bool:
    if raw.lstrip()[:1] != b"{":
        return False
    from . import ninjs  # noqa: PLC0415  # Few bring in what it takes to read one.

    return ninjs.is_item(raw)
