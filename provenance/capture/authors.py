"""The authors of a page: what its head, its JSON-LD and the bylines on it agree on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from provenance.capture import bylines, jsonld
from provenance.capture.candidates import Candidate
from provenance.capture.markup import words_in
from provenance.capture.pagefacts import PageFacts
from provenance.capture.pageflow import Flow, apart

_METAS = ("author", "article:author", "og:article:author", "parsely-author", "cxenseparse:author", "sailthru.author",
          "sailthru.byline_name", "dc.creator", "dc:creator", "dcterms.creator", "dc.author", "vr:author", "byl",
          "shareaholic:article_author_name", "analyticsattributes.author", "citation_author", "creator", "authors")  # fmt: skip
_CLASS = re.compile(r"(?<![a-z])(?:authors?|by-?lines?|autor(?:en|in|es)?|auteurs?|verfasser|writer|writtenby|written-by|redakteur|posted-?by|credit-?name|fn|vcard)(?![a-z])", re.IGNORECASE)
_NOT_CLASS = re.compile(r"comment|avatar|image|img|photo|picture|foto|bio|desc|social|twitter|form|input|count|link-list|media|quote|testimonial|review|icon|date|job|position|function|role|title", re.IGNORECASE)
_HREF = re.compile(r"/(?:authors?|autor(?:en|in|es)?|auteurs?|redakteure?|people|profile?s?|users?|staff|contributors?|journalists?|by|writers?|columnists?|redaktion|team|person|membres?)/[^/?#]", re.IGNORECASE)
_SCAN = ("a", "span", "div", "p", "li", "address", "strong", "em", "b", "i", "h2", "h3", "h4", "h5", "h6", "cite", "td", "small", "font", "section", "header", "time", "ul", "article", "dd", "label")
_NOT_WORD = re.compile(r"[\W_]+")
_LONGEST_BYLINE = 160


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place where one name stands; ``group`` is shared by names given together."""

    name: str
    source: str
    group: int
    distance: int | None = None
    aside: bool = False
    person: bool = True


def plain(text: str) -> str:
    """Return ``text`` in lower case with every run of other characters as one space."""
    return _NOT_WORD.sub(" ", text.casefold()).strip()


def evidence(facts: PageFacts, flow: Flow, headline: HtmlElement | None) -> list[Evidence]:
    """Collect every name that something on the page calls its author."""
    found: list[Evidence] = []
    for group, (source, names, person) in enumerate(_in_head(facts)):
        found += [Evidence(name, source, group, person=person) for name in names]
    group = len(found) + 1
    for element, source, text in _on_page(facts.tree):
        names = names_in(text, strict=source in ("text", "href"))
        if names and len(names) <= 8:
            group += 1
            distance = flow.distance(headline, element)
            aside = apart(element)
            found += [Evidence(name, source, group, distance, aside) for name in names]
    return found + list(_in_words(flow, headline, group + 1))


def _in_words(flow: Flow, headline: HtmlElement | None, group: int) -> Iterator[Evidence]:
    """Yield names that the words around the headline introduce, whatever the markup is."""
    if headline is None or headline not in flow.begins:
        return
    start = flow.begins[headline]
    window = flow.text[max(0, start + _NEAR[0]) : start + _NEAR[1] + 300]
    for number, names in enumerate(bylines.in_lines(window)[:3]):
        for name in names:
            yield Evidence(name, "words", group + number, 0)


def names_in(text: str, *, strict: bool) -> list[str]:
    """Return the names in a byline; ``strict`` asks for two capitalised words or more."""
    names = bylines.split_names(bylines.cut(text))
    if strict:
        return names if names and all(bylines.is_name(name) for name in names) else []
    return [name for name in names if bylines.may_be_name(name)]


def _in_head(facts: PageFacts) -> Iterator[tuple[str, list[str], bool]]:
    for number, node in enumerate(jsonld.works(facts.graph)[:6]):
        given = jsonld.authors(facts.graph, node)
        for person in (True, False):
            names = [one for name, is_person in given if is_person == person for one in names_in(name, strict=False)]
            if names:
                order = jsonld.rank(node) or 0
                yield f"ld{min(order, 2)}" + ("" if number == 0 else "+"), names, person
    for key in _METAS:
        names = [one for value in facts.metas.get(key, ())[:8] for one in names_in(value, strict=False)]
        if names:
            yield f"meta[{key}]", names, True
    # WordPress labels what it shows on Twitter: "Written by" / "Verfasst von".
    label = (facts.meta("twitter:label1") or "").lower()
    if label and re.search(r"by|von|par|por|auteur|autor|da\b|door|geschrieben|verfass|écrit|escrito|scritto", label):
        names = names_in(facts.meta("twitter:data1") or "", strict=False)
        if names:
            yield "meta[twitter:data1]", names, True


def _on_page(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str, str]]:
    count = 0
    for element in tree.iter(*_SCAN):
        source = _source(element)
        if source is None:
            continue
        count += 1
        if count > 400:
            return
        text = words_in(element)
        if 1 < len(text) <= _LONGEST_BYLINE:
            yield element, source, text


def _source(element: HtmlElement) -> str | None:
    if "author" in (element.get("rel") or "").lower().split():
        return "rel"
    if (element.get("itemprop") or "").lower() in ("author", "creator"):
        return "itemprop"
    name = f"{element.get('class') or ''} {element.get('id') or ''}".replace("_", "-")
    if name != " " and len(name) < 300 and _CLASS.search(name) and not _NOT_CLASS.search(name):
        return "class"
    if element.tag == "a":
        return "href" if _HREF.search(element.get("href") or "") else None
    own = (element.text or "").strip()
    if own and len(own) < 100 and bylines.introduces(own):
        return "text"
    return None


