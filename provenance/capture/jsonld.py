"""schema.org data in a page's JSON-LD scripts: the node of the article and what it says."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

Node = dict[str, Any]

# Kinds of node that may describe the page's own article, best first.
_KINDS = (
    """
    newsarticle reportagenewsarticle opinionnewsarticle analysisnewsarticle backgroundnewsarticle
    reviewnewsarticle blogposting article techarticle scholarlyarticle report liveblogposting
    socialmediaposting advertisercontentarticle satiricalarticle medicalscholarlyarticle
    """,
    """
    recipe review creativework podcastepisode videoobject medicalwebpage howto qapage claimreview
    """,
    "webpage itempage profilepage aboutpage collectionpage",
)
_RANK = {kind: rank for rank, kinds in enumerate(_KINDS) for kind in kinds.split()}
_MOST_NODES = 2000
_CDATA = re.compile(
    r"^\s*(?:<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!--)|(?:\]\]>|/\*\s*\]\]>\s*\*/|-->)\s*;?\s*$"
)
_CONTROL = re.compile(r"[\x00-\x1f]+")


@dataclass(frozen=True, slots=True)
class Graph:
    """All nodes of a page's JSON-LD, flat, and those with an ``@id`` by it."""

    nodes: tuple[Node, ...]
    by_id: dict[str, Node]

    def resolved(self, value: Any) -> Any:
        """Follow a reference such as ``{"@id": "#author"}`` to the node that it names."""
        if isinstance(value, dict) and "@id" in value and len(value) <= 2 and "name" not in value:
            return self.by_id.get(str(value["@id"]), value)
        if isinstance(value, str) and value in self.by_id:
            return self.by_id[value]
        return value


def graph_of(tree: HtmlElement) -> Graph:
    """Read every JSON-LD script of a page; broken ones are repaired or passed over."""
    nodes: list[Node] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            nodes.extend(_nodes_in(_loaded(script.text or "")))
    by_id: dict[str, Node] = {}
    for node in nodes:
        key = node.get("@id")
        # The fullest node of an id is the one that defines it; the others only refer to it.
        if isinstance(key, str) and len(node) > len(by_id.get(key, {})):
            by_id[key] = node
    return Graph(tuple(nodes), by_id)


def _loaded(text: str) -> Any:
    text = _CDATA.sub("", text).strip()
    for attempt in (
        text,
        _CONTROL.sub(" ", text),
        re.sub(r",\s*([}\]])", r"\1", text).rstrip("; \n"),
    ):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes_in(value: Any) -> Iterator[Node]:
    waiting = [value]
    count = 0
    while waiting and count < _MOST_NODES:
        item = waiting.pop()
        if isinstance(item, dict):
            count += 1
            yield item
            # Reversed, so that the stack gives the nodes back in the order of the script.
            waiting.extend(
                reversed([part for part in item.values() if isinstance(part, dict | list)])
            )
        elif isinstance(item, list):
            waiting.extend(reversed([part for part in item if isinstance(part, dict | list)]))


def kinds_of(node: Node) -> list[str]:
    """Return the types of a node in lower case, without a namespace."""
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return [str(one).rsplit("/", 1)[-1].rsplit(":", 1)[-1].lower() for one in kinds if one]


def rank(node: Node) -> int | None:
    """Return 0 for articles, 1 for other works, 2 for pages, None for everything else."""
    ranks = [_RANK[kind] for kind in kinds_of(node) if kind in _RANK]
    return min(ranks, default=None)


def works(graph: Graph) -> list[Node]:
    """Return the nodes that may describe the page's article, the likeliest first."""
    found = [
        (order, position, node)
        for position, node in enumerate(graph.nodes)
        if (order := rank(node)) is not None
    ]
    return [node for _, _, node in sorted(found, key=lambda item: item[:2])]


def strings(value: Any, key: str = "name") -> list[str]:
    """Return the words in a value that may be a string, a node with ``key``, or a list of these."""
    if isinstance(value, str):
        return [text] if (text := clean(value)) else []
    if isinstance(value, dict):
        return (
            strings(value.get(key, value.get("@value")), key)
            if not isinstance(value.get(key), dict)
            else []
        )
    if isinstance(value, list):
        return [
            text for item in value[:50] if not isinstance(item, list) for text in strings(item, key)
        ]
    return []


def clean(text: str) -> str:
    """Undo HTML escapes and tags in a string and squeeze its white space."""
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = re.sub(r"<[^<>]{1,200}>", " ", text)
    return " ".join(text.split())


def authors(graph: Graph, node: Node) -> list[tuple[str, bool]]:
    """Return the authors of a node as ``(name, is a person)``; references are followed."""
    value = node.get("author") or node.get("creator")
    found: list[tuple[str, bool]] = []
    for item in value if isinstance(value, list) else [value]:
        whole = graph.resolved(item)
        person = not (
            isinstance(whole, dict)
            and {"organization", "newsmediaorganization"} & set(kinds_of(whole))
        )
        found += [(name, person) for name in strings(whole)]
    return found
