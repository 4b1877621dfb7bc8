"""News items as agencies send them: ninjs, the JSON of the IPTC, version 2 and 3.

Source: https://iptc.org/standards/ninjs/. Version 3 writes its names in camel case and version 2 in
small letters, so case is passed over. A text may come in several forms; the one that keeps its
paragraphs is read. Items without any text of their own (pictures, films, events) are read by what
they are described with.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from provenance.capture import agencies, bylines
from provenance.capture.candidates import Candidate, Field
from provenance.capture.errors import ExtractionError
from provenance.capture.reading import Reading
from provenance.capture.regions import Block, BlockKind, Region

Item = dict[str, Any]
TOLD_BY = {"headlines", "bodies", "descriptions", "title"}
BLOCKS: dict[str, tuple[BlockKind, int]] = {
    "p": ("paragraph", 0),
    "li": ("list", 0),
    "blockquote": ("quote", 0),
    "figcaption": ("caption", 0),
    **{f"h{level}": ("heading", level) for level in range(1, 7)},
    # The XML of NITF, which some agencies send beside the page.
    "hl1": ("heading", 1),
    "hl2": ("heading", 2),
}
GOOD = {"usable", ""}
BOM = b"\xef\xbb\xbf"
Piece = tuple[BlockKind, int, str]


def is_item(raw: bytes) -> bool:
    """Whether these bytes are a ninjs item: an object with a `uri` and something told."""
    if raw.removeprefix(BOM).lstrip()[:1] != b"{":
        return False
    try:
        return _is_item(_parsed(raw.decode("utf-8-sig")))
    except (ExtractionError, UnicodeDecodeError):
        return False


def read(text: str) -> Reading:
    """The headline and the text, and what the item says of itself. Raises ExtractionError."""
    item = _parsed(text)
    if isinstance(item, list):
        raise ExtractionError("several", "This holds several items; bring them in one by one.")
    if not _is_item(item):
        raise ExtractionError("not_ninjs", "This JSON is no news item: it is not ninjs 2 or 3.")
    title = _title(item)
    pieces = _pieces(item, title)
    written, blocks = _laid_out([("heading", 1, title), *pieces] if title else pieces)
    start = blocks[1].start if title and len(blocks) > 1 else 0
    regions = (Region("body", 0, len(written)),) if written else ()
    candidates = tuple(_candidates(item, title))
    return Reading(written, regions, blocks, candidates, tuple(_warnings(item)), start)


def _parsed(text: str) -> Any:
    """The JSON with all names of the item and its parts in small letters."""
    try:
        return _lowered(json.loads(text.lstrip("\ufeff")))
    except ValueError:
        raise ExtractionError("bad_json", "The JSON is broken.") from None
    except RecursionError:
        raise ExtractionError("bad_json", "The JSON is nested too deeply.") from None


def _lowered(value: Any) -> Any:
    if isinstance(value, list):
        return [_lowered(one) for one in value]
    if isinstance(value, dict):
        return {str(name).lower(): _lowered(one) for name, one in value.items()}
    return value


def _is_item(item: Any) -> bool:
    named = isinstance(item, dict) and isinstance(item.get("uri"), str)
    return named and bool(TOLD_BY & item.keys())


def _rows(item: Item, name: str) -> list[Item]:
    rows = item.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _value(row: Item) -> str:
    said = row.get("value")
    return said if isinstance(said, str) else ""


def _said(item: Item, *names: str) -> str:
    """The first of these that says something."""
    found = (item.get(name) for name in names)
    return next((one.strip() for one in found if isinstance(one, str) and one.strip()), "")


def _title(item: Item) -> str:
    rows = sorted(_rows(item, "headlines"), key=lambda row: row.get("role") != "main")
    said = next((_value(row) for row in rows if _value(row).strip()), "")
    if marked := _marked_up(said) if "<" in said else []:
        said = " ".join(text for _, _, text in marked)
    return " ".join((said or _said(item, "title")).split())


def _pieces(item: Item, title: str) -> list[Piece]:
    """The paragraphs of the fullest form of the text, without the headline over it."""
    forms = [_form(row) for row in _rows(item, "bodies")]
    best = max(forms, key=_worth, default=[])
    if not best:
        described = [_form(row) for row in _rows(item, "descriptions")]
        best = max(described, key=_worth, default=[])
    if best and best[0][2].casefold() == title.casefold():
        return best[1:]
    return best


def _worth(form: list[Piece]) -> tuple[int, int]:
    """More paragraphs are better kept; of two alike, the longer one says more."""
    return len(form), sum(len(text) for _, _, text in form)


def _form(row: Item) -> list[Piece]:
    value = _value(row)
    marked = _marked_up(value) if "<" in value and ">" in value else []
    if marked:
        return marked
    return [("paragraph", 0, text) for text in map(_tidy, value.splitlines()) if text]


def _marked_up(value: str) -> list[Piece]:
    """The blocks of a page, or of NITF; nothing where there are none."""
    try:
        tree = html.fromstring(f"<div>{value.partition('?>')[2] or value}</div>")
    except (etree.ParserError, ValueError):
        return []
    if not isinstance(tree.tag, str):
        return []
    pieces = []
    for element in tree.iter(*BLOCKS):
        inside = next(element.iterancestors(*BLOCKS), None)
        text = _tidy(str(element.text_content()))
        if text and inside is None and not _is_head(element):
            pieces.append((*BLOCKS[str(element.tag)], text))
    return pieces


def _is_head(element: Any) -> bool:
    """Whether it stands in the head of a NITF file, which tells of the text and is none of it."""
    return any(one.tag in {"head", "docdata", "hedline"} for one in element.iterancestors())


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _laid_out(pieces: list[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The canonical text, a blank line between two blocks, and where each block stands."""
    parts, blocks, at = [], [], 0
    for kind, level, text in pieces:
        blocks.append(Block(kind, at, at + len(text), level))
        parts.append(text)
        at += len(text) + 2
    return "\n\n".join(parts), tuple(blocks)


