"""Rows of files of any size, one after the other, and the broken ones told apart. Pure.

Memory holds one row at a time; only a single JSON document, such as a feed, is read whole.
"""

import csv
import io
import json
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any, BinaryIO

from claims.exchange.linted import json_in
from claims.exchange.linting import reviews_in

from .averitec import is_averitec

AVERITEC, CLAIMREVIEW, TABLE = "averitec", "claimreview", "csv"
FORMATS = (AVERITEC, CLAIMREVIEW, TABLE)
LONGEST_ROW = 2 * 2**20
LARGEST_DOCUMENT = 64 * 2**20
LOOKED_AT = 64 * 2**10
CHUNK = 64 * 2**10
DELIMITERS = ",;\t|"


class UnreadableError(ValueError):
    """A file in none of the formats; says so."""


@dataclass(frozen=True)
class Broken:
    """A row that is no row of its format, and why."""

    said: str


@dataclass(frozen=True)
class Row:
    """One row: its number (the line, in files of lines) and what stands there, or Broken."""

    number: int
    raw: Any


def form_of(stream: BinaryIO, name: str = "") -> str:
    """The format of a file, by how it begins. Raises UnreadableError."""
    begins = stream.read(LOOKED_AT).removeprefix(b"\xef\xbb\xbf").lstrip()
    stream.seek(0)
    if not begins:
        raise UnreadableError("The file is empty.")
    if begins.startswith(b"<"):
        return CLAIMREVIEW
    if begins[:1] in (b"{", b"["):
        first = _first(stream)
        if is_averitec(first):
            return AVERITEC
        if reviews_in(first) or b"ClaimReview" in begins:
            return CLAIMREVIEW
        if isinstance(first, Broken):
            raise UnreadableError(f"This begins like JSON, but: {first.said}")
        raise UnreadableError("This JSON holds neither ClaimReview nor rows of AVeriTeC.")
    if name.lower().endswith((".csv", ".tsv")) or _delimiter(begins.decode("utf-8", "replace")):
        return TABLE
    raise UnreadableError("This is neither JSON, nor a page with ClaimReview, nor a table.")


def _first(stream: BinaryIO) -> Any:
    """What the first row says; the stream stands at its beginning again."""
    with closing(_json(stream)) as rows:
        first = next(rows, None)
    stream.seek(0)
    return first.raw if first else None


def rows_of(stream: BinaryIO, form: str) -> Iterator[Row]:
    """The rows of a file. Raises UnreadableError where nothing can be made of it."""
    if form == TABLE:
        yield from _table(stream)
    elif form == CLAIMREVIEW:
        yield from _reviews(stream)
    else:
        yield from _json(stream)


def headings_of(stream: BinaryIO) -> list[str]:
    """The headings of a table."""
    reader, text = _reader(stream)
    headings = [name for name in reader.fieldnames or () if name]
    text.detach()
    stream.seek(0)
    return headings


def _reviews(stream: BinaryIO) -> Iterator[Row]:
    begins = stream.read(LOOKED_AT).removeprefix(b"\xef\xbb\xbf").lstrip()
    stream.seek(0)
    if begins.startswith(b"<"):
        found = reviews_in(json_in(_whole(stream)))
        yield from (Row(number, one) for number, one in enumerate(found, 1))
        return
    number = 0
    for row in _json(stream):
        for one in [row.raw] if isinstance(row.raw, Broken) else reviews_in(row.raw) or [row.raw]:
            number += 1
            yield Row(number, one)


def _json(stream: BinaryIO) -> Generator[Row]:
    """A list, one object a line, or one document."""
    begins = stream.read(LOOKED_AT).removeprefix(b"\xef\xbb\xbf").lstrip()
    stream.seek(0)
    if begins.startswith(b"["):
        yield from _list(stream)
    elif b"\n{" in begins or isinstance(_parsed(begins.partition(b"\n")[0]), dict):
        yield from _lines(stream)
    else:
        yield from _document(stream)


