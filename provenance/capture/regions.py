"""Regions and blocks of a canonical text: which stretch is the article and which is not.

Offsets are Unicode code points, half-open ``[start, end)``. Regions tile the
whole text in order; blocks are the paragraphs, headings and so on inside them,
trimmed of white space, in order and never overlapping.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

RegionKind = Literal["body", "comment", "boilerplate", "caption"]
BlockKind = Literal["heading", "paragraph", "quote", "list", "caption"]


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the text of one kind; only ``body`` is the article itself."""

    kind: RegionKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, quotation, list or caption; ``level`` is 1 to 6 for headings."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0


def tile(marks: Iterable[tuple[int, RegionKind]], length: int) -> tuple[Region, ...]:
    """Turn the places where a kind begins into regions that cover ``[0, length)``.

    ``marks`` are ``(start, kind)`` in order of start. White space between two
    blocks belongs to the earlier one; neighbours of one kind become one region.
    """
    regions: list[Region] = []
    for start, kind in marks:
        if not regions:
            regions.append(Region(kind, 0, length))
        elif kind != regions[-1].kind:
            regions[-1] = Region(regions[-1].kind, regions[-1].start, start)
            regions.append(Region(kind, start, length))
    return tuple(regions)


def text_of(text: str, regions: Sequence[Region], kind: RegionKind = "body") -> str:
    """Return the words of all regions of one kind, a blank line between them."""
    parts = (text[region.start : region.end].strip() for region in regions if region.kind == kind)
    return "\n\n".join(part for part in parts if part)
