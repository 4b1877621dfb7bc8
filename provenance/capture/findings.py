"""From what the extraction found to what is kept as facts, with the choice marked. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from provenance.capture.candidates import Candidate, Chosen
from provenance.capture.extract import Extraction
from provenance.sources.arrivals import LONGEST_VALUE, Finding, date_of

KEPT = {"title", "author", "outlet", "published", "language", "republished_from"}
LONGEST_ADDRESS = 2000
MOST = 8  # values kept for one field; pages repeat themselves in many places


def findings_of(extraction: Extraction, *, title: str = "") -> tuple[Finding, ...]:
    """Every value found, the most trusted first in each field, the chosen ones marked.

    `title` is one that a person gave, which wins.
    """
    chosen = extraction.chosen
    given = Finding("title", title[:LONGEST_VALUE], known="person", confidence=1, chosen=True)
    if title:
        chosen = replace(chosen, title=None)
    found: dict[tuple[str, str, str], Candidate] = {}
    counts: dict[str, int] = {}
    for candidate in sorted(extraction.candidates, key=lambda c: -c.confidence):
        identity = (candidate.field, candidate.value, candidate.markup)
        wanted = candidate.field in KEPT and candidate.value.strip() and identity not in found
        if wanted and counts.get(candidate.field, 0) < MOST:
            found[identity] = candidate
            counts[candidate.field] = counts.get(candidate.field, 0) + 1
    marked = _marked(list(found.values()), chosen)
    return (*([given] if title else []), *marked, *_language(extraction, chosen))


def canonical_of(extraction: Extraction) -> str:
    """The address a page gives as its own, if it gives one."""
    links = [c for c in extraction.candidates if c.field == "canonical"]
    best = max(links, key=lambda c: c.confidence).value if links else ""
    return best if len(best) <= LONGEST_ADDRESS else ""


def _marked(candidates: list[Candidate], chosen: Chosen) -> Iterator[Finding]:
    """The first candidate of each chosen value is the chosen one."""
    open_choices = {
        ("title", chosen.title),
        ("outlet", chosen.outlet),
        ("published", chosen.published),
        ("language", chosen.language),
        ("republished_from", chosen.republished_from),
        *(("author", name) for name in chosen.authors),
    }
    for candidate in candidates:
        choice = (candidate.field, candidate.value)
        readable = candidate.field != "published" or date_of(candidate.value) is not None
        yield _finding(candidate, chosen=choice in open_choices and readable)
        open_choices.discard(choice)


def _finding(candidate: Candidate, *, chosen: bool) -> Finding:
    return Finding(
        field=candidate.field,
        value=candidate.value[:LONGEST_VALUE],
        known=candidate.known,
        confidence=min(1.0, max(0.0, candidate.confidence)),
        precision=candidate.precision or "",
        start=candidate.start,
        end=candidate.end,
        markup=candidate.markup,
        chosen=chosen,
    )


def _language(extraction: Extraction, chosen: Chosen) -> tuple[Finding, ...]:
    """The language told from the words, shown where the page itself names none."""
    if not extraction.language or extraction.language == chosen.language:
        return ()
    return (
        Finding(
            "language",
            extraction.language,
            known="inferred",
            confidence=0.8,
            markup="told from the words",
            chosen=chosen.language is None,
        ),
    )
