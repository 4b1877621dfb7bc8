"""The blocks of an article as trafilatura leaves them, with how much of each is a link."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from provenance.capture.markup import squeeze
from provenance.capture.regions import BlockKind, RegionKind

_KINDS: dict[str, BlockKind] = {
    "head": "heading",
    "quote": "quote",
    "list": "list",
    "table": "list",
    "code": "quote",
}
# Elements that end a line inside a block; references and highlights do not.
_LINES = frozenset(
    {"item", "row", "head", "p", "quote", "list", "table", "lb", "code", "div", "figure", "graphic"}
)

_PROSE = 300


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a page: its words, one line for each of its parts, and the region it belongs to.

    ``linked`` is the share of its characters that are links, ``linking`` the
    share of its items that hold one; both 0 to 1.
    """

    kind: BlockKind
    text: str
    level: int = 0
    linked: float = 0.0
    linking: float = 0.0
    region: RegionKind = "body"

    @property
    def bare(self) -> str:
        """The letters and figures alone, in lower case: for comparing."""
        return bare(self.text)


def bare(text: str) -> str:
    """Return the letters and figures of ``text`` in lower case."""
    return "".join(filter(str.isalnum, text.casefold()))


def pieces_of(body: _Element, region: RegionKind) -> list[Piece]:
    """Return the blocks of an extracted tree in order, empty ones left out."""
    return list(_in_container(body, region))


def _in_container(element: _Element, region: RegionKind) -> Iterator[Piece]:
    """Yield the blocks of a container; words and links that stand loose in it form paragraphs."""
    loose: list[str] = [_flat(element.text)]
    for child in element:
        tag = str(child.tag)
        if tag in ("ref", "hi", "lb", "del"):
            loose.extend(_words(child))
        else:
            yield from _loose(loose, region)
            loose = []
            yield from (
                _in_container(child, region)
                if tag in ("div", "body")
                else _block(child, tag, region)
            )
        loose.append(_tail(child))
    yield from _loose(loose, region)


def _loose(words: list[str], region: RegionKind) -> Iterator[Piece]:
    for line in "".join(words).split("\n"):
        if text := squeeze(line):
            yield Piece("paragraph", text, region=region)


def _block(element: _Element, tag: str, region: RegionKind) -> Iterator[Piece]:
    text = lines_in(element)
    if not text:
        return
    kind = _KINDS.get(tag, "paragraph")
    level = _level(element.get("rend")) if kind == "heading" else 0
    linked = sum(len(squeeze("".join(link.itertext()))) for link in element.iter("ref"))
    if tag == "table" and max(map(len, text.split("\n"))) > _PROSE:
        # A table that holds whole paragraphs is there for the layout of the page.
        yield from (Piece("paragraph", line, region=region) for line in text.split("\n"))
        return
    items = list(element.iter("item", "row"))
    linking = sum(item.find(".//ref") is not None for item in items) / len(items) if items else 0.0
    yield Piece(kind, text, level, min(1.0, linked / len(text)), linking, region)


def _level(rend: str | None) -> int:
    found = re.fullmatch(r"h([1-6])", rend or "")
    return int(found.group(1)) if found else 2


def lines_in(element: _Element) -> str:
    """Return the words of a block: cells parted by a bar, items and rows by a newline."""
    text = "".join(_words(element))
    lines = (squeeze(line).strip("|").strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _words(element: _Element) -> Iterator[str]:
    tag = str(element.tag)
    if tag in _LINES:
        yield "\n"
    yield _flat(element.text)
    for child in element:
        yield from _words(child)
        yield _tail(child)
    if tag in _LINES:
        yield "\n"
    elif tag == "cell":
        yield " | "


def _flat(text: str | None) -> str:
    """Turn line ends written in the source into spaces; line ends that show are elements."""
    return " ".join((text or "").split("\n"))


def _tail(child: _Element) -> str:
    tail = _flat(child.tail)
    # Trafilatura loses the space after a link now and then; a link hardly ever ends inside a word.
    return f" {tail}" if child.tag == "ref" and tail[:1].isalnum() else tail