# How far the head of a page is to be believed about a name that looks like a person's (first
# of a pair) or not (second), by where else it can be seen: near the headline, elsewhere, nowhere.
_HEAD = {
    "ld0": ((0.9, 0.7), (0.75, 0.6), (0.35, 0.2)),
    "ld1": ((0.8, 0.55), (0.7, 0.55), (0.3, 0.15)),
    "ld2": ((0.8, 0.6), (0.7, 0.6), (0.3, 0.15)),
    "meta[author]": ((0.75, 0.45), (0.55, 0.3), (0.15, 0.05)),
    "meta[twitter:data1]": ((0.85, 0.7), (0.7, 0.65), (0.3, 0.15)),
}
_META = ((0.8, 0.6), (0.6, 0.4), (0.4, 0.2))
# How far a place on the page is to be believed: near the headline or not, in the article or beside it.
_PLACE = {
    "rel": (0.85, 0.75, 0.6, 0.15),
    "itemprop": (0.85, 0.55, 0.7, 0.3),
    "class": (0.75, 0.3, 0.5, 0.1),
    "href": (0.75, 0.6, 0.6, 0.1),
    "text": (0.75, 0.15, 0.6, 0.05),
    "words": (0.6, 0.6, 0.6, 0.6),
}
_ONLY_ONE = {"class": 0.6, "itemprop": 0.75, "href": 0.65, "text": 0.5}
_NEAR = (-300, 700)
_AROUND = (-500, 1500)


@dataclass(frozen=True, slots=True)
class _Page:
    """What the weight of a name depends on besides where it was found."""

    facts: PageFacts
    near: str
    all: str
    only_one: bool

    def sight(self, key: str) -> int:
        """Return 0 for a name seen near the headline, 1 for one seen elsewhere, 2 for an unseen one."""
        padded = f" {key} "
        return 0 if padded in self.near else 1 if padded in self.all else 2


def candidates(facts: PageFacts, flow: Flow, headline: HtmlElement | None) -> list[Candidate]:
    """Return the authors of a page with how well each is attested; names given together share a rule."""
    found = evidence(facts, flow, headline)
    page = _page(found, facts, flow, headline)
    weights: dict[tuple[str, str], float] = {}
    spelled: dict[str, tuple[float, Evidence]] = {}
    for item in found:
        key = plain(item.name)
        weight = _weight(item, page)
        kind = item.source.rstrip("+")
        # Two places of the same kind are one witness: only the better one counts.
        weights[key, kind] = max(weight, weights.get((key, kind), 0.0))
        if key not in spelled or weight > spelled[key][0]:
            spelled[key] = weight, item
    doubt: dict[str, float] = {}
    for (key, kind), weight in weights.items():
        # What is nowhere to be seen on the page often comes from one setting of the site: one witness.
        if kind in _PLACE or page.sight(key) < 2:
            doubt[key] = doubt.get(key, 1.0) * (1.0 - weight)
        else:
            doubt[key] = min(doubt.get(key, 1.0), 1.0 - weight)
    return _best_first(found, doubt, {key: item for key, (_, item) in spelled.items()})


def _page(found: list[Evidence], facts: PageFacts, flow: Flow, headline: HtmlElement | None) -> _Page:
    start = flow.begins.get(headline) if headline is not None else None
    around = flow.text if start is None else flow.text[max(0, start + _AROUND[0]) : start + _AROUND[1]]
    in_article = {plain(item.name) for item in found if item.source in _ONLY_ONE and not item.aside}
    return _Page(facts, f" {plain(around)} ", f" {plain(flow.text)} ", len(in_article) == 1)


def _weight(item: Evidence, page: _Page) -> float:
    source = item.source.rstrip("+")
    if source in _PLACE:
        weight = _weight_of_place(item, source, page)
    else:
        weight = _HEAD.get(source, _META)[page.sight(plain(item.name))][0 if bylines.is_name(item.name) else 1]
    if item.source.endswith("+"):
        weight *= 0.8
    if page.facts.is_site(item.name):
        # A blog may be named for who writes it; then the name stands as a byline on the page.
        weight *= 0.8 if source in _PLACE else 0.4
    # "ann.abel" and "ann-abel" are accounts, not signatures.
    if item.name.islower() and any(mark in item.name for mark in ".-"):
        weight *= 0.4
    return weight if item.person else weight * 0.6


def _weight_of_place(item: Evidence, source: str, page: _Page) -> float:
    near = item.distance is not None and _NEAR[0] <= item.distance <= _NEAR[1]
    weight = _PLACE[source][(0 if near else 1) + (2 if item.aside else 0)]
    if item.distance is None:
        weight *= 0.8
    if page.only_one and not item.aside:
        weight = max(weight, _ONLY_ONE.get(source, 0.0))
    return weight


def _best_first(found: list[Evidence], doubt: dict[str, float], spelled: dict[str, Evidence]) -> list[Candidate]:
    ranked = sorted(doubt, key=lambda key: doubt[key])
    if not ranked:
        return []
    best = ranked[0]
    groups = {item.group for item in found if plain(item.name) == best}
    together = {plain(item.name) for item in found if item.group in groups}
    result: list[Candidate] = []
    for key in ranked:
        item = spelled[key]
        confidence = round(1.0 - doubt[key], 3)
        rule = spelled[best].source if key in together and doubt[key] < 0.5 else f"other {item.source}"
        result.append(Candidate("author", item.name, min(confidence, 0.98), "in_markup", rule))
    return result
