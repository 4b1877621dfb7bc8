"""What is brought in, before it is read: bytes, and how they came. Pure values."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from pathlib import PurePosixPath

from django.conf import settings

from provenance.capture.failures import CaptureFailed, too_large
from provenance.capture.fetch import Fetched
from provenance.capture.inflate import BadPacking, TooMuch, gunzip
from provenance.capture.warc import CapturedPage, Headers

TEXT = "text/plain"
# What people call their files; anything else is told by its bytes.
TYPES = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml"), "text/html"),
    **dict.fromkeys((".txt", ".text", ".md", ".asc"), TEXT),
    ".pdf": "application/pdf",
    **dict.fromkeys((".json", ".ninjs"), "application/json"),
}
PACKED = ".gz"
GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Material:
    """Bytes to be read. `final_address` is set only where we know who sent them.

    `media_type` is None where only the bytes can tell; `status` and `headers` are of the HTTP
    answer they came in, if they did; `title` is one that a person gave; `notes` are warnings that
    came with them. `packed` is the whole WARC where a browser loaded more than these bytes.
    """

    raw: bytes
    captured_at: datetime
    media_type: str | None = None
    encoding: str | None = None
    name: str = ""
    title: str = ""
    address: str = ""
    final_address: str = ""
    status: int | None = None
    headers: Headers = ()
    notes: tuple[str, ...] = ()
    packed: bytes = b""


def from_file(raw: bytes, name: str, *, media_type: str = "", address: str = "") -> Material:
    """A file that someone has; its name says what it is, better than a browser does.

    One that was packed by itself (`page.html.gz`) is unpacked. Raises CaptureFailed where it
    cannot be.
    """
    packed = raw[:2] == GZIP and name.lower().endswith(PACKED)
    said = "" if packed else media_type.split(";")[0].strip().lower()
    return Material(
        raw=_unpacked(raw) if packed else raw,
        captured_at=datetime.now(UTC),
        media_type=TYPES.get(suffix_of(name)) or said or None,
        name="" if address else name,
        address=address,
        final_address=address,
    )


def suffix_of(name: str) -> str:
    """What a file name ends with, in small letters and leaving out that it is packed."""
    bare = name.replace("\\", "/").lower().removesuffix(PACKED)
    return PurePosixPath(bare).suffix


def from_fetch(page: Fetched) -> Material:
    """A page as it was fetched."""
    media_type, encoding = content_type(page.header("content-type"))
    return Material(
        raw=page.body,
        captured_at=page.fetched_at,
        media_type=media_type,
        encoding=encoding,
        address=page.address,
        final_address=page.final_address,
        status=page.status,
        headers=page.headers,
    )


def from_record(page: CapturedPage, name: str) -> Material:
    """A page out of a WARC, WACZ or zip file called `name`."""
    kept = dict(page.headers)
    notes = ("The record's own digest does not fit its bytes.",) if page.intact is False else ()
    return Material(
        raw=page.body,
        captured_at=page.captured_at,
        media_type=page.media_type or None,
        encoding=content_type(kept.get("content-type", ""))[1],
        name="" if page.address else page.name or name,
        address=page.address,
        final_address=page.address,
        status=page.status,
        headers=page.headers,
        notes=notes,
    )


def from_reader(html: bytes, address: str) -> Material:
    """A page as a reader saw it in their own browser; UTF-8, since it came as text."""
    return Material(
        raw=html,
        captured_at=datetime.now(UTC),
        media_type="text/html",
        encoding="utf-8",
        address=address,
        final_address=address,
    )


def from_paste(text: str, title: str) -> Material:
    """Text that someone pasted."""
    return Material(
        raw=text.encode(),
        captured_at=datetime.now(UTC),
        media_type=TEXT,
        encoding="utf-8",
        name=title,
        title=title,
    )


def as_captured(material: Material, media_type: str) -> CapturedPage:
    """The material as one page of a WARC."""
    return CapturedPage(
        address=material.final_address,
        media_type=media_type,
        status=material.status,
        headers=material.headers,
        body=material.raw,
        captured_at=material.captured_at,
    )


def content_type(header: str) -> tuple[str | None, str | None]:
    """Media type and charset of a Content-Type header, None where it says nothing."""
    if not header:
        return None, None
    message = Message()
    message["content-type"] = header
    return message.get_content_type(), message.get_content_charset()


def _unpacked(raw: bytes) -> bytes:
    try:
        return b"".join(gunzip([raw], settings.CAPTURE_MAX_BYTES))
    except TooMuch:
        raise too_large() from None
    except BadPacking:
        raise CaptureFailed("damaged", "The gzip file is damaged or cut short.") from None
