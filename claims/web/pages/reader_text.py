"""The text as HTML: blocks whose text nodes are exactly the characters of the snapshot. Pure.

`docs/pages.md` tells what the reader's scripts rely on.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from django.utils.safestring import SafeString, mark_safe

from .reader_blocks import Block
from .reader_marks import VERDICTS, Laid, Segment, within

LONG = 30_000  # Characters; longer texts are not laid out where nobody looks.
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "yi", "ps", "sd", "ug", "dv", "ckb", "ku"})
LINK = re.compile(r"(\[)[^\[\]\n]{1,300}(\]\((?:https?://|#|/)[^\s()]{0,1000}\))")
TAGS = {"quote": "blockquote", "list": "li"}
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring blocks of one region, as HTML. `paragraphs` counts them."""

    region: str
    html: SafeString
    paragraphs: int
    marked: bool


def parts_of(
    text: str, blocks: Sequence[Block], segments: Sequence[Segment], dimmed: Sequence[Span] = ()
) -> list[Part]:
    """The whole text; readers' comments and boilerplate are parts of their own, to be folded."""
    found = []
    for region, here in groupby(blocks, lambda block: _folded(block.region)):
        group = list(here)
        html = "".join(_runs(text, group, segments, dimmed))
        marked = "<mark " in html
        found.append(Part(region, mark_safe(html), len(group), marked))  # noqa: S308 - Escaped by _words.
    return found


def _folded(region: str) -> str:
    return "body" if region == "caption" else region


def _runs(
    text: str, blocks: Iterable[Block], segments: Sequence[Segment], dimmed: Sequence[Span]
) -> Iterator[str]:
    """Blocks one after the other; items of a list stand in one list."""
    for is_list, run in groupby(blocks, lambda block: block.kind == "list"):
        html = "\n".join(block_html(text, block, segments, dimmed) for block in run)
        yield f"<ul>\n{html}\n</ul>\n" if is_list else f"{html}\n"


def block_html(
    text: str,
    block: Block,
    segments: Sequence[Segment],
    dimmed: Sequence[Span] = (),
    *,
    title: bool = False,
    swap: bool = False,
) -> SafeString:
    """One block; `swap` for an answer that takes the place of the block on a page that is open."""
    tag = "h1" if title else _tag(block)
    style = ' class="caption"' if block.kind == "caption" else ""
    out_of_band = ' data-hx-swap-oob="true"' if swap else ""
    words = "".join(
        _segment(text, piece, dimmed) for piece in within(segments, block.start, block.end)
    )
    place = f'id="b{block.start}" data-start="{block.start}" data-end="{block.end}"'
    return mark_safe(f"<{tag} {place}{style}{out_of_band}>{words}</{tag}>")  # noqa: S308 - Escaped by _words.


def _tag(block: Block) -> str:
    if block.kind == "heading":
        return "h2" if block.level <= 2 else "h3"
    return TAGS.get(block.kind, "p")


def _segment(text: str, piece: Segment, dimmed: Sequence[Span]) -> str:
    words = _words(text, piece.start, piece.end, dimmed)
    if not piece.here:
        return words
    passages = " ".join(dict.fromkeys(str(one.mark.passage) for one in piece.here))
    claims = " ".join(dict.fromkeys(str(pk) for one in piece.here for pk in one.mark.claims))
    named = f' data-claims="{claims}"' if claims else ""
    style = " ".join(_classes(piece.end, piece.here))
    return f'<mark class="{style}" data-passages="{passages}"{named}>{words}</mark>'


def _classes(end: int, here: Iterable[Laid]) -> Iterator[str]:
    unreviewed = [one for one in here if one.mark.kind == "unreviewed"]
    if unreviewed:
        yield "hi"
    if len(unreviewed) > 1:
        yield "hi-2"
    for one in here:
        if one.lane:
            yield f"l{one.lane}-{one.mark.kind}"
    if not all(one.lane for one in here):
        yield "more-marks"
    ending = [one for one in here if one.mark.kind in VERDICTS and one.mark.end == end]
    if ending:
        yield f"end-{ending[0].mark.kind}"


def _words(text: str, start: int, end: int, dimmed: Sequence[Span]) -> str:
    """Escaped words; what is only there for programs (the address of a link) is dimmed."""
    at, html = start, ""
    for low, high in dimmed[bisect_right(dimmed, start, key=lambda span: span[1]) :]:
        if low >= end:
            break
        low, high = max(low, at), min(high, end)
        html += f'{_escaped(text[at:low])}<span class="dim">{_escaped(text[low:high])}</span>'
        at = high
    return html + _escaped(text[at:end])


def _escaped(words: str) -> str:
    # A carriage return would be read as a line feed; a reference to it is kept.
    return escape(words, quote=False).replace("\r", "&#13;")


def dimmed_in(text: str) -> list[Span]:
    """The brackets and addresses of links that a plain text carries in Markdown."""
    if "](" not in text:
        return []
    return [found.span(group) for found in LINK.finditer(text) for group in (1, 2)]


def direction(language: str) -> str:
    """Which way the text runs; `auto`, by its first letters, where its language is not known."""
    if not language:
        return "auto"
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"
