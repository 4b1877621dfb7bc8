"""An HTML page: its article as blocks of text, its readers' comments, its metadata."""

from __future__ import annotations

from dataclasses import dataclass

import trafilatura
from lxml.etree import _Element

from provenance.capture import markup as markups
from provenance.capture import metadata
from provenance.capture.candidates import Candidate
from provenance.capture.errors import ExtractionError
from provenance.capture.regions import Block, BlockKind, Region, RegionKind, tile


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds; offsets are into ``text``."""

    text: str
    regions: tuple[Region, ...]
    blocks: tuple[Block, ...]
    language: str | None
    candidates: tuple[Candidate, ...]
    warnings: tuple[str, ...]


_Piece = tuple[RegionKind, BlockKind, int, str]


def read(markup: str, address: str | None) -> Page:
    """Extract the article of a page; raises ExtractionError when there is none."""
    tree = markups.parse(markup)
    if tree is None:
        raise ExtractionError("nothing_found", "No article was found on this page.")
    found, _ = metadata.find(tree, address=address)
    try:
        document = trafilatura.bare_extraction(tree, url=address, include_comments=True, include_tables=True)
    except (RecursionError, ValueError, AssertionError) as error:
        raise ExtractionError("nothing_found", "No article was found on this page.") from error
    if document is None or document.body is None:
        raise ExtractionError("nothing_found", "No article was found on this page.")
    pieces = _pieces(document.body, "body")
    if document.commentsbody is not None:
        pieces += _pieces(document.commentsbody, "comment")
    text, blocks, marks = _lay_out(pieces)
    return Page(text, tile(marks, len(text)), blocks, None, tuple(metadata.placed(one, text) for one in found), ())


def _pieces(body: _Element, region: RegionKind) -> list[_Piece]:
    pieces: list[_Piece] = []
    for element in body:
        words = " ".join("".join(element.itertext()).split())
        if not words:
            continue
        kinds: dict[str, BlockKind] = {"head": "heading", "quote": "quote", "list": "list"}
        kind = kinds.get(str(element.tag), "paragraph")
        level = int(element.get("rend", "h2")[1:]) if kind == "heading" else 0
        pieces.append((region, kind, level, words))
    return pieces


def _lay_out(pieces: list[_Piece]) -> tuple[str, tuple[Block, ...], list[tuple[int, RegionKind]]]:
    text = "\n\n".join(piece[3] for piece in pieces)
    blocks: list[Block] = []
    marks: list[tuple[int, RegionKind]] = []
    position = 0
    for region, kind, level, words in pieces:
        blocks.append(Block(kind, position, position + len(words), level))
        marks.append((position, region))
        position += len(words) + 2
    return text, tuple(blocks), marks
