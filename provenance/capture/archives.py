"""The pages in an archive, whatever its kind: WARC, WACZ, or a zip of files. Pure.

Nothing is unpacked onto the disk, nothing is held whole but the page at hand, and one
ceiling counts every byte that comes out, at whatever depth.
"""

import json
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from provenance.capture.inflate import STEP, TooMuch, measured, megabytes
from provenance.capture.warc import (
    USUAL,
    ArchiveError,
    CapturedPage,
    Ceilings,
    open_binary,
    pages_in,
    read_warc,
    size_of,
    unpacks_too_far,
)

TYPES = {
    ".html": "text/html", ".htm": "text/html", ".xhtml": "text/html", ".shtml": "text/html",
    ".txt": "text/plain", ".text": "text/plain", ".md": "text/plain", ".pdf": "application/pdf",
}  # fmt: skip
LONGEST_PAGE_LIST = 50_000_000
BAD_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


def read_pages(source: bytes | Path, ceilings: Ceilings = USUAL) -> Iterator[CapturedPage]:
    """The pages in a WARC(.gz), WACZ or zip file, one at a time.

    A page over the ceiling, or a file in a zip that can't be unpacked, comes with a
    `problem` and no body. Raises ArchiveError (codes: too_large, too_many, damaged,
    not_warc, nothing_inside).
    """
    with open_binary(source) as stream:
        zipped = stream.read(4) == b"PK\x03\x04"
    if not zipped:
        yield from read_warc(source, ceilings)
        return
    with open_binary(source) as stream:
        try:
            with zipfile.ZipFile(stream) as archive:
                yield from _in_zip(archive, size_of(source), ceilings)
        except BAD_ZIP as error:
            raise ArchiveError("damaged", f"The zip file is damaged: {error}") from None


def _in_zip(archive: zipfile.ZipFile, packed: int, ceilings: Ceilings) -> Iterator[CapturedPage]:
    files = [info for info in archive.infolist() if not info.is_dir()]
    if len(files) > ceilings.records:
        raise ArchiveError("too_many", f"It holds more than {ceilings.records} files.")
    crawls = [info for info in files if info.filename.lower().endswith((".warc", ".warc.gz"))]
    left = ceilings.for_size(packed)
    if crawls:
        wanted = _listed(archive)
        for info in crawls:
            for page in _crawled(archive, info, packed, ceilings):
                left = _spent(left, len(page.body), ceilings.for_size(packed))
                if not (wanted and page.address) or page.address.partition("#")[0] in wanted:
                    yield page
        return
    texts = [info for info in files if _may_be_text(info.filename)]
    if not texts:
        raise ArchiveError("nothing_inside", "The zip file holds no pages, texts or PDFs.")
    for info in texts:
        page = _file(archive, info, ceilings.page)
        left = _spent(left, len(page.body), ceilings.for_size(packed))
        yield page


def _crawled(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, packed: int, ceilings: Ceilings
) -> Iterator[CapturedPage]:
    with archive.open(info) as stream:
        yield from pages_in(stream, packed, ceilings)


def _spent(left: int, size: int, limit: int) -> int:
    if size > left:
        raise unpacks_too_far(limit)
    return left - size


def _may_be_text(name: str) -> bool:
    """Known kinds only, and nothing that a system put in beside them (`__MACOSX`, `.DS_Store`)."""
    parts = name.replace("\\", "/").split("/")
    hidden = any(part.startswith((".", "__MACOSX")) and part.strip(".") for part in parts)
    return not hidden and Path(parts[-1]).suffix.lower() in TYPES


def _file(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int) -> CapturedPage:
    body, problem = b"", ""
    try:
        with archive.open(info) as stream:
            body = b"".join(measured(_chunks(stream), limit))
    except TooMuch:
        problem = f"The file is larger than {megabytes(limit)}."
    except RuntimeError:
        problem = "The file is locked with a password."
    except BAD_ZIP:
        problem = "The file is damaged inside the zip file."
    return CapturedPage(
        address="",
        media_type=TYPES[Path(info.filename).suffix.lower()],
        status=None,
        headers=(),
        body=body,
        captured_at=datetime.now(UTC),
        problem=problem,
        name=info.filename,
    )


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(STEP):
        yield chunk


def _listed(archive: zipfile.ZipFile) -> set[str]:
    """The addresses a WACZ lists as its pages; empty where it lists none."""
    wanted: set[str] = set()
    if "pages/pages.jsonl" not in archive.namelist():
        return wanted
    with archive.open("pages/pages.jsonl") as stream:
        try:
            lines = b"".join(measured(_chunks(stream), LONGEST_PAGE_LIST)).splitlines()
        except TooMuch:
            return wanted
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict) and isinstance(entry.get("url"), str):
            wanted.add(entry["url"].partition("#")[0])
    return wanted
