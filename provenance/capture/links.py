"""The links in the running text of a page, each with the words around it. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from lxml import etree
from lxml.html import HtmlElement

from provenance.capture import markup as markups
from provenance.capture import pageflow
from provenance.capture.phrases import words
from provenance.capture.regions import Region
from provenance.sources.addresses import AddressError, key

MOST = 2000  # links of one page that are looked at
CONTEXT = 80
_BLOCKS = words("p li blockquote h1 h2 h3 h4 h5 h6 td dd dt figcaption div section article body")
_HIDDEN = words("script style noscript template")
_LONGEST_BLOCK = 20_000


@dataclass(frozen=True, slots=True)
class Link:
    """A link, its words, and what stands before and after it in its paragraph.

    ``start`` and ``end`` are its place in the canonical text.
    """

    address: str
    key: str
    words: str
    before: str
    after: str
    start: int = -1
    end: int = -1

    @property
    def worded(self) -> str:
        """The words around the link, itself included, cut between words, for a person to read."""
        before, after = self.before[-40:], self.after[:24]
        if len(self.before) > len(before) or len(self.before) >= CONTEXT - 1:
            before = "…" + before.partition(" ")[2]
        if len(self.after) > len(after):
            after = after.rpartition(" ")[0] + "…"
        return " ".join(f"{before}{self.words}{after}".split())


def links_of(markup: str, *, address: str, text: str, regions: Sequence[Region]) -> list[Link]:
    """Return the links to other pages that stand in the body of the article, in order.

    What stands around the article and what readers link to is left out: a link counts where its
    words are in the body of ``text``.
    """
    tree = markups.parse(markup)
    if tree is None:
        return []
    places = _Places(text, regions)
    placed = (places.find(link) for link in _links(tree, address))
    return [link for link in placed if link is not None]


def canonical_link(markup: str, *, address: str) -> str:
    """Return the address that a page calls its own, or nothing."""
    tree = markups.parse(markup)
    for link in tree.iter("link") if tree is not None else ():
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            return urljoin(address, str(link.get("href")).strip())
    return ""


def _links(tree: HtmlElement, address: str) -> Iterator[Link]:
    base = next((str(one.get("href")) for one in tree.iter("base") if one.get("href")), "")
    base, own = _joined(address, base), _key(address)
    blocks: dict[HtmlElement, tuple[str, dict[HtmlElement, tuple[int, int]]]] = {}
    count = 0
    for anchor in tree.iter("a"):
        target = _joined(base, (anchor.get("href") or "").strip())
        known_as = _key(target) if target.startswith("http") else ""
        block = _block(anchor)
        if not known_as or known_as == own or block is None:
            continue
        if block not in blocks:
            blocks[block] = _flat(block)
        line, spans = blocks[block]
        start, end = spans.get(anchor, (0, 0))
        if not line[start:end].strip() or pageflow.apart(anchor):
            continue
        before, after = line[max(0, start - CONTEXT) : start], line[end : end + CONTEXT]
        yield Link(target, known_as, line[start:end].strip(), before.lstrip(), after.rstrip())
        count += 1
        if count == MOST:
            return


def _joined(base: str, target: str) -> str:
    try:
        return urljoin(base, target)
    except ValueError:
        return ""


def _key(address: str) -> str:
    try:
        return key(address) if address else ""
    except (AddressError, ValueError):
        return ""


def _block(anchor: HtmlElement) -> HtmlElement | None:
    node = anchor.getparent()
    while node is not None and node.tag not in _BLOCKS:
        node = node.getparent()
    return node


def _flat(block: HtmlElement) -> tuple[str, dict[HtmlElement, tuple[int, int]]]:
    """Return the words of a block on one line, and where its links stand in them."""
    line, starts, spans = "", {}, {}
    walker = etree.iterwalk(block, events=("start", "end"))
    for event, node in walker:
        if event == "start" and node.tag in _HIDDEN:
            walker.skip_subtree()
            continue
        if node.tag == "br" or (node.tag in _BLOCKS and node is not block):
            line = _added(line, " ")
        if event == "start":
            starts[node] = len(line)
            line = _added(line, node.text)
        else:
            if node.tag == "a":
                spans[node] = (starts.get(node, len(line)), len(line))
            if node is not block:
                line = _added(line, node.tail)
        if len(line) > _LONGEST_BLOCK:
            break
    return line, spans


def _added(line: str, part: str | None) -> str:
    """Return a line with more words, single spaces for all white space."""
    if not part:
        return line
    bare = markups.squeeze(part)
    if not bare:
        return line if not line or line.endswith(" ") else f"{line} "
    spaced = part[0].isspace() and bool(line) and not line.endswith(" ")
    return f"{line}{' ' if spaced else ''}{bare}{' ' if part[-1].isspace() else ''}"


class _Places:
    """Where links stand in the canonical text; asked in the order of the page."""

    def __init__(self, text: str, regions: Sequence[Region]) -> None:
        self.text, self.regions = text, regions
        self.starts = [region.start for region in regions]
        self.at = 0

    def find(self, link: Link) -> Link | None:
        """Return the link with its place, or None where its words are not in the body."""
        for before, after in ((24, 24), (24, 0), (0, 24)):
            place = self._around(link, link.before[-before:] if before else "", link.after[:after])
            if place is not None:
                break
        else:
            place = self.text.find(link.words)
            if place < 0 or self.text.find(link.words, place + 1) >= 0:
                return None
        if not self._in_body(place):
            return None
        self.at = place
        return replace(link, start=place, end=place + len(link.words))

    def _around(self, link: Link, before: str, after: str) -> int | None:
        """Look for the words between others. Spaces beside links get lost on the way."""
        if not before and not after:
            return None
        for gap_before in ("", " "):
            for gap_after in ("", " "):
                lead = before.rstrip() + gap_before if before else ""
                wanted = lead + link.words + (gap_after + after.lstrip() if after else "")
                found = self.text.find(wanted, self.at)
                found = found if found >= 0 else self.text.find(wanted, 0, self.at + len(wanted))
                if found >= 0:
                    return found + len(lead)
        return None

    def _in_body(self, place: int) -> bool:
        at = bisect_right(self.starts, place) - 1
        return not self.regions or (at >= 0 and self.regions[at].kind == "body")
