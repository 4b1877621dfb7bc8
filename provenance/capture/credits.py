"""Who had it first, by the text's own word: "first published on …", agency datelines, "h/t"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from provenance.capture import agencies
from provenance.capture.candidates import Candidate

_NAME = (
    r"(?P<name>\[?(?-i:[^\W\d_a-z])[^.!?\n\]|]{1,60}?"
    r"(?:\.(?:com|org|net|co\.uk|info|de|fr|ru|tv|eu|io))?)\]?"
)
_END = (
    r"(?:\]?\(|[.!?](?:\s|$)|[,;]|\s+(?:on|in|at|and|as|under|by|here|with|website|last)\b|"
    r"\s*\n|\s*$|\]|\s*[|–—])"
)
_VERBS = r"(?:published|posted|appeared|printed|featured|written|aired|run|ran|released)"
_WITH_PERMISSION = r"\s+(?:here\s+)?(?:with\s+(?:the\s+)?permission\s+)?(?:from|of)\s+"


@dataclass(frozen=True, slots=True)
class _Rule:
    """A way of crediting somebody; ``probe`` is a lower-case word that must stand in the line."""

    probe: str
    pattern: re.Pattern[str]
    confidence: float
    name: str


def _rule(probe: str, before: str, confidence: float, name: str) -> _Rule:
    return _Rule(probe, re.compile(before + _NAME + _END, re.IGNORECASE), confidence, name)


_RULES = (
    _rule(
        "original",
        rf"\boriginally\s+{_VERBS}\s+(?:(?:on|in|at|by|for|with|from)\s+)?"
        r"(?:the\s+website\s+(?:of\s+)?)?",
        0.9,
        "originally published on",
    ),
    _rule("first", rf"\bfirst\s+{_VERBS}\s+(?:on|in|at|by)\s+", 0.9, "first appeared in"),
    _rule("republish", rf"\brepublished{_WITH_PERMISSION}", 0.9, "republished from"),
    _rule("reprint", rf"\breprinted{_WITH_PERMISSION}", 0.9, "reprinted from"),
    _rule("syndicated", r"\bsyndicated\s+from\s+", 0.85, "syndicated from"),
    _rule(
        "original source",
        r"\boriginal\s+source\s+of\s+this\s+(?:article|piece|story|text|post)\s+is\s+",
        0.6,
        "original source of this article",
    ),
    _rule(
        "comes from",
        r"\bthis\s+(?:article|piece|story|text|post|report)\s+comes\s+from\s+",
        0.85,
        "comes from",
    ),
    _rule("material from", r"\bwith\s+material\s+from\s+", 0.6, "with material from"),
    _rule("material von", r"\bmit\s+material\s+von\s+", 0.6, "mit Material von"),
    _rule("h/t", r"(?:^|[\s(])h/t:?\s+", 0.6, "h/t"),
    _rule("hat tip", r"\bhat\s+tip:?\s+(?:to\s+)?", 0.6, "hat tip"),
    _rule(
        "erschien",
        r"\berschien(?:en)?\s+(?:zuerst|zunächst|ursprünglich)\s+(?:auf|bei|in|im)\s+",
        0.85,
        "zuerst erschienen",
    ),
    _rule(
        "zuerst",
        r"\bzuerst\s+(?:veröffentlicht|erschienen)\s+(?:auf|bei|in|im)\s+",
        0.85,
        "zuerst veröffentlicht",
    ),
    _rule(
        "initialement",
        r"\bpubliée?\s+initialement\s+(?:sur|dans|par)\s+",
        0.85,
        "publié initialement",
    ),
    _rule(
        "originalmente",
        r"\bpublicad[oa]\s+originalmente\s+(?:en|no|na|em|por)\s+",
        0.85,
        "publicado originalmente",
    ),
)
_EDGE = 3


def origins(parts: Sequence[tuple[str, int]], closing: int) -> Iterator[Candidate]:
    """Yield who an article is from, by its first paragraphs and those from ``closing`` on.

    ``parts`` are its paragraphs with their offsets. Only the edges of an
    article speak of itself; the middle speaks of other things.
    """
    place = next((found for one in parts[:_EDGE] if (found := agencies.dateline(*one))), None)
    if place is not None:
        # A title or a line for the author may stand before the dateline.
        yield place
    for index, (words, start) in enumerate(parts):
        if index < _EDGE:
            yield from agencies.over_text(words, start)
        if index < _EDGE or index >= closing:
            yield from in_line(words, start)
            for found in agencies.around_text(words, start):
                # Other agencies sign as Reuters does.
                if place is None or found.known == "in_text" or found.value == place.value:
                    yield found


def in_line(text: str, start: int) -> Iterator[Candidate]:
    """Yield who one line credits as the place it comes from; the line begins at ``start``."""
    low = text.lower()
    for rule in _RULES:
        if rule.probe not in low:
            continue
        found = rule.pattern.search(text)
        if found is None:
            continue
        left = found.start("name") + found["name"].startswith("[")
        name = text[left : found.end("name")].rstrip(" ,;:")
        if name.lower().startswith(("the author", "the ", "this ", "a ")) and len(name.split()) > 5:
            continue
        yield Candidate(
            "republished_from", name, rule.confidence, "in_text", rule.name,
            start=start + left, end=start + left + len(name),
        )  # fmt: skip


def signed(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield the agencies among the authors that a page names: "Reuters Staff", "AFP"."""
    for one in candidates:
        name = agencies.byline_agency(one.value) if one.field == "author" else None
        if name is not None:
            yield Candidate(
                "republished_from", name, min(0.85, one.confidence), one.known, "byline",
                start=one.start, end=one.end,
            )  # fmt: skip
