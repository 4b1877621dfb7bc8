"""The authors of a page: how much speaks for each name that stands as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from provenance.capture import bylines
from provenance.capture.candidates import Candidate
from provenance.capture.pagefacts import PageFacts
from provenance.capture.pageflow import Flow
from provenance.capture.signatures import NEAR, Evidence, evidence, plain

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
# How far a place on the page is to be believed, in the article near the headline or not, beside
# the article near the headline or not.
_PLACE = {
    "rel": (0.85, 0.75, 0.6, 0.15),
    "itemprop": (0.85, 0.55, 0.7, 0.3),
    "class": (0.75, 0.3, 0.5, 0.1),
    "href": (0.75, 0.6, 0.6, 0.1),
    "text": (0.75, 0.15, 0.6, 0.05),
    "words": (0.6, 0.6, 0.6, 0.6),
}
_ONLY_ONE = {"class": 0.6, "itemprop": 0.75, "href": 0.65, "text": 0.5}
_AROUND = (-500, 1500)
_A_LIST = 3


@dataclass(frozen=True, slots=True)
class _Page:
    """What the weight of a name depends on besides where it was found."""

    facts: PageFacts
    near: str
    all: str
    only_one: bool
    listed: frozenset[str]

    def sight(self, key: str) -> int:
        """Return 0 for a name seen near the headline, 1 for one seen elsewhere, else 2."""
        padded = f" {key} "
        return 0 if padded in self.near else 1 if padded in self.all else 2


def candidates(facts: PageFacts, flow: Flow, headline: HtmlElement | None) -> list[Candidate]:
    """Return the authors of a page with how well each is attested.

    Names that were given together share a rule (``markup``).
    """
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
        # What is nowhere to be seen often comes from one setting of the site: one witness.
        if kind in _PLACE or page.sight(key) < 2:
            doubt[key] = doubt.get(key, 1.0) * (1.0 - weight)
        else:
            doubt[key] = min(doubt.get(key, 1.0), 1.0 - weight)
    return _best_first(found, doubt, {key: item for key, (_, item) in spelled.items()})


def _page(
    found: Sequence[Evidence], facts: PageFacts, flow: Flow, headline: HtmlElement | None
) -> _Page:
    start = flow.begins.get(headline) if headline is not None else None
    around = (
        flow.text if start is None else flow.text[max(0, start + _AROUND[0]) : start + _AROUND[1]]
    )
    signed = [item for item in found if item.source in _ONLY_ONE and not facts.is_site(item.name)]
    in_article = {plain(item.name) for item in signed if not item.aside}
    beside = [item for item in found if item.aside]
    listed = {
        source
        for source in _ONLY_ONE
        if len({plain(item.name) for item in beside if item.source == source}) >= _A_LIST
    }
    return _Page(
        facts,
        f" {plain(around)} ",
        f" {plain(flow.text)} ",
        len(in_article) == 1,
        frozenset(listed),
    )


def _weight(item: Evidence, page: _Page) -> float:
    source = item.source.rstrip("+")
    if source in _PLACE:
        weight = _weight_of_place(item, source, page)
    else:
        weight = _HEAD.get(source, _META)[page.sight(plain(item.name))][
            0 if bylines.is_name(item.name) else 1
        ]
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
    near = item.distance is not None and NEAR[0] <= item.distance <= NEAR[1]
    weight = _PLACE[source][(0 if near else 1) + (2 if item.aside else 0)]
    if item.distance is None:
        weight *= 0.8
    # Several names of one kind beside the article are those of other articles.
    if item.aside and source in page.listed:
        weight *= 0.4
    if page.only_one and not item.aside:
        weight = max(weight, _ONLY_ONE.get(source, 0.0))
    return weight


def _best_first(
    found: Sequence[Evidence], doubt: dict[str, float], spelled: dict[str, Evidence]
) -> list[Candidate]:
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
        rule = (
            spelled[best].source if key in together and doubt[key] < 0.5 else f"other {item.source}"
        )
        result.append(Candidate("author", item.name, min(confidence, 0.98), "in_markup", rule))
    return result
