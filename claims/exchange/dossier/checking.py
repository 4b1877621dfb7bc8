"""Checks a dossier: needs the file and nothing else. Pure.

What is found out: that not one byte of the file changed since its manifest was written, that every
quotation stands in its text and every text and capture is the one that is spoken of, that verdicts
and history follow each other without a gap. Who wrote the manifest and when is only known where it
carries a time stamp or where its SHA-256 was kept elsewhere.
"""

import os
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from . import grounds, histories, stamps
from .looking import GARBLED, Check, Dossier, Wrong, tried
from .package import (
    AUTHORITY,
    FORMAT,
    MANIFEST,
    STAMP,
    STEP,
    SUMS,
    VERSION,
    chunks_of,
    digest,
    put,
    sums,
)

MOST_FILES = 10_000
NAME = re.compile(r"[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)?")
BETWEEN = "Bytes"
Part = Callable[[Dossier], Iterator[Check]]


def check_file(path: Path) -> list[Check]:
    """Everything that can be said about the file. It never raises: what it cannot read is wrong."""
    try:
        with path.open("rb") as file:
            return check(file)
    except OSError as error:
        return [Check("container", ok=False, detail=f"It cannot be opened: {error.strerror}.")]


def check(file: IO[bytes]) -> list[Check]:
    """The same for an open file that can be sought in."""
    size = file.seek(0, os.SEEK_END)
    try:
        archive = zipfile.ZipFile(file)
    except GARBLED:
        return [Check("container", ok=False, detail="It is not a zip file, or it is cut off.")]
    with archive:
        dossier = Dossier(archive, size)
        found = [tried("container", lambda: _container(dossier, file))]
        if not found[0].ok and not found[0].detail.startswith(BETWEEN):
            return found
        found.append(tried("manifest", lambda: _manifest(dossier)))
        if found[-1].ok:
            for part in PARTS:
                found += _all(part, dossier)
    return found


def _all(part: Part, dossier: Dossier) -> list[Check]:
    """What a part finds; a part that stumbles over what is written there has found that."""
    found: list[Check] = []
    try:
        found.extend(part(dossier))
    except GARBLED as error:
        said = f"It cannot be read ({type(error).__name__}: {error})."
        found.append(Check(part.__name__.strip("_"), ok=False, detail=said))
    return found


# --- the container --------------------------------------------------------------------------


def _container(dossier: Dossier, file: IO[bytes]) -> str:
    """Nothing is packed, named twice or hidden between the entries."""
    entries = dossier.archive.infolist()
    if len(entries) > MOST_FILES:
        raise Wrong(f"It holds more than {MOST_FILES} files.")
    if len(set(dossier.paths)) < len(entries):
        raise Wrong("Two entries have one name.")
    for entry in entries:
        if not NAME.fullmatch(entry.filename):
            raise Wrong("An entry has a name that no dossier has.")
        if entry.compress_type != zipfile.ZIP_STORED or entry.file_size != entry.compress_size:
            raise Wrong(f"{entry.filename} is packed, as nothing in a dossier is.")
    if sum(entry.file_size for entry in entries) > dossier.size:
        raise Wrong("Its entries lie on top of each other.")
    if not _written_alike(dossier, file):
        raise Wrong(f"{BETWEEN} were changed between or around the entries.")
    return f"{len(entries)} files."


def _written_alike(dossier: Dossier, file: IO[bytes]) -> bool:
    """Whether writing the same entries again gives the same bytes."""
    with tempfile.TemporaryFile() as again:
        with zipfile.ZipFile(again, "w") as copy:
            for path in dossier.paths:
                try:
                    put(copy, path, chunks_of(dossier.archive, path))
                except zipfile.BadZipFile:
                    raise Wrong(f"{BETWEEN} of {path} are not those that were packed.") from None
        return _hash_of(again) == _hash_of(file)


def _hash_of(file: IO[bytes]) -> str:
    file.seek(0)
    found = sha256()
    while chunk := file.read(STEP):
        found.update(chunk)
    return found.hexdigest()


# --- the manifest ---------------------------------------------------------------------------


def _manifest(dossier: Dossier) -> str:
    """It is the one that the sums name, and it names every file there is."""
    more = [path for path in (STAMP, AUTHORITY) if path in dossier.paths]
    named = {path: dossier.read(path) for path in [MANIFEST, *more]}
    if dossier.read(SUMS) != sums(named):
        raise Wrong(f"{SUMS} names other sums than those of {', '.join(named)}.")
    said = dossier.manifest
    if said["format"] != FORMAT or said["version"] != VERSION:
        raise Wrong(f"This program reads {FORMAT} {VERSION} only.")
    paths = [file["path"] for file in said["files"]]
    if [*paths, MANIFEST, *more, SUMS] != dossier.paths:
        odd = set(paths).symmetric_difference({*dossier.paths} - {*named, SUMS})
        raise Wrong(
            f"It does not name what is there: {', '.join(sorted(map(str, odd))) or 'order'}."
        )
    return f"SHA-256 {digest(named[MANIFEST])}"


def _files(dossier: Dossier) -> Iterator[Check]:
    for file in dossier.manifest["files"]:
        yield tried(f"file:{file['path']}", lambda file=file: _file(dossier, file))  # type: ignore[misc]


def _file(dossier: Dossier, file: Any) -> str:
    content = dossier.read(file["path"])
    if len(content) != file["bytes"] or digest(content) != file["sha256"]:
        raise Wrong("It is not the one that the manifest names.")
    return f"{len(content)} bytes"


PARTS: list[Part] = [
    _files,
    grounds.claim,
    grounds.texts,
    grounds.quotes,
    grounds.captures,
    histories.verdicts,
    histories.history,
    stamps.stamp,
]
