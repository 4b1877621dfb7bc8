"""A text cut into the blocks that the reader sees. Pure; offsets are code points, half-open.

Together the blocks hold every character of the text but white space between them. What the
extractor said about blocks is used where it makes sense; what it left out is cut at blank lines.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

Json = Mapping[str, Any]
KINDS = {"paragraph", "heading", "quote", "list", "caption"}
REGIONS = {"body", "comment", "boilerplate", "caption"}


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, quotation, caption or item of a list; `level` is of headings."""

    kind: str
    start: int
    end: int
    level: int = 0
    region: str = "body"


def blocks_of(text: str, blocks: Iterable[Json], regions: Iterable[Json]) -> list[Block]:
    """The blocks of `text` in order, without overlaps and each within one region."""
    found: list[Block] = []
    around = _Regions(regions, len(text))
    for given in _without_gaps(text, blocks):
        for piece in around.cut(given):
            found += _lines(text, piece) if piece.kind == "list" else [_trimmed(text, piece)]
    return [block for block in found if block.start < block.end]


def _without_gaps(text: str, blocks: Iterable[Json]) -> Iterator[Block]:
    """The blocks as given, and paragraphs for what stands between them."""
    at = 0
    for block in sorted(filter(None, (_read(one, len(text)) for one in blocks)), key=_place):
        if block.start < at:
            continue  # It overlaps the one before; what it adds comes as a paragraph.
        yield from _paragraphs(text, at, block.start)
        yield block
        at = block.end
    yield from _paragraphs(text, at, len(text))


def _read(given: Json, length: int) -> Block | None:
    start, end = given.get("start"), given.get("end")
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= length):
        return None
    kind = given.get("kind", "paragraph")
    return Block(kind if kind in KINDS else "paragraph", start, end, given.get("level") or 0)


def _place(block: Block) -> tuple[int, int]:
    return block.start, block.end


def _paragraphs(text: str, start: int, end: int) -> Iterator[Block]:
    """The stretch [start, end) cut at blank lines."""
    at, begins = start, None
    for line in text[start:end].split("\n"):
        if line.strip():
            begins = at if begins is None else begins
            ends = at + len(line)
        elif begins is not None:
            yield Block("paragraph", begins, ends)
            begins = None
        at += len(line) + 1
    if begins is not None:
        yield Block("paragraph", begins, ends)


def _lines(text: str, block: Block) -> Iterator[Block]:
    """Each line of a list is a block, since a line break between two items is none of the text."""
    at = block.start
    for line in text[block.start : block.end].split("\n"):
        yield _trimmed(text, Block(block.kind, at, at + len(line), block.level, block.region))
        at += len(line) + 1


def _trimmed(text: str, block: Block) -> Block:
    words = text[block.start : block.end]
    start = block.start + len(words) - len(words.lstrip())
    return Block(block.kind, start, start + len(words.strip()), block.level, block.region)


class _Regions:
    """Where regions begin and what they are; what no region names is body."""

    def __init__(self, regions: Iterable[Json], length: int) -> None:
        self.starts, self.kinds = [0], ["body"]
        for one in _in_order(regions, length):
            if one.start < self.starts[-1]:
                continue
            self._begin(one.start, one.region)
            self._begin(one.end, "body")

    def _begin(self, at: int, kind: str) -> None:
        if at == self.starts[-1]:
            self.kinds[-1] = kind
        else:
            self.starts.append(at)
            self.kinds.append(kind)

    def cut(self, block: Block) -> Iterator[Block]:
        """The block, or its parts where it reaches over the edge of a region."""
        first = bisect_right(self.starts, block.start) - 1
        last = bisect_right(self.starts, block.end - 1)
        edges = [block.start, *self.starts[first + 1 : last], block.end]
        for (start, end), kind in zip(pairwise(edges), self.kinds[first:last], strict=True):
            yield Block(
                "caption" if kind == "caption" else block.kind, start, end, block.level, kind
            )


def _in_order(regions: Iterable[Json], length: int) -> Sequence[Block]:
    found = []
    for given in regions:
        block = _read({**given, "kind": "paragraph"}, length)
        if block is not None and given.get("kind") in REGIONS:
            found.append(Block("", block.start, block.end, region=str(given["kind"])))
    return sorted(found, key=_place)
