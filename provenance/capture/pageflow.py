"""How far things on a page are from one another, counted in visible characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from provenance.capture import dates
from provenance.capture.candidates import Chosen
from provenance.capture.markup import squeeze

_NEVER_SHOWN = frozenset(
    {"script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select"}
)
_INLINE = frozenset(
    {
        "a",
        "span",
        "b",
        "i",
        "em",
        "strong",
        "font",
        "small",
        "u",
        "mark",
        "sup",
        "sub",
        "abbr",
        "time",
    }
)


def _named(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{pattern})(?![a-z])", re.IGNORECASE)


# Where readers and customers speak, by the names that templates give such places. A name like
# "comments-open" is only a state of the article.
_READERS = _named(
    r"(?:comments?|kommentare?)"
    r"(?:-?(?:list|area|body|content|author|meta|section|wrap\w*|container|form|item|thread|text))?"
    r"(?![a-z-])|respond|disqus[\w-]*|replies|customer-?reviews?|testimonials?"
)
_ASIDE = _named(
    r"sidebar|widgets?|related|teasers?|footer|recommend\w*|popular|most-?read|cookies?|consent|"
    r"newsletter|popup|modal|nav|navbar|menu|topnews|more-?(?:stories|news|articles)|carousel|"
    r"slider|latest|reviews?|leser|also-?like|similar|ads?|advert\w*|promo|breadcrumbs?|"
    r"read-?next|trending|comments?|kommentare?"
)


@dataclass(frozen=True, slots=True)
class Flow:
    """Where each element of a page begins, in visible characters from the top; all its words."""

    begins: dict[HtmlElement, int]
    text: str

    def distance(self, one: HtmlElement | None, other: HtmlElement) -> int | None:
        """Return how many visible characters after ``one`` the element ``other`` begins."""
        if one is None or one not in self.begins or other not in self.begins:
            return None
        return self.begins[other] - self.begins[one]


def flow_of(tree: HtmlElement) -> Flow:
    """Walk a page once and note where each visible element begins."""
    begins: dict[HtmlElement, int] = {}
    parts: list[str] = []
    position = 0
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, node in walker:
        if event == "start" and node.tag in _NEVER_SHOWN:
            walker.skip_subtree()
            continue
        # A block begins and ends a line; words inside a line are only set apart by written space.
        if node.tag not in _INLINE and parts and parts[-1] != "\n":
            parts.append("\n")
            position += 1
        if event == "start":
            begins[node] = position
        words = node.text if event == "start" else node.tail
        if words and (shown := _one_line(words)):
            parts.append(shown)
            position += len(shown)
    return Flow(begins, "".join(parts))


def _one_line(words: str) -> str:
    """Squeeze the white space in ``words`` but keep one space at either end where there was any."""
    inner = squeeze(words)
    if not inner:
        return " "
    return " " * words[0].isspace() + inner + " " * words[-1].isspace()


def apart(element: HtmlElement) -> bool:
    """Tell whether an element stands in a sidebar, a list of teasers, the comments and the like."""
    for node in _around(element):
        if node.tag in ("nav", "footer", "aside", "form"):
            return True
        if node.tag != "article" and (_is_named(node, _ASIDE) or _is_named(node, _READERS)):
            return True
    return False


def by_readers(element: HtmlElement) -> bool:
    """Tell whether an element stands where readers or customers speak."""
    return any(node.tag != "article" and _is_named(node, _READERS) for node in _around(element))


def _around(element: HtmlElement) -> Iterator[HtmlElement]:
    """Yield an element and those around it, up to the body or the main part of the page."""
    node = element
    for _ in range(12):
        if node is None or node.tag in ("body", "main", "html"):
            return
        yield node
        node = node.getparent()


def _is_named(node: HtmlElement, pattern: re.Pattern[str]) -> bool:
    name = f"{node.get('class') or ''} {node.get('id') or ''}"
    return name != " " and pattern.search(name.replace("_", "-")) is not None


def above_byline(flow: Flow, headline: HtmlElement | None, chosen: Chosen) -> str:
    """Return the words between the headline and its byline or date, if either follows soon."""
    if headline is None or headline not in flow.begins:
        return ""
    start = flow.begins[headline] + len(squeeze("".join(headline.itertext())))
    window = flow.text[start : start + 900]
    ends = [place for name in chosen.authors if (place := window.find(name)) >= 0]
    ends += [mention.start for mention in dates.mentions(window) if mention.iso == chosen.published]
    return window[: min(ends)] if ends else ""
