"""An open dossier, and how what was found in it is told. Pure."""

import json
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from warcio.exceptions import ArchiveLoadFailed

from .package import MANIFEST

# What reading a file that someone else wrote may end in.
GARBLED = (
    ArchiveLoadFailed,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    OverflowError,
    RecursionError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; `detail` says what was found, in words."""

    name: str
    ok: bool
    detail: str = ""


class Wrong(Exception):  # noqa: N818 - It is what was found.
    """Something does not hold; the message says what."""


@dataclass(frozen=True)
class Dossier:
    """An open dossier. What it says of itself is not yet believed."""

    archive: zipfile.ZipFile
    size: int

    def read(self, path: str) -> bytes:
        """One entry whole. Raises KeyError, or BadZipFile where its own check sum is wrong."""
        return self.archive.read(path)

    def told(self, path: str) -> Any:
        """One entry as values of JSON."""
        return json.loads(self.read(path))

    @cached_property
    def paths(self) -> list[str]:
        """Every entry by name, in their order."""
        return self.archive.namelist()

    @cached_property
    def manifest(self) -> Any:
        """What the manifest says."""
        return self.told(MANIFEST)

    @cached_property
    def whole(self) -> Any:
        """What `claim.json` says."""
        return self.told("claim.json")


def tried(name: str, look: Callable[[], str]) -> Check:
    """A check from a function that says what it found, or raises what is wrong."""
    try:
        return Check(name, ok=True, detail=look())
    except Wrong as wrong:
        return Check(name, ok=False, detail=str(wrong))
    except GARBLED as error:
        return Check(name, ok=False, detail=f"It cannot be read ({type(error).__name__}: {error}).")
