"""HTML as a tree, and the small questions that everyone asks of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html
from lxml.html import HtmlElement

from provenance.capture.phrases import words

_SPACE = re.compile(r"[\s\u200b\ufeff\u2060]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200c\u200d\u200e\u200f"))
_NEVER_SHOWN = frozenset(
    {"script", "style", "noscript", "template", "head", "svg", "iframe", "object"}
)
_PARTING = words(
    """
    br p div li ul ol td tr h1 h2 h3 h4 h5 h6 dd dt section article blockquote figcaption
    """
)


def parse(text: str) -> HtmlElement | None:
    """Parse a page, however broken; None when there is no element in it.

    libxml2 stops at a depth of 256 elements by itself, so a page that nests
    without end costs no more than any other.
    """
    # Bytes with a stated encoding keep a meta charset from being believed over the decoder.
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    _drop_templates(tree)
    return tree if len(tree) else None


def _drop_templates(tree: HtmlElement) -> None:
    """Take out what a browser keeps for scripts and never shows.

    A template with a shadow root mode is shown: it is how a component brings its content along.
    """
    for template in list(tree.iter("template")):
        if template.get("shadowrootmode") is None and template.getparent() is not None:
            template.drop_tree()


def squeeze(text: str | None) -> str:
    """Return ``text`` with single spaces for all white space and without soft hyphens."""
    return _SPACE.sub(" ", (text or "").translate(_INVISIBLE)).strip()


def words_in(element: HtmlElement, limit: int | None = None) -> str:
    """Return the visible words of ``element``, scripts and styles left out.

    With ``limit`` the rest is not even read once so many characters are there;
    then more than ``limit`` may come back, and a caller takes that for too much.
    """
    if limit is None:
        return squeeze("".join(_shown(element)))
    parts: list[str] = []
    left = 2 * limit + 200
    for part in _shown(element):
        parts.append(part[:left])
        left -= len(part)
        if left <= 0:
            break
    return squeeze("".join(parts))


def _shown(element: HtmlElement) -> Iterator[str]:
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, node in walker:
        if event == "start" and node.tag in _NEVER_SHOWN:
            walker.skip_subtree()
        elif event == "start":
            # Block elements and line breaks part words even where no space is written.
            yield " " + (node.text or "") if node.tag in _PARTING else node.text or ""
        elif node is not element:
            yield " " + (node.tail or "") if node.tag in _PARTING else node.tail or ""
