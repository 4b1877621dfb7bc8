"""Sheets set by typst: a claim on paper (PDF) and the picture beside a link (PNG). Pure.

What is set comes as JSON and is read by the sheets as strings, never as typst's markup; the sheets
read no other file and no package, and nothing here opens a connection.
"""

import json
import re
from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

Sheet = Literal["claim", "picture"]
SHEETS = Path(__file__).parent / "typeset"
LONGEST = 320  # Code points of a claim on a picture; smaller letters could not be read.
LANGUAGE = re.compile(r"[a-z]{2,3}")


def pdf(given: dict[str, Any], at: datetime) -> bytes:
    """A claim on paper, tagged for screen readers; the same bytes for the same content."""
    when = int(at.timestamp())
    paper: bytes = _compiler("claim").compile(
        format="pdf", sys_inputs=_inputs(given), timestamp=when
    )
    return paper


def png(given: dict[str, Any]) -> bytes:
    """The picture beside a link: 1200 by 630 pixels."""
    drawn: bytes = _compiler("picture").compile(format="png", ppi=72, sys_inputs=_inputs(given))
    return drawn


def digest(sheet: Sheet, given: dict[str, Any]) -> str:
    """Names what a sheet will look like, without setting it: another digest, another look."""
    return sha256(f"{_look(sheet)}\n{_text(given)}".encode()).hexdigest()[:32]


def tongue(language: str) -> str:
    """A language as typst takes it; English where it is not known."""
    found = LANGUAGE.match(language.lower())
    return found[0] if found else "en"


def shortened(statement: str) -> str:
    """A claim short enough for a picture, cut at a word."""
    if len(statement) <= LONGEST:
        return statement
    kept = statement[:LONGEST]
    return f"{kept.rpartition(' ')[0] or kept} …"


def _inputs(given: dict[str, Any]) -> dict[str, str]:
    return {"given": _text(given)}


def _text(given: dict[str, Any]) -> str:
    return json.dumps(given, ensure_ascii=False, sort_keys=True)


@cache
def _look(sheet: Sheet) -> str:
    files = "".join((SHEETS / f"{name}.typ").read_text() for name in ("words", sheet))
    return f"{version('typst')}{files}"


@cache
def _fonts() -> Any:
    import typst  # noqa: PLC0415 - A large library, which most processes never ask for.

    return typst.Fonts()


def _compiler(sheet: Sheet) -> Any:
    # One for each call: a compiler keeps what it was given last, and threads would share it.
    import typst  # noqa: PLC0415

    return typst.Compiler(SHEETS / f"{sheet}.typ", root=SHEETS, font_paths=_fonts())
