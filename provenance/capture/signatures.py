"""Every place on a page where a name stands as its author: head, JSON-LD, bylines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from provenance.capture import bylines, jsonld
from provenance.capture.markup import words_in
from provenance.capture.pagefacts import PageFacts
from provenance.capture.pageflow import Flow, apart, by_readers

_METAS = """
    author article:author og:article:author parsely-author cxenseparse:author sailthru.author
    sailthru.byline_name dc.creator dc:creator dcterms.creator dc.author vr:author byl
    shareaholic:article_author_name analyticsattributes.author citation_author creator authors
""".split()  # noqa: SIM905 -- a list of this length reads better as words.
_CLASS = re.compile(
    r"(?<![a-z])(?:authors?|by-?lines?|autor(?:en|in|es)?|auteurs?|verfasser|writer|written-?by|"
    r"redakteur|posted-?by|credit-?name|fn|vcard)(?![a-z])",
    re.IGNORECASE,
)
_NOT_CLASS = re.compile(
    r"comment|avatar|image|img|photo|picture|foto|bio|desc|social|twitter|form|input|count|"
    r"link-list|media|quote|testimonial|review|icon|date|job|position|function|role|title",
    re.IGNORECASE,
)
_HREF = re.compile(
    r"/(?:authors?|autor(?:en|in|es)?|auteurs?|redakteure?|people|profile?s?|users?|staff|"
    r"contributors?|journalists?|by|writers?|columnists?|redaktion|team|person|membres?)/[^/?#]",
    re.IGNORECASE,
)
_LABELS = re.compile(
    r"by|von|par|por|auteur|autor|da\b|door|geschrieben|verfass|écrit|escrito|scritto"
)
_SCAN = """
    a span div p li address strong em b i h2 h3 h4 h5 h6 cite td small font section header time ul
    article dd label
""".split()  # noqa: SIM905 -- a list of this length reads better as words.
_NOT_WORD = re.compile(r"[\W_]+")
_LONGEST_BYLINE = 160
# How many visible characters before or after the headline still count as near it.
NEAR = (-300, 700)


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
    signed = list(_signed(facts, flow, headline))
    there = {plain(item.name) for item in signed}
    found: list[Evidence] = []
    group = len(signed) + 1
    for source, names, person in _in_head(facts):
        group += 1
        for name in names:
            # An account or a first name in the head stands for the name that a byline spells out.
            whole = name if plain(name) in there else bylines.written_out(name, flow.text)
            found.append(Evidence(whole, source, group, person=person))
    # What words say beside the article, where markup shows it to be, they say of other articles.
    elsewhere = there - {plain(item.name) for item in signed if not item.aside}
    words = _in_words(flow, headline, group + 1)
    return [*found, *signed, *(item for item in words if plain(item.name) not in elsewhere)]


def _signed(facts: PageFacts, flow: Flow, headline: HtmlElement | None) -> Iterator[Evidence]:
    """Yield the names in elements that are marked as bylines or read like them."""
    for group, (element, source, text) in enumerate(_on_page(facts.tree)):
        names = names_in(text, strict=source in ("text", "href"))
        if len(names) <= 8:
            distance = flow.distance(headline, element)
            aside = apart(element)
            for name in names:
                yield Evidence(name, source, group, distance, aside)


def _in_words(flow: Flow, headline: HtmlElement | None, group: int) -> Iterator[Evidence]:
    """Yield names that the words around the headline introduce, whatever the markup is."""
    if headline is None or headline not in flow.begins:
        return
    start = flow.begins[headline]
    window = flow.text[max(0, start + NEAR[0]) : start + NEAR[1] + 300]
    for number, names in enumerate(bylines.in_lines(window)[:3]):
        for name in names:
            yield Evidence(name, "words", group + number, 0)


def names_in(text: str, *, strict: bool) -> list[str]:
    """Return the names in a byline; ``strict`` asks for two capitalised words or more."""
    names = bylines.split_names(bylines.cut(text))
    if any(bylines.is_name(name) for name in names):
        # "Ann Abel, staff writer": what follows in small letters is what she does.
        names = [name for name in names if not (" " in name and name.islower())]
    if strict:
        return names if names and all(bylines.is_name(name) for name in names) else []
    return [name for name in names if bylines.may_be_name(name)]


def _in_head(facts: PageFacts) -> Iterator[tuple[str, list[str], bool]]:
    for number, node in enumerate(jsonld.works(facts.graph)[:6]):
        given = jsonld.authors(facts.graph, node)
        for person in (True, False):
            names = [
                one
                for name, is_person in given
                if is_person == person
                for one in names_in(name, strict=False)
            ]
            if names:
                order = jsonld.rank(node) or 0
                yield f"ld{min(order, 2)}" + ("" if number == 0 else "+"), names, person
    for key in _METAS:
        names = [
            one for value in facts.metas.get(key, ())[:8] for one in names_in(value, strict=False)
        ]
        if names:
            yield f"meta[{key}]", names, True
    # WordPress labels what it shows on Twitter: "Written by" / "Verfasst von".
    label = (facts.meta("twitter:label1") or "").lower()
    if label and _LABELS.search(label):
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
        if by_readers(element):
            continue
        text = words_in(element, _LONGEST_BYLINE)
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
