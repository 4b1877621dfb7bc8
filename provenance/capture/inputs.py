"""What lies behind one thing someone names: a file, a folder, an archive of pages, an address."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings

from . import archives
from .failures import CaptureFailed, too_large
from .material import PACKED, TYPES, Material, from_file, from_record, suffix_of
from .warc import USUAL, ArchiveError

ARCHIVES = (".warc", ".warc.gz", ".wacz", ".zip")
# Office documents and e-books are zip files as well, but no archives of pages.
NO_ARCHIVES = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub", ".jar", ".apk")
HEAD = 512
UPLOAD_UNPACKED = 200_000_000
BYTES_AT_ONCE = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Source:
    """Something to open: a file by its `path` and the `name` it is known by, or an address."""

    label: str
    path: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to bring in: what it is called, and an address, bytes, or why there are none."""

    label: str
    given: str | Material | CaptureFailed


def sources_of(named: str) -> Iterator[Source]:
    """What a path or an address stands for, unopened; a folder for the texts below it, by name."""
    folder = Path(named)
    if "://" in named or not folder.is_dir():
        yield Source(named, "" if "://" in named else named, folder.name)
        return
    found = [file for file in sorted(folder.rglob("*")) if _may_be_text(file, folder)]
    for file in found:
        yield Source(str(file), str(file), file.relative_to(folder).as_posix())
    if not found:
        yield Source(named, named, folder.name)


def opened(source: Source) -> Iterator[Input]:
    """What is in a source, one page at a time. Never raises: a failure is an input as well."""
    if not source.path:
        yield Input(source.label, source.label)
        return
    path = Path(source.path)
    try:
        if path.is_dir():
            raise CaptureFailed("nothing_inside", "There are no pages, texts or PDFs in it.")
        with path.open("rb") as file:
            head = file.read(HEAD)
        if is_archive(head, path.name):
            for page in unpack(path, source.name):
                yield Input(f"{source.label}: {page.label}", page.given)
        elif path.stat().st_size > settings.CAPTURE_MAX_BYTES:
            yield Input(source.label, too_large())
        else:
            yield Input(source.label, from_file(path.read_bytes(), source.name))
    except OSError as error:
        why = f"It could not be opened: {error.strerror or error}."
        yield Input(source.label, CaptureFailed("unreadable", why))
    except CaptureFailed as failure:
        yield Input(source.label, failure)


def is_archive(raw: bytes, name: str) -> bool:
    """Whether these are pages packed together: a WARC, a WACZ or a zip file.

    `raw` may be the beginning alone.
    """
    if name.lower().endswith(NO_ARCHIVES):
        return False
    if raw[:2] == b"\x1f\x8b":
        return name.lower().endswith(".warc.gz") or _start_unpacked(raw) == b"WARC/"
    return raw[:5] == b"WARC/" or raw[:4] == b"PK\x03\x04"


def unpack(source: bytes | Path, name: str) -> Iterator[Input]:
    """The pages of an archive. Raises CaptureFailed where it cannot be read further.

    What was uploaded may unpack to 200 MB in all, a file on this machine to what is usual.
    """
    in_all = UPLOAD_UNPACKED if isinstance(source, bytes) else USUAL.unpacked
    ceilings = replace(USUAL, unpacked=in_all, page=settings.CAPTURE_MAX_BYTES)
    try:
        for page in archives.read_pages(source, ceilings):
            inside = page.name or name
            problem = CaptureFailed("too_large", page.problem) if page.problem else None
            yield Input(page.address or inside, problem or from_record(page, inside))
    except ArchiveError as error:
        raise CaptureFailed(error.code, error.message) from None


def together(inputs: Iterable[Input], most: int) -> Iterator[list[Input]]:
    """Group inputs so that neither their number nor their bytes grow out of hand.

    Where they break off, what came before is given first and then the CaptureFailed raised.
    """
    group: list[Input] = []
    size = 0
    try:
        for one in inputs:
            group.append(one)
            size += len(one.given.raw) if isinstance(one.given, Material) else 0
            if len(group) >= most or size >= BYTES_AT_ONCE:
                yield group
                group, size = [], 0
    except CaptureFailed:
        if group:
            yield group
        raise
    if group:
        yield group


def _may_be_text(path: Path, folder: Path) -> bool:
    """Known kinds and files without a suffix; saved pages bring pictures and styles along."""
    if any(part.startswith(".") for part in path.relative_to(folder).parts):
        return False
    named = suffix_of(path.name) in TYPES or path.name.lower().endswith(ARCHIVES)
    return (named or not path.suffix) and path.is_file() and not _is_other_json(path)


def _is_other_json(path: Path) -> bool:
    """Folders hold much JSON that is no news item; what somebody names is tried in any case."""
    if suffix_of(path.name) != ".json" or path.name.lower().endswith(PACKED):
        return False
    from .ninjs import is_item  # noqa: PLC0415  # Few folders hold any.

    return path.stat().st_size > settings.CAPTURE_MAX_BYTES or not is_item(path.read_bytes())


def _start_unpacked(raw: bytes) -> bytes:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(raw[:HEAD], 5)
    except zlib.error:
        return b""
