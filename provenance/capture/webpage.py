"""An HTML page: its article as blocks of text, its readers' comments, its metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import trafilatura
from lxml.html import HtmlElement

from provenance.capture import markup as markups
from provenance.capture import metadata, trimming
from provenance.capture.candidates import Candidate
from provenance.capture.choice import choose
from provenance.capture.errors import ExtractionError
from provenance.capture.pieces import Piece, bare, pieces_of
from provenance.capture.regions import Block, Region, RegionKind, tile

_CAPTION = re.compile(r"(?<![a-z])(?:caption|wp-caption-text|photo-credit|image-credit|bildunterschrift|legende)", re.IGNORECASE)

_EMBEDDED = re.compile(r"twitter-tweet|instagram-media|tiktok-embed|bluesky-embed", re.IGNORECASE)
_SUBHEAD = re.compile(r"sub-?head|crosshead|zwischen(?:titel|ueberschrift)|intertitre", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page holds; offsets are into ``text``."""

    text: str
    regions: tuple[Region, ...]
    blocks: tuple[Block, ...]
    article_start: int
    candidates: tuple[Candidate, ...]
    warnings: tuple[str, ...]


def read(markup: str, address: str | None) -> Page:
    """Extract the article of a page; raises ExtractionError when there is none."""
    tree = markups.parse(markup)
    if tree is None:
        raise ExtractionError("nothing_found", "No article was found on this page.")
    found = metadata.find(tree, address=address)
    surroundings = _surroundings(tree, found)
    _prepare(tree)
    try:
        document = trafilatura.bare_extraction(
            tree, url=address, include_comments=True, include_tables=True, include_links=True, with_metadata=False
        )
    except (RecursionError, ValueError, AssertionError) as error:
        raise ExtractionError("nothing_found", "No article was found on this page.") from error
    if document is None or isinstance(document, dict) or document.body is None:
        raise ExtractionError("nothing_found", "No article was found on this page.")
    pieces = trimming.trimmed(pieces_of(document.body, "body"), surroundings)
    if not pieces:
        raise ExtractionError("nothing_found", "No article was found on this page.")
    start = trimming.article_start(pieces)
    if document.commentsbody is not None:
        pieces += pieces_of(document.commentsbody, "comment")
    return _laid_out(pieces, start, found.candidates)


def _laid_out(pieces: list[Piece], start: int, candidates: Sequence[Candidate]) -> Page:
    """Join the blocks under the headline of the page; ``start`` is the first block of the running text."""
    title = choose(candidates).title
    before = [Piece("heading", title, 1)] if title else []
    # The headline stands first once, wherever the page itself had it.
    kept = before + [piece for index, piece in enumerate(pieces) if index >= start or piece.bare != bare(title or "")]
    text, blocks, marks = _lay_out(kept)
    running = kept.index(pieces[start], len(before))
    placed = tuple(metadata.placed(one, text) for one in candidates)
    return Page(text, tile(marks, len(text)), blocks, blocks[running].start, placed, ())


def _surroundings(tree: HtmlElement, found: metadata.Found) -> trimming.Surroundings:
    titles = [candidate.value for candidate in found.candidates if candidate.field == "title"]
    return trimming.Surroundings(
        trimming.plain_set(titles), trimming.plain_set(list(_captions(tree))), bare(found.above)
    )


def _prepare(tree: HtmlElement) -> None:
    """Give what trafilatura would drop a form that it keeps: embedded posts, headings written as divisions."""
    for quote in tree.iter("blockquote"):
        if _EMBEDDED.search(quote.get("class") or ""):
            quote.attrib.pop("class")
    for element in tree.iter("div", "span"):
        if _SUBHEAD.search(element.get("class") or "") and not len(element) and 3 < len(element.text or "") < 150:
            element.tag = "h3"


def _captions(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("figcaption", "p", "div", "span", "small", "em", "cite", "dd", "td"):
        if element.tag == "figcaption" or _CAPTION.search(element.get("class") or ""):
            words = markups.words_in(element)
            if 3 < len(words) < 600:
                yield words


def _lay_out(pieces: Sequence[Piece]) -> tuple[str, tuple[Block, ...], list[tuple[int, RegionKind]]]:
    blocks: list[Block] = []
    marks: list[tuple[int, RegionKind]] = []
    position = 0
    for piece in pieces:
        blocks.append(Block(piece.kind, position, position + len(piece.text), piece.level))
        marks.append((position, piece.region))
        position += len(piece.text) + 2
    return "\n\n".join(piece.text for piece in pieces), tuple(blocks), marks
