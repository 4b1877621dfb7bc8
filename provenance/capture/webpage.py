"""An HTML page: its article as blocks of text, its readers' comments, its metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import trafilatura
from lxml import html
from lxml.html import HtmlElement

from provenance.capture import credits, metadata, trimming
from provenance.capture import markup as markups
from provenance.capture.candidates import Candidate
from provenance.capture.choice import choose
from provenance.capture.errors import ExtractionError
from provenance.capture.pieces import Piece, bare, pieces_of
from provenance.capture.reading import Reading
from provenance.capture.regions import Block, RegionKind, tile

_CAPTION = re.compile(
    r"(?<![a-z])(?:caption|wp-caption-text|photo-credit|image-credit|bildunterschrift|legende)",
    re.IGNORECASE,
)

_EMBEDDED = re.compile(r"twitter-tweet|instagram-media|tiktok-embed|bluesky-embed", re.IGNORECASE)
_LONGEST_CAPTION = 1500
_LEAST = 25
_EDGE = 6
_SUBHEAD = re.compile(
    r"sub-?head|crosshead|zwischen(?:titel|ueberschrift)|intertitre", re.IGNORECASE
)


def read(markup: str, address: str | None) -> Reading:
    """Extract the article of a page; raises ExtractionError when there is none."""
    tree = markups.parse(markup)
    if tree is None:
        raise ExtractionError("nothing_found", "No article was found on this page.")
    found = metadata.find(tree, address=address)
    surroundings = _surroundings(tree, found)
    _prepare(tree)
    try:
        document = trafilatura.bare_extraction(
            tree,
            url=address,
            include_comments=True,
            include_tables=True,
            include_links=True,
            with_metadata=False,
        )
    except (RecursionError, ValueError, AssertionError) as error:
        raise ExtractionError("nothing_found", "No article was found on this page.") from error
    if document is None or isinstance(document, dict) or document.body is None:
        raise ExtractionError("nothing_found", "No article was found on this page.")
    pieces = trimming.trimmed(pieces_of(document.body, "body"), surroundings)
    if sum(len(piece.bare) for piece in pieces) < _LEAST:
        raise ExtractionError("nothing_found", "No article was found on this page.")
    lead = trimming.standfirst(surroundings, pieces)
    pieces = [lead, *pieces] if lead else pieces
    start = trimming.article_start(pieces)
    if document.commentsbody is not None:
        pieces += pieces_of(document.commentsbody, "comment")
    return _laid_out(pieces, start, found.candidates)


def _laid_out(pieces: list[Piece], start: int, candidates: Sequence[Candidate]) -> Reading:
    """Join the blocks under the headline of the page; the running text begins with ``start``."""
    title = choose(candidates).title
    before = [Piece("heading", title, 1)] if title else []
    # The headline stands first once, wherever the page itself had it.
    over = [piece for piece in pieces[:start] if piece.bare != bare(title or "")]
    kept = [*before, *over, *pieces[start:]]
    text, blocks, marks = _lay_out(kept)
    first = len(before) + len(over)
    parts = [(text[block.start : block.end], block.start) for block in blocks[first:]]
    placed = [metadata.placed(one, text) for one in candidates]
    return Reading(
        text=text,
        regions=tile(marks, len(text)),
        blocks=blocks,
        candidates=(
            *placed,
            *credits.signed(placed),
            *credits.origins(parts, len(parts) - _EDGE),
        ),
        article_start=blocks[first].start,
    )


def _surroundings(tree: HtmlElement, found: metadata.Found) -> trimming.Surroundings:
    titles = [candidate.value for candidate in found.candidates if candidate.field == "title"]
    return trimming.Surroundings(
        trimming.plain_set(titles),
        trimming.plain_set(list(_captions(tree))),
        bare(found.above),
        found.above,
    )


def _prepare(tree: HtmlElement) -> None:
    """Give what trafilatura would drop a form that it keeps: embedded posts, loose headings."""
    for quote in tree.iter("blockquote"):
        if _EMBEDDED.search(quote.get("class") or ""):
            quote.attrib.pop("class")
    for caption in list(tree.iter("figcaption")):
        _set_after_picture(caption)
    for element in tree.iter("div", "span"):
        named = _SUBHEAD.search(element.get("class") or "") is not None
        if named and not len(element) and 3 < len(element.text or "") < 150:
            element.tag = "h3"


def _set_after_picture(caption: HtmlElement) -> None:
    """Make a caption a paragraph after its picture; inside it, it would go with the picture."""
    picture = caption.getparent()
    while picture is not None and picture.tag != "figure":
        picture = picture.getparent()
    words = markups.words_in(caption, _LONGEST_CAPTION)
    if picture is None or picture.getparent() is None or not 3 < len(words) < _LONGEST_CAPTION:
        return
    caption.drop_tree()
    paragraph = html.Element("p")
    paragraph.text = words
    paragraph.tail, picture.tail = picture.tail, None
    picture.addnext(paragraph)


def _captions(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("figcaption", "p", "div", "span", "small", "em", "cite", "dd", "td"):
        if element.tag == "figcaption" or _CAPTION.search(element.get("class") or ""):
            words = markups.words_in(element, _LONGEST_CAPTION)
            if 3 < len(words) < _LONGEST_CAPTION:
                yield words


def _lay_out(
    pieces: Sequence[Piece],
) -> tuple[str, tuple[Block, ...], list[tuple[int, RegionKind]]]:
    blocks: list[Block] = []
    marks: list[tuple[int, RegionKind]] = []
    position = 0
    for piece in pieces:
        blocks.append(Block(piece.kind, position, position + len(piece.text), piece.level))
        marks.append((position, piece.region))
        position += len(piece.text) + 2
    return "\n\n".join(piece.text for piece in pieces), tuple(blocks), marks
