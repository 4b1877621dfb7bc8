"""The container of a dossier: a zip file that can be written in one way only. Pure.

Nothing in it is packed and no entry carries a clock, so the whole file follows from the names and
contents of its entries, and a changed byte anywhere, also between two entries, can be found.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO, Any

FORMAT = "claim-dossier"
VERSION = 1
MANIFEST = "manifest.json"
STAMP = "manifest.tsr"
AUTHORITY = "authority.pem"
SUMS = "SHA256SUMS"
EPOCH = (1980, 1, 1, 0, 0, 0)
UNIX = 3
PLAIN_FILE = 0o600 << 16
STEP = 1 << 20


@dataclass
class Packer:
    """Writes a dossier: its parts, then a manifest of them, then the sums that hold the manifest.

    `out` can be sought in.
    """

    out: IO[bytes]
    files: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.zip = zipfile.ZipFile(self.out, "w")

    def add(self, path: str, content: bytes, says: str) -> None:
        """One more part; `says` is what it is, in words."""
        put(self.zip, path, [content])
        told = {"path": path, "bytes": len(content), "sha256": digest(content), "says": says}
        self.files.append(told)

    def close(self, **about: Any) -> None:
        """Write the manifest with what is said `about` the dossier, and the sums."""
        head = {"format": FORMAT, "version": VERSION}
        manifest = as_json(head | about | {"files": self.files})
        put(self.zip, MANIFEST, [manifest])
        put(self.zip, SUMS, [sums({MANIFEST: manifest})])
        self.zip.close()


def put(archive: zipfile.ZipFile, path: str, chunks: Iterable[bytes]) -> None:
    """Write one entry, as it is and without a clock."""
    info = zipfile.ZipInfo(path, EPOCH)
    info.create_system, info.external_attr = UNIX, PLAIN_FILE
    with archive.open(info, "w") as entry:
        for chunk in chunks:
            entry.write(chunk)


def chunks_of(archive: zipfile.ZipFile, path: str) -> Iterator[bytes]:
    """An entry, in pieces of a megabyte. Raises BadZipFile where its own check sum is wrong."""
    with archive.open(path) as entry:
        while chunk := entry.read(STEP):
            yield chunk


def stamped(given: IO[bytes], out: IO[bytes], *, answer: bytes, authority: bytes) -> None:
    """Write the dossier in `given` with a time stamp on its manifest; an older one is replaced.

    `answer` is a time-stamp response (RFC 3161) as it came, `authority` the certificate of whoever
    answers for it, as PEM.
    """
    with zipfile.ZipFile(given) as old, zipfile.ZipFile(out, "w") as new:
        for path in old.namelist():
            if path not in {STAMP, AUTHORITY, SUMS}:
                put(new, path, chunks_of(old, path))
        more = {STAMP: answer, AUTHORITY: authority}
        for path, content in more.items():
            put(new, path, [content])
        put(new, SUMS, [sums({MANIFEST: old.read(MANIFEST)} | more)])


def sums(contents: dict[str, bytes]) -> bytes:
    """Lines that `sha256sum -c` understands."""
    return "".join(f"{digest(one)}  {path}\n" for path, one in contents.items()).encode()


def digest(content: bytes) -> str:
    """SHA-256, 64 hex digits."""
    return hashlib.sha256(content).hexdigest()


def as_json(value: Any) -> bytes:
    """A value as a person can read it too."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
