"""Captures as WARC 1.1: one page written as a record, and the pages found in a file. Pure.

Records are written by hand, because thousands of small uploads are written at a time and a
general writer costs more than the hashing; tests hold the result against warcio. Reading
is left to warcio, behind a meter that stops archives which unpack without end.
Source: ISO 28500:2017, iipc.github.io/warc-specifications.
"""

import hashlib
import io
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import responses
from pathlib import Path
from typing import IO, Any, BinaryIO
from uuid import uuid4

from warcio.archiveiterator import WARCIterator
from warcio.bufferedreaders import BufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from provenance.capture.inflate import STEP, BadPacking, TooMuch, gunzip, measured, megabytes

Headers = Sequence[tuple[str, str]]

PAGE_TYPES = {"text/html", "application/xhtml+xml", "text/plain", "application/pdf"}
READABLE = {"identity", *filter(None, BufferedReader.get_supported_decompressors())}
LONGEST_HEAD = 1 << 20  # bytes of headers between two records
SMALLEST_WINDOW = 9  # bits, as zlib has it
GZIP_LEVEL = 3  # half the time of the usual 6 for 2 % more bytes
MADE = "urn:dom:"  # and the address of a page: what a browser made of it
HOP_HEADERS = {"content-encoding", "transfer-encoding", "connection", "keep-alive", "trailer"}


@dataclass(frozen=True)
class CapturedPage:
    """One page as captured. `body` is unpacked; `captured_at` is aware, to the second in a WARC.

    `address` is empty for a file that never had one, `status` None for anything that did
    not come over HTTP; `name` is what the file was called where it came as one, and a
    `media_type` that nobody told is empty. `intact` tells whether the record's own digest
    held (None: it has none), and `problem` why a page that is there could not be read.
    """

    address: str
    media_type: str
    status: int | None
    headers: Headers
    body: bytes
    captured_at: datetime
    intact: bool | None = None
    problem: str = ""
    name: str = ""


@dataclass(frozen=True)
class Ceilings:
    """What an archive may cost: bytes unpacked in all and for one page, records, ratio."""

    unpacked: int = 2_000_000_000
    page: int = 20_000_000
    records: int = 200_000
    ratio: int = 200
    ratio_free: int = 50_000_000  # so much may unpack whatever the ratio

    def for_size(self, packed: int) -> int:
        """How many bytes an archive of `packed` bytes may unpack to."""
        return min(self.unpacked, max(self.ratio_free, packed * self.ratio))


USUAL = Ceilings()


