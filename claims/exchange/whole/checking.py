"""Reading a file of a workspace through before anything of it is taken in.

Every entry is held against the manifest, every line against its table. What is wrong is told by
entry and line. Memory holds one line at a time.
"""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any

from .parts import FILES, PARTS, columns, entry_of, model_of
from .rows import RowError, read
from .writing import COMMON, EVENT, FORMAT, HISTORY, MANIFEST, PEOPLE, PERSON, VERSION, schema

STEP = 1 << 20
LARGEST_MANIFEST = 1 << 28
LONGEST_LINE = 1 << 30
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


class ImportRefused(ValueError):  # noqa: N818 - It reads as what is said to a person.
    """The file is not taken in, and nothing was changed. `entry` and `line` say where."""

    def __init__(self, said: str, entry: str = "", line: int | None = None) -> None:
        where = f"{entry}, line {line}: " if line else f"{entry}: " if entry else ""
        super().__init__(f"{where}{said}")
        self.entry, self.line = entry, line


class Reader:
    """A file that was opened, with its manifest. Raises ImportRefused."""

    def __init__(self, given: IO[bytes]) -> None:
        try:
            self.archive = zipfile.ZipFile(given)
            info = self.archive.getinfo(MANIFEST)
            if info.file_size > LARGEST_MANIFEST:
                raise ImportRefused("is too large", MANIFEST)
            manifest = json.loads(self.archive.read(info))
        except KeyError:
            raise ImportRefused("This is no file of a workspace: it has no manifest.") from None
        except BROKEN as error:
            raise ImportRefused(f"This is no file of a workspace: {error}.") from error
        except (ValueError, RecursionError):
            raise ImportRefused("is no JSON", MANIFEST) from None
        self.manifest: dict[str, Any] = _manifest(manifest)
        self.entries = {one["path"]: one for one in self.manifest["entries"]}

    def check(self) -> None:
        """Hold every entry against the manifest and every line against its table."""
        _same_schema(self.manifest["schema"])
        names = [name for name in self.archive.namelist() if name != MANIFEST]
        if sorted(names) != sorted(self.entries):
            wrong = sorted(set(names) ^ set(self.entries)) or ["an entry that stands there twice"]
            raise ImportRefused("is not what the manifest says it holds", wrong[0])
        for path in names:
            self._check_sum(path)
        for label in PARTS:
            for _ in self.rows(label):
                pass
        self._check_lines(PEOPLE, ("pk", *PERSON))
        self._check_lines(COMMON, ("table", "pk", "key"))
        if HISTORY in self.entries:
            self._check_lines(HISTORY, EVENT)

    def _check_lines(self, path: str, names: tuple[str, ...]) -> None:
        for number, row in self.lines(path):
            if not isinstance(row, dict) or row.keys() != set(names):
                raise ImportRefused("has other columns than it should", path, number)

    def rows(self, label: str) -> Iterator[list[Any]]:
        """The values of the rows of one table, in the order of its columns."""
        fields, path = columns(model_of(label)), entry_of(label)
        if path not in self.entries:
            return
        for number, row in self.lines(path):
            capture = row.get("warc") if label == FILES and isinstance(row, dict) else None
            if capture is not None:
                row = {**row, "warc": ""}
            try:
                values = read(row, fields)
            except RowError as error:
                raise ImportRefused(str(error), path, number) from error
            if label == FILES:
                values = self._with_capture(values, fields, capture, number)
            yield values

    def lines(self, path: str) -> Iterator[tuple[int, Any]]:
        """The lines of an entry, each as JSON, with its number."""
        if path not in self.entries:
            raise ImportRefused("is missing", path)
        try:
            with self.archive.open(path) as entry:
                for number, line in enumerate(iter(lambda: entry.readline(LONGEST_LINE), b""), 1):
                    try:
                        yield number, json.loads(line)
                    except (ValueError, RecursionError):
                        raise ImportRefused("is no JSON", path, number) from None
        except BROKEN as error:
            raise ImportRefused(f"cannot be read: {error}", path) from error

    def capture(self, path: str) -> bytes:
        """One capture."""
        try:
            return self.archive.read(path)
        except BROKEN as error:
            raise ImportRefused(f"cannot be read: {error}", path) from error

    def _with_capture(self, values: Any, fields: Any, path: Any, number: int) -> list[Any]:
        if not isinstance(path, str) or path not in self.entries:
            raise ImportRefused("names a capture that is not there", entry_of(FILES), number)
        place = [one.name for one in fields].index("warc")
        return [*values[:place], path, *values[place + 1 :]]

    def _check_sum(self, path: str) -> None:
        said, digest, size = self.entries[path], hashlib.sha256(), 0
        try:
            with self.archive.open(path) as entry:
                while chunk := entry.read(STEP):
                    digest.update(chunk)
                    size += len(chunk)
        except BROKEN as error:
            raise ImportRefused(f"is damaged: {error}", path) from error
        if (digest.hexdigest(), size) != (said["sha256"], said["bytes"]):
            raise ImportRefused("is not what it was when it was written", path)


def _manifest(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict) or given.get("format") != FORMAT:
        raise ImportRefused("is not that of a workspace", MANIFEST)
    if given.get("version") != VERSION:
        raise ImportRefused(f"has the version {given.get('version')}, not {VERSION}", MANIFEST)
    shape = {"workspace": str, "exported_at": str, "schema": dict, "history": dict, "entries": list}
    for name, kind in shape.items():
        if not isinstance(given.get(name), kind):
            raise ImportRefused(f"does not say {name}", MANIFEST)
    for one in given["entries"]:
        if not isinstance(one, dict) or not {"path", "bytes", "sha256"} <= one.keys():
            raise ImportRefused("has an entry without path, size or sum", MANIFEST)
    return given


def _same_schema(theirs: dict[str, str]) -> None:
    ours = schema()
    for room in sorted(theirs.keys() | ours.keys()):
        if theirs.get(room) != ours.get(room):
            raise ImportRefused(
                f"was written by another version of the program: its room {room[:40]} is at "
                f"{str(theirs.get(room))[:80]}, here it is at {ours.get(room)}. Bring both to "
                "the same version first",
                MANIFEST,
            )
