"""Who publishes a page and in which language, by its own head."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.capture import agencies, jsonld
from provenance.capture.candidates import Candidate
from provenance.capture.pagefacts import PageFacts, bare_words, host_names

_LANGUAGE = re.compile(r"^[A-Za-z]{2}(?=$|[-_])")
_SOURCES = (
    "syndication-source",
    "original-source",
    "dc.source",
    "dcterms.source",
    "article:source",
)


def candidates(facts: PageFacts) -> Iterator[Candidate]:
    """Yield the outlet, the language and the original source that a page names in its head."""
    yield from _outlets(facts)
    yield from _languages(facts)
    yield from _sources(facts)


def _outlets(facts: PageFacts) -> Iterator[Candidate]:
    for node in jsonld.works(facts.graph)[:4]:
        for name in jsonld.strings(facts.graph.resolved(node.get("publisher")))[:1]:
            if (jsonld.rank(node) or 0) < 2 and not name.startswith("http"):
                yield Candidate("outlet", name, 0.75, "in_markup", "JSON-LD publisher.name")
    site = facts.meta("og:site_name")
    if site and not site.startswith("http"):
        confidence = 0.55 if _is_host(site, facts) else 0.85
        yield Candidate("outlet", site, confidence, "in_markup", "meta[og:site_name]")
    yield from _less_sure(facts)


def _less_sure(facts: PageFacts) -> Iterator[Candidate]:
    for key, confidence in (
        ("application-name", 0.6),
        ("publisher", 0.6),
        ("dc.publisher", 0.6),
        ("copyright", 0.35),
    ):
        value = facts.meta(key)
        if value and len(value) < 60 and not value.startswith("http"):
            yield Candidate("outlet", value, confidence, "in_markup", f"meta[{key}]")
    # "Headline | The Site": the end of the title that the head of the page knows as its site.
    for part in re.split(r"\s+[|–—·•»-]\s+", facts.title)[1:]:
        if facts.is_site(part):
            yield Candidate("outlet", part.strip(), 0.65, "in_markup", "title")
    names = host_names(facts.address)
    if names:
        yield Candidate(
            "outlet", names[1] if len(names) > 1 else names[0], 0.4, "inferred", "address"
        )


def _is_host(name: str, facts: PageFacts) -> bool:
    return bare_words(name) in {bare_words(host) for host in host_names(facts.address)[:2]}


def _languages(facts: PageFacts) -> Iterator[Candidate]:
    declared = [
        ("html[lang]", facts.tree.getroottree().getroot().get("lang") or ""),
        ("meta[og:locale]", facts.meta("og:locale") or ""),
    ]
    declared.append(
        ("meta[content-language]", facts.meta("content-language", "language", "dc.language") or "")
    )
    for where, value in declared:
        found = _LANGUAGE.match(value.strip())
        if found:
            yield Candidate("language", found.group().lower(), 0.6, "in_markup", where)


def _sources(facts: PageFacts) -> Iterator[Candidate]:
    for key in _SOURCES:
        value = facts.meta(key)
        if value:
            yield Candidate("republished_from", value, 0.45, "in_markup", f"meta[{key}]")
    for node in jsonld.works(facts.graph)[:2]:
        for name in [
            *jsonld.strings(node.get("isBasedOn")),
            *jsonld.strings(node.get("isBasedOnUrl")),
        ]:
            yield Candidate("republished_from", name, 0.6, "in_markup", "JSON-LD isBasedOn")
        for name, _ in jsonld.authors(facts.graph, node):
            agency = agencies.agency_named(name)
            if agency:
                yield Candidate(
                    "republished_from", agency, 0.75, "in_markup", "JSON-LD author is an agency"
                )