class ArchiveError(Exception):
    """An archive that cannot be read further. `code` is for programs, `message` for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def unpacks_too_far(limit: int) -> ArchiveError:
    """The refusal of an archive that unpacks to more than `limit` bytes, and what to do."""
    most = megabytes(limit)
    said = f"It unpacks to more than {most}, the most for one like it; bring it in in parts."
    return ArchiveError("too_large", said)


def write_capture(page: CapturedPage, request: Headers = ()) -> bytes:
    """One gzipped WARC response record, or a resource record where there was no HTTP.

    `request` are the headers we sent; with them a request record follows. Payload digests
    are SHA-256 in hex. A page without an address is filed under `urn:sha256:`.
    """
    digest = hashlib.sha256(page.body).hexdigest()
    target = page.address or f"urn:sha256:{digest}"
    record = uuid4()
    fields = [
        ("WARC-Type", "resource" if page.status is None else "response"),
        ("WARC-Record-ID", f"<urn:uuid:{record}>"),
        ("WARC-Date", _stamp(page.captured_at)),
        ("WARC-Target-URI", target),
        ("WARC-Payload-Digest", f"sha256:{digest}"),
    ]
    if page.status is None:
        return _record([*fields, ("Content-Type", page.media_type)], page.body)
    head = _http_head(page)
    http = ("Content-Type", "application/http;msgtype=response")
    response = _record([*fields, http], head + page.body)
    return response + (_request(target, page.captured_at, str(record), request) if request else b"")


def read_warc(source: bytes | Path, ceilings: Ceilings = USUAL) -> Iterator[CapturedPage]:
    """The pages in a WARC file, gzipped or not, one at a time.

    Pages are responses with status 2xx and resources, of a type we read. A page over the
    ceiling comes with a `problem` and no body. Raises ArchiveError (codes: too_large,
    too_many, damaged, not_warc).
    """
    with open_binary(source) as stream:
        yield from pages_in(stream, size_of(source), ceilings)


def pages_in(stream: IO[bytes], packed: int, ceilings: Ceilings) -> Iterator[CapturedPage]:
    """The pages in an open WARC of `packed` bytes. Raises ArchiveError as `read_warc`."""
    plain = io.BufferedReader(_Unpacked(_opened(stream, ceilings.for_size(packed))), STEP)
    try:
        if plain.peek(5)[:5] != b"WARC/":
            raise ArchiveError("not_warc", "This is not a WARC file.")
        records = WARCIterator(plain, check_digests=True)
        lines = _BoundedLines(records.reader)
        made: set[str] = set()
        for count, record in enumerate(records):
            lines.begin()
            if count >= ceilings.records:
                raise ArchiveError("too_many", f"It holds more than {ceilings.records} records.")
            if _is_page(record) and _target(record) not in made:
                page = _page(record, ceilings.page)
                # Where a browser has built the page, its bytes as they came are but a shell.
                made |= {page.address} if _target(record).startswith(MADE) else set()
                yield page
    except TooMuch as error:
        raise unpacks_too_far(error.limit) from None
    except (ArchiveLoadFailed, BadPacking, EOFError, ValueError) as error:
        raise ArchiveError("damaged", f"The WARC file is damaged: {error}".strip()) from None


def open_binary(source: bytes | Path) -> BinaryIO:
    """A stream over bytes in memory or a file on disk."""
    return io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")


def size_of(source: bytes | Path) -> int:
    """How many bytes `source` has."""
    return len(source) if isinstance(source, bytes) else source.stat().st_size


class _BoundedLines:
    """Stops headers that never end: the parser would copy a line again for each block of it."""

    def __init__(self, reader: Any) -> None:
        self.whole = reader.readline
        self.left = LONGEST_HEAD
        reader.readline = self.readline

    def begin(self) -> None:
        """A record begins, with a fresh allowance for its headers and the next one's."""
        self.left = LONGEST_HEAD

    def readline(self, length: int | None = None) -> bytes:
        line: bytes = self.whole(min(length or self.left, self.left))
        self.left -= len(line)
        if self.left <= 0:
            raise ArchiveLoadFailed("the head of a record never ends.")
        return line


