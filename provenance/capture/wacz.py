"""Captures packed as WACZ, to be replayed by others' programs. Pure.

Source: WACZ 1.1.1, specs.webrecorder.net/wacz/1.1.1. A zip file with the WARC records as
they are, an index of them (CDXJ), the list of pages, and a signed-for list of all of these.
"""

import io
import json
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from warcio.archiveiterator import WARCIterator

WARC = "archive/data.warc.gz"
INDEX = "indexes/index.cdx"
PAGES = "pages/pages.jsonl"
VERSION = "1.1.1"
SOFTWARE = "ClaimProvenance/0.1"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the zip entries carry no clock, so equal input packs equally


class Capture(NamedTuple):
    """One page to pack: its WARC records, gzipped each by itself, and the page's title.

    The first record of an address on the web is the page; what was fetched for it may follow.
    """

    warc: bytes
    title: str


def to_wacz(captures: Iterable[Capture], *, title: str, created: datetime) -> bytes:
    """A WACZ file of the captures, which may be replayed and passes `wacz validate`.

    `created` is aware. Captures without an address are kept and indexed by their digest.
    """
    records, pages, index = bytearray(), [_PAGES_HEADER], []
    for capture in captures:
        entries = list(_entries(capture.warc, len(records)))
        index += entries
        page = next((one for one in entries if one["url"].startswith("http")), entries[0])
        pages.append(_page(page, capture.title))
        records += capture.warc
    contents = {
        WARC: bytes(records),
        INDEX: "".join(sorted(map(_line, index))).encode(),
        PAGES: "".join(json.dumps(page, ensure_ascii=False) + "\n" for page in pages).encode(),
    }
    package = _package(contents, title, created)
    contents["datapackage.json"] = package
    contents["datapackage-digest.json"] = _dumped(
        {"path": "datapackage.json", "hash": _digest(package)}
    )
    return _zipped(contents)


_PAGES_HEADER = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}


def _entries(warc: bytes, offset: int) -> Iterable[dict[str, Any]]:
    """What the index says about each record."""
    reader = WARCIterator(io.BytesIO(warc))
    for record in reader:
        head = record.rec_headers
        http = record.http_headers
        kind = head.get_header("WARC-Type")
        entry = {
            "url": head.get_header("WARC-Target-URI"),
            "date": head.get_header("WARC-Date"),
            "mime": _mime(record) if kind != "request" else "application/http",
            "status": http.get_statuscode() if http and kind == "response" else "200",
            "digest": head.get_header("WARC-Payload-Digest") or "",
        }
        yield entry | {
            "offset": str(offset + reader.get_record_offset()),
            "length": str(reader.get_record_length()),
        }


def _mime(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return (headers.get_header("Content-Type") or "").split(";")[0].strip().lower()


def _page(entry: dict[str, Any], title: str) -> dict[str, str]:
    digest = sha256(f"{entry['url']} {entry['date']}".encode()).hexdigest()
    return {"id": digest[:20], "url": entry["url"], "ts": entry["date"], "title": title}


def _line(entry: dict[str, Any]) -> str:
    """One line of CDXJ: sort key, time stamp, and the rest as JSON."""
    stamp = "".join(c for c in entry["date"] if c.isdigit())[:14]
    rest = {key: entry[key] for key in ("url", "mime", "status", "digest", "length", "offset")}
    rest["filename"] = WARC.rpartition("/")[2]
    return f"{_sort_key(entry['url'])} {stamp} {json.dumps(rest)}\n"


def _sort_key(url: str) -> str:
    """`org,example)/path?query`, as replay programs look pages up; other schemes as they are."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        return url.replace(" ", "%20")
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port else ""
    query = "?" + "&".join(sorted(parts.query.lower().split("&"))) if parts.query else ""
    key = ",".join(reversed(host.split("."))) + port + ")" + (parts.path.lower() or "/") + query
    return key.replace(" ", "%20")


def _package(contents: dict[str, bytes], title: str, created: datetime) -> bytes:
    resources = [
        {
            "name": path.rpartition("/")[2].lower(),
            "path": path,
            "hash": _digest(content),
            "bytes": len(content),
        }
        for path, content in contents.items()
    ]
    return _dumped(
        {
            "profile": "data-package",
            "wacz_version": VERSION,
            "title": title,
            "created": created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "software": SOFTWARE,
            "resources": resources,
        }
    )


def _dumped(value: dict[str, Any]) -> bytes:
    return json.dumps(value, indent=2, ensure_ascii=False).encode()


def _digest(content: bytes) -> str:
    return "sha256:" + sha256(content).hexdigest()


def _zipped(contents: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path, content in contents.items():
            info = zipfile.ZipInfo(path, EPOCH)
            # Packed records are stored as they are, so that a player can seek in them.
            stored = path.endswith((".gz", ".json"))
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()
