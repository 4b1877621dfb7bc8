"""What is known of a text: title, authors, outlet, date, where it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from provenance.capture import authors, dates, headline, outlets, pagefacts, pageflow, published
from provenance.capture.candidates import Candidate, Chosen
from provenance.capture.choice import choose
from provenance.capture.pagefacts import PageFacts, host_names

_WRITTEN_OUT = frozenset({"title", "author", "outlet", "republished_from"})
__all__ = ["Candidate", "Chosen", "choose", "find"]


@dataclass(frozen=True, slots=True)
class Found:
    """The candidates of a page, and what else reading it told.

    ``headline`` is the element of the headline; ``above`` holds the words that
    stand between it and the byline or the date.
    """

    candidates: tuple[Candidate, ...]
    headline: HtmlElement | None
    above: str


def find(tree: HtmlElement, *, address: str | None = None) -> Found:
    """Collect what a page says of itself in its head, its markup and around its headline."""
    facts = pagefacts.read(tree, address)
    flow = pageflow.flow_of(tree)
    titles, heading = headline.candidates(facts)
    element = heading.element if heading else None
    found = (
        *titles,
        *authors.candidates(facts, flow, element),
        *published.candidates(facts, flow, element),
        *outlets.candidates(facts),
        *_links(facts.tree, address),
        *_descriptions(facts),
    )
    return Found(found, element, pageflow.above_byline(flow, element, choose(found)))


def placed(candidate: Candidate, text: str) -> Candidate:
    """Give a candidate the place of its value in ``text``, if it stands there.

    What was seen on the page but did not come into the text is known by the
    markup only.
    """
    if candidate.start is not None:
        return candidate
    span = _span(candidate, text)
    if span is not None:
        return replace(candidate, start=span[0], end=span[1])
    return replace(candidate, known="in_markup") if candidate.known == "in_text" else candidate


def _span(candidate: Candidate, text: str) -> tuple[int, int] | None:
    if candidate.field in _WRITTEN_OUT:
        start = text.find(candidate.value)
        return (start, start + len(candidate.value)) if start >= 0 else None
    if candidate.field == "published":
        # Dates of publication stand at the top; further down the same day is only spoken of.
        found = (mention for mention in dates.mentions(text, 0, 1500))
        return next(((m.start, m.end) for m in found if m.iso == candidate.value), None)
    return None


def _descriptions(facts: PageFacts) -> Iterator[Candidate]:
    description = facts.meta("og:description", "description", "twitter:description")
    if description:
        yield Candidate("description", description, 0.8, "in_markup", "meta[description]")
    image = facts.meta("og:image", "twitter:image")
    if image:
        yield Candidate("image", image, 0.8, "in_markup", "meta[og:image]")


def _links(tree: HtmlElement, address: str | None) -> Iterator[Candidate]:
    for link in tree.iter("link"):
        target = (link.get("href") or "").strip()
        if "canonical" not in (link.get("rel") or "").lower().split() or not target.startswith(
            "http"
        ):
            continue
        yield Candidate("canonical", target, 0.8, "in_markup", "link[rel=canonical]")
        other, own = _host(target), _host(address or "")
        if own and other and _registered(other) != _registered(own) and "archive" not in own:
            yield Candidate(
                "republished_from", other, 0.5, "inferred", "link[rel=canonical] to another site"
            )
        return


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _registered(host: str) -> str:
    names = host_names(f"https://{host}/")
    return names[1] if len(names) > 1 else host