def _candidates(item: Item, title: str) -> Iterator[Candidate]:
    if title:
        yield Candidate("title", title, 0.95, "in_markup", "ninjs headlines", None, 0, len(title))
    yield from _parties(item)
    for where, confidence in (("firstcreated", 0.9), ("versioncreated", 0.7)):
        if day := _said(item, where)[:10]:
            yield Candidate("published", day, confidence, "in_markup", f"ninjs {where}", "day")
    if language := _said(item, "language").split("-")[0].lower():
        yield _found("language", language, 0.95, "language")
    uri = _said(item, "uri")
    if uri.startswith(("http://", "https://")):
        yield _found("canonical", uri, 0.9, "uri")


def _parties(item: Item) -> Iterator[Candidate]:
    outlets = list(_outlets(item))
    for outlet, where in outlets:
        yield _found("outlet", outlet, 0.85, where)
    for name in _authors(_said(item, "by")):
        if name.casefold() not in {outlet.casefold() for outlet, _ in outlets}:
            yield _found("author", name, 0.9, "by")


def _found(field: Field, value: str, confidence: float, where: str) -> Candidate:
    return Candidate(field, value, confidence, "in_markup", f"ninjs {where}")


def _authors(by: str) -> list[str]:
    """The people of a byline; an agency in it is no person."""
    names = bylines.split_names(bylines.cut(by)) if by else []
    people = [name for name in names if not name.lower().startswith("the ")]
    return [name for name in people if not agencies.agency_named(name)]


def _outlets(item: Item) -> Iterator[tuple[str, str]]:
    """Who sends it: who is named as the source, else who holds the rights."""
    for row in _rows(item, "infosources")[:1]:
        if name := _said(row, "name"):
            yield name, "infosources"
    if holder := _said(item, "copyrightholder"):
        yield holder, "copyrightholder"


def _warnings(item: Item) -> Iterator[str]:
    status = _said(item, "pubstatus").lower()
    if status not in GOOD:
        yield f"The agency says of this item that it is {status[:40]}."
    if note := _said(item, "ednote"):
        yield f"The agency notes: {note[:300]}"