class _Unpacked(io.RawIOBase):
    """An iterator of bytes as a stream, so that nothing is held but the chunk at hand."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.chunks = iter(chunks)
        self.rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, target: memoryview) -> int:  # type: ignore[override]
        while not self.rest:
            chunk = next(self.chunks, None)
            if chunk is None:
                return 0
            self.rest = chunk
        taken = min(len(target), len(self.rest))
        target[:taken] = self.rest[:taken]
        self.rest = self.rest[taken:]
        return taken


def _opened(stream: IO[bytes], limit: int) -> Iterator[bytes]:
    first = stream.read(STEP)

    def chunks() -> Iterator[bytes]:
        yield first
        while chunk := stream.read(STEP):
            yield chunk

    return gunzip(chunks(), limit) if first[:2] == b"\x1f\x8b" else measured(chunks(), limit)


def _is_page(record: ArcWarcRecord) -> bool:
    target = _target(record)
    if target.split("?")[0].endswith("/robots.txt") or _media_type(record) not in PAGE_TYPES:
        return False
    if record.rec_type == "resource":
        return target.startswith(("http:", "https:", "urn:sha256:", "file:", MADE))
    return record.rec_type == "response" and 200 <= _status(record) < 300


def _page(record: ArcWarcRecord, limit: int) -> CapturedPage:
    target = _target(record).removeprefix(MADE)
    body, problem = _body(record, limit)
    return CapturedPage(
        address="" if target.startswith(("urn:", "file:")) else target,
        media_type=_media_type(record),
        status=_status(record) if record.http_headers else None,
        headers=tuple((k.lower(), v) for k, v in _http(record)),
        body=body,
        captured_at=_moment(record.rec_headers.get_header("WARC-Date") or ""),
        intact=record.digest_checker.passed,
        problem=problem,
    )


def _target(record: ArcWarcRecord) -> str:
    return record.rec_headers.get_header("WARC-Target-URI") or ""


def _body(record: ArcWarcRecord, limit: int) -> tuple[bytes, str]:
    packing = record.http_headers and record.http_headers.get_header("Content-Encoding")
    if packing and packing.lower() not in READABLE:
        return b"", f"The page is packed with {packing}, which is not read."
    stream, kept, total = record.content_stream(), [], 0
    while chunk := stream.read(STEP):
        total += len(chunk)
        if total > limit:
            return b"", f"The page is larger than {megabytes(limit)}."
        kept.append(chunk)
    return b"".join(kept), ""


def _http(record: ArcWarcRecord) -> list[tuple[str, str]]:
    return list(record.http_headers.headers) if record.http_headers else []


def _status(record: ArcWarcRecord) -> int:
    code = record.http_headers.get_statuscode() if record.http_headers else ""
    return int(code) if code.isdigit() else 0


def _media_type(record: ArcWarcRecord) -> str:
    headers = record.http_headers or record.rec_headers
    return (headers.get_header("Content-Type") or "").split(";")[0].strip().lower()


def _moment(date: str) -> datetime:
    moment = datetime.fromisoformat(date)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _record(fields: Headers, block: bytes) -> bytes:
    lines = [f"{name}: {_line(value)}\r\n" for name, value in fields]
    head = f"WARC/1.1\r\n{''.join(lines)}Content-Length: {len(block)}\r\n\r\n".encode()
    return _gzipped(head + block + b"\r\n\r\n")


def _gzipped(data: bytes) -> bytes:
    """As gzip packs it without a name or a time; small data in a window of its own size.

    A window larger than the data finds no more in it, but has to be made ready: for a text of
    800 words that takes as long as half of the packing.
    """
    window = min(max(len(data).bit_length(), SMALLEST_WINDOW), zlib.MAX_WBITS)
    packer = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, 16 + window)
    return packer.compress(data) + packer.flush()


def _request(target: str, moment: datetime, response: str, headers: Headers) -> bytes:
    host, _, path = target.partition("://")[2].partition("/")
    lines = [f"GET /{path} HTTP/1.1", f"Host: {host}"]
    lines += [f"{name}: {_line(value)}" for name, value in headers]
    fields = [
        ("WARC-Type", "request"),
        ("WARC-Record-ID", f"<urn:uuid:{uuid4()}>"),
        ("WARC-Concurrent-To", f"<urn:uuid:{response}>"),
        ("WARC-Date", _stamp(moment)),
        ("WARC-Target-URI", target),
        ("Content-Type", "application/http;msgtype=request"),
    ]
    return _record(fields, "\r\n".join([*lines, "", ""]).encode())


def _http_head(page: CapturedPage) -> bytes:
    """The answer's head, told truly: the body is kept unpacked, so its packing is set aside."""
    lines = [f"HTTP/1.1 {page.status} {responses.get(page.status or 0, 'Unknown')}"]
    for name, value in page.headers:
        kept = f"x-orig-{name}" if name.lower() in HOP_HEADERS else name
        if kept.lower() != "content-length":
            lines.append(f"{kept}: {_line(value)}")
    if not any(name.lower() == "content-type" for name, _ in page.headers):
        lines.append(f"content-type: {page.media_type}")
    lines += [f"content-length: {len(page.body)}", "", ""]
    return "\r\n".join(lines).encode("latin-1", "replace")


def _line(value: str) -> str:
    """A header's value on one line, so that none can smuggle in another header."""
    return " ".join(value.split()) if "\r" in value or "\n" in value else value
