"""What is known of a text: title, authors, outlet, date, where it came from; and the choice among it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from provenance.capture.candidates import Candidate, Chosen, Field

__all__ = ["Candidate", "Chosen", "choose", "find"]

# Below these a value is kept as a candidate but not chosen: better no author than a wrong one.
_LEAST: dict[Field, float] = {"author": 0.47, "republished_from": 0.4}
_LEAST_OTHER = 0.3


def choose(candidates: Iterable[Candidate]) -> Chosen:
    """Pick the most trusted value of each field; the candidates themselves are left as they are."""
    known = [c for c in candidates if c.confidence >= _LEAST.get(c.field, _LEAST_OTHER)]
    published = _best(known, "published")
    outlet = _value(_best(known, "outlet"))
    return Chosen(
        title=_value(_best(known, "title")),
        authors=_authors(known),
        outlet=outlet,
        published=_value(published),
        precision=published.precision if published else None,
        language=_value(_best(known, "language")),
        republished_from=_value(_best([c for c in known if not _same(c.value, outlet)], "republished_from")),
    )


def _best(candidates: Sequence[Candidate], field: Field) -> Candidate | None:
    return max((c for c in candidates if c.field == field), key=lambda c: c.confidence, default=None)


def _value(candidate: Candidate | None) -> str | None:
    return candidate.value if candidate else None


def _authors(candidates: Sequence[Candidate]) -> tuple[str, ...]:
    best = _best(candidates, "author")
    if best is None:
        return ()
    # All names that the same rule gave belong together: "By Ann Abel and Bo Berg".
    names = [c.value for c in candidates if c.field == "author" and c.markup == best.markup]
    return tuple(dict.fromkeys(names))


def _same(one: str, other: str | None) -> bool:
    return other is not None and one.casefold().strip() == other.casefold().strip()


def find(tree: HtmlElement, text: str = "", *, address: str | None = None) -> tuple[list[Candidate], HtmlElement | None]:
    """Collect what a page says of itself, and the element of its headline.

    ``text`` is the canonical text; values that stand in it get their place there.
    """
    from provenance.capture import authors, headline, outlets, pagefacts, pageflow, published

    facts = pagefacts.read(tree, address)
    flow = pageflow.flow_of(tree)
    titles, heading = headline.candidates(facts)
    element = heading.element if heading else None
    found = [
        *titles,
        *authors.candidates(facts, flow, element),
        *published.candidates(facts, flow, element),
        *outlets.candidates(facts),
        *_links(facts.tree, address),
        *_descriptions(facts),
    ]
    return [placed(candidate, text) for candidate in found], element


def placed(candidate: Candidate, text: str) -> Candidate:
    """Give a candidate the place of its value in ``text``, if it stands there word for word."""
    if candidate.field not in ("title", "author", "outlet", "republished_from") or candidate.start is not None:
        return candidate
    start = text.find(candidate.value)
    return candidate if start < 0 else replace(candidate, start=start, end=start + len(candidate.value))


def _descriptions(facts: object) -> Iterator[Candidate]:
    from provenance.capture.pagefacts import PageFacts

    assert isinstance(facts, PageFacts)
    description = facts.meta("og:description", "description", "twitter:description")
    if description:
        yield Candidate("description", description, 0.8, "in_markup", "meta[description]")
    image = facts.meta("og:image", "twitter:image")
    if image:
        yield Candidate("image", image, 0.8, "in_markup", "meta[og:image]")


def _links(tree: HtmlElement, address: str | None) -> Iterator[Candidate]:
    for link in tree.iter("link"):
        target = (link.get("href") or "").strip()
        if "canonical" not in (link.get("rel") or "").lower().split() or not target.startswith("http"):
            continue
        yield Candidate("canonical", target, 0.8, "in_markup", "link[rel=canonical]")
        other, own = _host(target), _host(address or "")
        if own and other and _registered(other) != _registered(own) and "archive" not in own:
            yield Candidate("republished_from", other, 0.5, "inferred", "link[rel=canonical] to another site")
        return


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _registered(host: str) -> str:
    from provenance.capture.pagefacts import host_names

    names = host_names(f"https://{host}/")
    return names[1] if len(names) > 1 else host
