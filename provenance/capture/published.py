"""When a page was published, by its head, JSON-LD, time elements, address and words together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from htmldate import find_date
from lxml.html import HtmlElement

from provenance.capture import dates, jsonld
from provenance.capture.candidates import Candidate, Known, Precision
from provenance.capture.markup import words_in
from provenance.capture.pagefacts import PageFacts
from provenance.capture.pageflow import Flow, apart

_METAS = {
    "article:published_time": 0.9,
    "og:article:published_time": 0.9,
    "article:published": 0.9,
    "og:published_time": 0.85,
    "parsely-pub-date": 0.9,
    "cxenseparse:recs:publishtime": 0.9,
    "cxenseparse:publishtime": 0.9,
    "datepublished": 0.8,
    "date": 0.65,
    "dc.date": 0.6,
    "dc.date.issued": 0.85,
    "dc.date.created": 0.7,
    "dcterms.created": 0.7,
    "dcterms.issued": 0.85,
    "dcterms.date": 0.6,
    "pubdate": 0.85,
    "publishdate": 0.85,
    "publish-date": 0.85,
    "publication_date": 0.85,
    "published_time": 0.6,
    "prism.publicationdate": 0.9,
    "citation_publication_date": 0.8,
    "sailthru.date": 0.6,
    "shareaholic:article_published_time": 0.9,
    "originalpublicationdate": 0.9,
    "created": 0.6,
    "uploaddate": 0.5,
    "datecreated": 0.6,
    "dc.created": 0.6,
    "article.published": 0.9,
    "bt:pubdate": 0.85,
    "rnews:datepublished": 0.9,
    "vr:published_time": 0.9,
    "lastmodified": 0.15,
    "last-modified": 0.15,
    "article:modified_time": 0.12,
    "og:updated_time": 0.12,
    "datemodified": 0.12,
}
# By what the node describes: an article, another work, the page.
_JSONLD = {
    "datePublished": (0.82, 0.8, 0.88),
    "dateCreated": (0.6, 0.5, 0.5),
    "uploadDate": (0.5, 0.6, 0.4),
    "dateModified": (0.1, 0.1, 0.1),
}
_ISO = re.compile(
    r"(?<!\d)((?:19|20)\d\d)-(\d\d?)-(\d\d?)(?!\d)|(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?=T|\d{6}|$)"
)
_MIDNIGHT = re.compile(r"T(?:2[1-3]|0[0-5]):(?!00:00(?:\.0+)?(?:Z|\+00))[\d:.]+(?:Z|\+00:?00)$")
_IN_ADDRESS = re.compile(r"[/_-]((?:19|20)\d\d)[/_-]?(\d\d?)[/_-]?(\d\d)(?![\d])")
_UPDATED = re.compile(
    r"updat|modif|aktualis|geändert|ge-?aendert|stand\b|mise? à jour|actualiz|atualiz|zuletzt",
    re.IGNORECASE,
)
_NEAR = (-400, 900)
_EARLIEST = "1990-01-01"


@dataclass(frozen=True, slots=True)
class _Vote:
    iso: str
    source: str
    weight: float
    precision: Precision = "day"
    known: Known = "in_markup"


def candidates(facts: PageFacts, flow: Flow, headline: HtmlElement | None) -> list[Candidate]:
    """Return every date found with how much speaks for it; full days only, else months."""
    votes = [
        vote for vote in _votes(facts, flow, headline) if _EARLIEST <= vote.iso <= _latest(vote)
    ]
    doubt: dict[str, float] = {}
    best: dict[tuple[str, str], _Vote] = {}
    for vote in votes:
        key = vote.iso, vote.source
        if key not in best or vote.weight > best[key].weight:
            best[key] = vote
    for vote in best.values():
        doubt[vote.iso] = doubt.get(vote.iso, 1.0) * (1.0 - vote.weight)
    strongest = {
        iso: max((v for v in best.values() if v.iso == iso), key=lambda v: v.weight)
        for iso in doubt
    }
    return [
        Candidate(
            "published",
            iso,
            round(min(0.98, 1 - doubt[iso]), 3),
            vote.known,
            vote.source,
            vote.precision,
        )
        for iso, vote in sorted(strongest.items(), key=lambda item: doubt[item[0]])
    ] or list(_guessed(facts))


def _guessed(facts: PageFacts) -> Iterator[Candidate]:
    """Ask htmldate, which knows many more patterns but takes longer and is less often right."""
    try:
        day = find_date(facts.tree, url=facts.address, original_date=True)
    except (ValueError, TypeError, OverflowError, RecursionError):
        return
    if day:
        yield Candidate("published", day, 0.45, "inferred", "htmldate", "day")


def _latest(vote: _Vote) -> str:
    # Nothing was published after today, give or take the time zones.
    return datetime.now(UTC).date().isoformat()[: len(vote.iso)] + "~"


def day_in(text: str | None) -> str | None:
    """Return the first day in ``text``: ISO 8601, or written out in one of the known languages."""
    if not text:
        return None
    found = _ISO.search(text)
    if found:
        year, month, day = (int(part) for part in found.groups() if part)
        return dates.real_day(year, month, day)
    return next((mention.iso for mention in dates.mentions(text[:200])), None)


def _zone(value: str | None) -> float:
    """Return less than 1 for a time near midnight in UTC: for its readers it may be another day."""
    found = _MIDNIGHT.search(value or "")
    return 0.8 if found else 1.0


def _votes(facts: PageFacts, flow: Flow, headline: HtmlElement | None) -> Iterator[_Vote]:
    yield from _in_head(facts)
    yield from _in_jsonld(facts)
    yield from _in_address(facts)
    yield from _in_elements(facts, flow, headline)
    yield from _in_words(flow, headline)


def _in_head(facts: PageFacts) -> Iterator[_Vote]:
    for name, weight in _METAS.items():
        value = facts.meta(name)
        day = day_in(value)
        if day:
            yield _Vote(day, f"meta[{name}]", weight * _zone(value))


def _in_jsonld(facts: PageFacts) -> Iterator[_Vote]:
    for number, node in enumerate(jsonld.works(facts.graph)[:6]):
        for key, weights in _JSONLD.items():
            for value in jsonld.strings(node.get(key))[:1]:
                day = day_in(value)
                if day:
                    rank = jsonld.rank(node) or 0
                    yield _Vote(
                        day,
                        f"JSON-LD {key}",
                        weights[min(rank, 2)] * _zone(value) * (1.0 if number < 2 else 0.6),
                    )


def _in_address(facts: PageFacts) -> Iterator[_Vote]:
    address = re.sub(r"^.*?/web/\d+[a-z_]*/", "", facts.address or "")
    found = _IN_ADDRESS.search(address)
    if found:
        day = dates.real_day(*(int(part) for part in found.groups()))
        if day:
            yield _Vote(day, "address", 0.88, known="inferred")


def _in_elements(facts: PageFacts, flow: Flow, headline: HtmlElement | None) -> Iterator[_Vote]:
    times = [
        element
        for element in facts.tree.iter("time", "abbr", "span", "meta", "p", "div")
        if _is_dated(element)
    ]
    for element in times[:60]:
        shown = words_in(element, 80) if element.tag != "meta" else ""
        day = (
            day_in(element.get("datetime"))
            or day_in(element.get("content"))
            or day_in(shown[:80])
            or day_in(element.get("title"))
        )
        if not day:
            continue
        distance = flow.distance(headline, element)
        near = distance is not None and _NEAR[0] <= distance <= _NEAR[1]
        weight = 0.85 if near else 0.45 if len(times) == 1 else 0.08
        if element.get("itemprop"):
            weight = max(weight, 0.7) if not apart(element) else 0.3
        elif apart(element):
            weight *= 0.6
        if _UPDATED.search(f"{element.get('class') or ''} {element.get('itemprop') or ''} {shown}"):
            weight *= 0.2
        yield _Vote(day, "time element", weight)


def _is_dated(element: HtmlElement) -> bool:
    if element.tag == "time":
        return True
    itemprop = (element.get("itemprop") or "").lower()
    if "datepublished" in itemprop or "datecreated" in itemprop:
        return True
    return element.tag == "abbr" and "published" in (element.get("class") or "")


def _in_words(flow: Flow, headline: HtmlElement | None) -> Iterator[_Vote]:
    """Yield the first dates a reader meets around the headline; the very first one is mostly it."""
    start = flow.begins.get(headline) if headline is not None else 0
    if start is None:
        return
    left = max(0, start + _NEAR[0])
    end = start + (len(words_in(headline)) if headline is not None else 0)
    window = flow.text[left : end + _NEAR[1]]
    rank = 0
    seen = list(dates.mentions(window))
    for mention in seen:
        where = left + mention.start
        before = window[max(0, mention.start - 30) : mention.start].split("\n")[-1]
        weight = _nearness(where, start, end)
        if len(seen) > 1 and _UPDATED.search(before):
            weight *= 0.4
        elif where >= start:
            weight *= (1.0, 0.4, 0.15, 0.05)[min(rank, 3)]
            rank += 1
        weight *= 0.7 if mention.ambiguous else 1.0
        yield _Vote(mention.iso, "words near the headline", weight, known="in_text")
    if not seen:
        for mention in list(dates.month_mentions(window, start - left))[:1]:
            yield _Vote(mention.iso, "words near the headline", 0.35, "month", "in_text")


def _nearness(where: int, start: int, end: int) -> float:
    """Weigh a place by its distance from the headline, which stands at ``[start, end)``."""
    away = start - where if where < start else max(0, where - end)
    weight = 0.8 if away < 200 else 0.6 if away < 450 else 0.4
    if where >= start:
        return weight
    # A date far above the headline may be today's, printed on every page.
    return weight * (0.9 if away < 100 else 0.6)
