"""The title of a page: the headline a reader sees, told by where the head and the body agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from provenance.capture import jsonld
from provenance.capture.candidates import Candidate
from provenance.capture.markup import squeeze, words_in
from provenance.capture.pagefacts import PageFacts, bare_words
from provenance.capture.pageflow import apart

_SEPARATOR = re.compile(
    r"\s+[-–—|·•»«:/~>]{1,2}\s+|\s*[|»«]\s*|\s*::\s*|:\s+|"
    r"(?<=\w) ?[-–—] ?(?=[A-Z][\w.]+\.[a-z]{2,3}$)"
)
# Where words are not parted by spaces, neither are titles and the names of sites.
_UNSPACED = re.compile(r"(?<=[\u3000-\u9fff\uac00-\ud7af\uff00-\uffef])[-_|–—][^\s_|–—-]{2,10}$")
_CLASS = re.compile(
    r"head-?line|entry-title|post-?title|article-?title|article__?title|page-?title|story-?title|"
    r"\btitle\b|ueberschrift|titulo|titre",
    re.IGNORECASE,
)
_METAS = {
    "parsely-title": 0.7,
    "cxenseparse:title": 0.7,
    "sailthru.title": 0.68,
    "headline": 0.66,
    "og:title": 0.65,
    "twitter:text:title": 0.64,
    "twitter:title": 0.58,
    "dcterms.title": 0.5,
    "dc.title": 0.5,
    "dc:title": 0.5,
    "title": 0.4,
}
_TAG = {"h1": 0.5, "h2": 0.18, "h3": 0.1}
_ONLY = 0.35
_HEADINGS = frozenset({"h1", "h2", "h3"})
_SCAN = ("h1", "h2", "h3", "h4", "div", "span", "p", "td", "strong", "b", "font")
_HOME = frozenset({"", "/", "/index.html", "/index.php", "./", "/blog/", "/de/", "/en/", "/home"})
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Headline:
    """A heading on the page that may be its title, and how well the head of the page agrees."""

    element: HtmlElement
    text: str
    score: float


def head_titles(facts: PageFacts) -> list[tuple[str, str, float]]:
    """Return ``(title, where from, confidence)`` of every title the head of the page gives."""
    found = [
        (text[:_LONGEST], "JSON-LD headline", 0.62)
        for node in jsonld.works(facts.graph)
        for text in jsonld.strings(node.get("headline"))[:1]
    ]
    for name, confidence in _METAS.items():
        values = facts.metas.get(name, ())[:1]
        found += [(text[:_LONGEST], f"meta[{name}]", confidence) for text in values]
    if facts.title:
        found.append((facts.title, "title", 0.5))
    return found


def without_site(title: str, facts: PageFacts) -> str:
    """Cut the name of the site off either end of a title: "Headline - Site" gives "Headline"."""
    title = _UNSPACED.sub("", title)
    while True:
        cut = _cut_once(title, facts)
        if cut == title:
            return title
        title = cut


def _cut_once(title: str, facts: PageFacts) -> str:
    breaks = list(_SEPARATOR.finditer(title))
    for found in reversed(breaks):
        if found.group().strip() != ":" and _is_site_like(title[found.end() :], facts):
            return title[: found.start()].strip()
    for found in breaks:
        if _is_site_like(title[: found.start()], facts):
            return title[found.end() :].strip()
    return title


def _is_site_like(text: str, facts: PageFacts) -> bool:
    """Tell whether ``text`` names the site, alone or with a slogan that begins or ends with it."""
    bare = bare_words(text)
    if facts.is_site(text) or not bare:
        return True
    return any(
        len(site) > 4
        and (bare.startswith(site) or bare.endswith(site))
        and len(bare) < len(site) + 24
        for site in facts.sites
    )


def headings(facts: PageFacts) -> Iterator[tuple[HtmlElement, str]]:
    """Yield the headings of a page that may be its title, parts of a heading after the whole.

    A heading that is a link to the front page is the name of the site.
    """
    for element in facts.tree.iter(*_SCAN):
        plain_heading = element.tag in _HEADINGS
        if not plain_heading and element.get("itemprop") != "headline" and not _is_titled(element):
            continue
        text = words_in(element, _LONGEST)
        if not 1 < len(text) <= _LONGEST or _leads_home(element, text, facts):
            continue
        yield element, text
        if plain_heading:
            parts = _parts(element)
            yield from ((element, part) for part in parts if 8 < len(part) < len(text))


def _parts(heading: HtmlElement) -> list[str]:
    """Return the words of the elements in a heading and the words that stand loose in it."""
    inner = [
        words_in(part) for part in heading.iter("span", "strong", "em", "a", "b", "small", "div")
    ]
    return inner + [squeeze(loose) for loose in (heading.text, *(child.tail for child in heading))]


def _is_titled(element: HtmlElement) -> bool:
    name = element.get("class") or element.get("id") or ""
    return bool(name) and len(name) < 200 and _CLASS.search(name) is not None


def _leads_home(element: HtmlElement, text: str, facts: PageFacts) -> bool:
    link = element.find(".//a")
    if link is None and element.getparent() is not None and element.getparent().tag == "a":
        link = element.getparent()
    target = link.get("href") if link is not None else None
    if target is None or target.startswith("#") or words_in(link) != text:
        return False
    try:
        there, here = urlsplit(_original(target.strip())), urlsplit(_original(facts.address or ""))
    except ValueError:
        return False
    return there.path in _HOME and not there.query and here.path not in ("", "/")


def _original(address: str) -> str:
    """Return the address that an archived copy was made from."""
    return re.sub(r"^.*?/web/\d+[a-z_]*/", "", address)


def best_heading(facts: PageFacts) -> Headline | None:
    """Return the heading that the head of the page agrees with most, by tag, class and words."""
    heads = head_titles(facts)
    titles = {bare_words(without_site(text, facts)) for text, _, _ in heads}
    # A one-word title ("News", "Blog") names a section when another title says more.
    telling = {title for title in titles if len(title) > 11} or titles
    raw = [bare_words(text) for text, _, _ in heads]
    only = _only_h1(facts)
    best: Headline | None = None
    for position, (element, text) in enumerate(headings(facts)):
        if position > 400:
            break
        score = _score(element, text, telling, raw, facts) + _ONLY * (element is only)
        if best is None or score > best.score:
            best = Headline(element, text, score)
    return best if best is not None and best.score > 0.5 else None


def _only_h1(facts: PageFacts) -> HtmlElement | None:
    """Return the heading of the first rank if there is only one and it says something."""
    first = [element for element in facts.tree.iter("h1") if words_in(element, _LONGEST)]
    return first[0] if len(first) == 1 and len(words_in(first[0], _LONGEST).split()) > 2 else None


def _score(
    element: HtmlElement, text: str, titles: set[str], raw: list[str], facts: PageFacts
) -> float:
    own = bare_words(text)
    if not own or facts.is_site(text):
        return 0.0
    agreement: float = max((_agreement(own, title) for title in titles), default=0.0)
    if agreement < 0.5 and len(own) > 7:
        held = [0.5 + 0.25 * len(own) / len(whole) for whole in raw if own in whole]
        agreement = max([agreement, *held])
    score = 1.5 * agreement + _TAG.get(str(element.tag), 0.0) - 0.6 * apart(element)
    marked = bool(element.get("itemprop") == "headline")
    return score + 0.2 * _is_titled(element) + 0.3 * marked


def _agreement(one: str, other: str) -> float:
    """Return 1 for the same words, less for a title that holds the other, 0 for strangers."""
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    short, long = sorted((one, other), key=len)
    if len(short) > 7 and short in long:
        return 0.5 + 0.4 * len(short) / len(long)
    return 0.0


def candidates(facts: PageFacts) -> tuple[list[Candidate], Headline | None]:
    """Return every title found, and the heading taken for the headline of the page."""
    heading = best_heading(facts)
    found: list[Candidate] = []
    if heading is not None:
        tag = str(heading.element.tag)
        found.append(
            Candidate("title", heading.text, min(0.97, 0.5 + 0.2 * heading.score), "in_markup", tag)
        )
    for text, where, confidence in head_titles(facts):
        found.append(
            Candidate("title", without_site(text, facts) or text, confidence, "in_markup", where)
        )
    return found, heading
