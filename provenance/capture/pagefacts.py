"""What the markup of one page says in its head: meta elements, JSON-LD, the names of the site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from provenance.capture import jsonld
from provenance.capture.markup import squeeze, words_in
from provenance.capture.phrases import words

_WORDLESS = re.compile(r"[\W_]+")
_SITE_NAMES = """
    og:site_name application-name apple-mobile-web-app-title publisher dc.publisher
    article:publisher copyright cre twitter:app:name:iphone
""".split()  # noqa: SIM905 -- a list of this length reads better as words.
_LONGEST = 4000
_LONGEST_TITLE = 500
_TWO_PART = words("co com org net gov ac edu gob gouv or ne")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The head of a page, read once; ``metas`` maps lower-case names to their values in order."""

    tree: HtmlElement
    address: str | None
    metas: dict[str, list[str]]
    graph: jsonld.Graph
    title: str
    sites: tuple[str, ...]

    def meta(self, *names: str) -> str | None:
        """Return the first value that one of the named meta elements has."""
        for name in names:
            for value in self.metas.get(name, ()):
                return value
        return None

    def is_site(self, text: str) -> bool:
        """Tell whether ``text`` is only a name of the site or of its publisher."""
        bare = bare_words(text)
        return bool(bare) and any(bare == site or bare == "the" + site for site in self.sites)


def bare_words(text: str) -> str:
    """Return the letters and figures of ``text`` in lower case, nothing else."""
    return _WORDLESS.sub("", text.casefold())


def read(tree: HtmlElement, address: str | None) -> PageFacts:
    """Collect the meta elements, the JSON-LD and the names of the site."""
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        value = squeeze((element.get("content") or "")[:_LONGEST])
        if not value:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = element.get(attribute)
            if name:
                metas.setdefault(name.strip().lower(), []).append(jsonld.clean(value))
    graph = jsonld.graph_of(tree)
    title = next((words_in(element, 400)[:_LONGEST_TITLE] for element in tree.iter("title")), "")
    sites = _site_names(metas, graph, address or _own_address(tree, metas))
    return PageFacts(tree, address, metas, graph, title, sites)


def _own_address(tree: HtmlElement, metas: dict[str, list[str]]) -> str | None:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and link.get("href"):
            return str(link.get("href"))
    return next(iter(metas.get("og:url", ())), None)


def host_names(address: str | None) -> list[str]:
    """Return the names a host goes by: itself, its registered domain, that domain's first label."""
    # An archived page carries the address it was copied from behind the archive's own.
    if address and "web.archive.org/web/" in address:
        address = re.sub(r"^.*?/web/\d+[a-z_]*/", "", address)
    try:
        host = (urlsplit(address).hostname or "") if address else ""
    except ValueError:
        return []
    parts = host.removeprefix("www.").split(".")
    if len(parts) < 2:
        return [host] if host else []
    size = 3 if len(parts) > 2 and parts[-2] in _TWO_PART else 2
    domain = parts[-size:]
    names = [".".join(parts), ".".join(domain), domain[0]]
    # On a shared host (name.blog-host.com) the first label is the name of the blog.
    return [*names, parts[0]] if len(parts) > size else names


def _site_names(
    metas: dict[str, list[str]], graph: jsonld.Graph, address: str | None
) -> tuple[str, ...]:
    names: list[str] = host_names(address)
    for key in _SITE_NAMES:
        names += metas.get(key, ())
    for handle in metas.get("twitter:site", ()):
        names.append(handle.lstrip("@"))
    for node in graph.nodes:
        kinds = set(jsonld.kinds_of(node))
        if kinds & {"website", "organization", "newsmediaorganization"}:
            names += jsonld.strings(node.get("name")) + jsonld.strings(node.get("alternateName"))
        names += jsonld.strings(graph.resolved(node.get("publisher")))
    return tuple(dict.fromkeys(bare for name in names if len(bare := bare_words(name)) > 2))