def _document(stream: BinaryIO) -> Iterator[Row]:
    """One object over many lines; or lines, the first of which was too long to see its end."""
    whole = _whole(stream)
    try:
        yield Row(1, json.loads(whole))
    except RecursionError:
        yield Row(1, Broken("This JSON is nested too deeply."))
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            yield from _lines(io.BytesIO(whole.encode()))
        else:
            yield Row(1, Broken(f"This is no JSON: {str(error)[:120]}."))


def _lines(stream: BinaryIO) -> Iterator[Row]:
    number = 0
    while line := stream.readline(LONGEST_ROW + 1):
        number += 1
        if len(line) > LONGEST_ROW:
            while line and not line.endswith(b"\n"):
                line = stream.readline(LONGEST_ROW)
            yield Row(number, Broken("This line is too long."))
        elif line.strip():
            yield Row(number, _parsed(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line))


def _list(stream: BinaryIO) -> Iterator[Row]:
    """The members of one JSON list, without reading it whole."""
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace")
    try:
        yield from _members(text)
    finally:
        text.detach()  # Else the stream would be closed with it.


def _members(text: io.TextIOWrapper) -> Iterator[Row]:
    decoder, number, wanted = json.JSONDecoder(), 0, CHUNK
    buffer = text.read(CHUNK).lstrip()[1:]
    while not (buffer := buffer.lstrip().removeprefix(",").lstrip()).startswith("]"):
        found, end = _decoded(decoder, buffer)
        if end:
            number, wanted = number + 1, CHUNK
            yield Row(number, found)
            buffer = buffer[end:]
            continue
        more = text.read(wanted)
        if not more or len(buffer) > LONGEST_ROW:
            yield Row(number + 1, Broken("The list breaks here; what follows cannot be read."))
            break
        buffer, wanted = buffer + more, wanted * 2


def _decoded(decoder: json.JSONDecoder, buffer: str) -> tuple[Any, int]:
    """The value at the beginning of a buffer and where it ends: 0 where the end is not in it."""
    try:
        found, end = decoder.raw_decode(buffer)
    except (ValueError, RecursionError):
        return None, 0
    return found, end if end < len(buffer) else 0


def _table(stream: BinaryIO) -> Iterator[Row]:
    reader, text = _reader(stream)
    if not reader.fieldnames:
        raise UnreadableError("The table has no headings.")
    try:
        yield from _read(reader)
    finally:
        text.detach()


def _read(reader: "csv.DictReader[str]") -> Iterator[Row]:
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield Row(reader.line_num, Broken(f"This row cannot be read: {error}."))
            continue
        if row is None:
            return
        yield Row(reader.line_num, _cells(row))


def _cells(row: dict[Any, Any]) -> Any:
    if None in row:
        return Broken("This row has more cells than the table has columns.")
    if any(_is_undecoded(value) for value in row.values() if value):
        return Broken("This row is not written in UTF-8.")
    return {name: value or "" for name, value in row.items()}


def _is_undecoded(value: str) -> bool:
    return any("\udc80" <= one <= "\udcff" for one in value)


def _reader(stream: BinaryIO) -> tuple["csv.DictReader[str]", io.TextIOWrapper]:
    begins = stream.read(LOOKED_AT).decode("utf-8-sig", "replace")
    stream.seek(0)
    text = io.TextIOWrapper(stream, "utf-8-sig", errors="surrogateescape", newline="")
    return csv.DictReader(text, delimiter=_delimiter(begins) or ","), text


def _delimiter(begins: str) -> str:
    """What parts the headings; empty where nothing does."""
    first = begins.partition("\n")[0]
    best = max(DELIMITERS, key=first.count)
    return best if first.count(best) else ""


def _parsed(said: bytes) -> Any:
    try:
        return json.loads(said)
    except UnicodeDecodeError:
        return Broken("This is not written in UTF-8.")
    except RecursionError:
        return Broken("This JSON is nested too deeply.")
    except ValueError as error:
        return Broken(f"This is no JSON: {str(error)[:120]}.")


def _whole(stream: BinaryIO) -> str:
    data = stream.read(LARGEST_DOCUMENT + 1)
    if len(data) > LARGEST_DOCUMENT:
        raise UnreadableError("This document is too large to be read in one piece.")
    return data.decode("utf-8-sig", "replace")
