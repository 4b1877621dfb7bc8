"""Who had it first, by the text's own word: "first published on …", agency datelines, "h/t"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
AGENCIES = {
    "ap": "AP",
    "associated press": "AP",
    "the associated press": "AP",
    "afp": "AFP",
    "agence france-presse": "AFP",
    "reuters": "Reuters",
    "thomson reuters": "Reuters",
    "upi": "UPI",
    "united press international": "UPI",
    "dpa": "dpa",
    "tass": "TASS",
    "interfax": "Interfax",
    "xinhua": "Xinhua",
    "efe": "EFE",
    "ansa": "ANSA",
    "pa": "PA",
    "bloomberg": "Bloomberg",
    "sputnik": "Sputnik",
    "sana": "SANA",
    "apa": "APA",
    "kna": "KNA",
    "epd": "epd",
    "sid": "SID",
    "ians": "IANS",
    "pti": "PTI",
}
_EDGE = 3
_DATELINE = re.compile(
    r"^(?:[^\W\d_a-z][^\n()]{0,60}?\s*)?[(\[](?P<agency>[A-Za-z][A-Za-z .-]{1,30})[)\]]"
    r"\s*(?:[-–—:]+|\.\s)\s*"
)
_DESK = re.compile(
    r"\(?\b(?:Additional |Writing and |Writing |Reporting and )?[Rr]eporting by [^()]{3,300}?;?\s+"
    r"[Ee]diting by [^()]{3,120}?\.?\)?\s*$"
)
_LINE_IS_AGENCY = re.compile(
    r"^(?:\(c\)\s*|©\s*|source:?\s+|quelle:?\s+|via\s+)?(?P<agency>[A-Za-z][A-Za-z -]{1,30})\.?$",
    re.IGNORECASE,
)


def agency_named(text: str) -> str | None:
    """Return the usual short name of the news agency that ``text`` is the name of."""
    return AGENCIES.get(" ".join(text.lower().strip(" .[]()").split()))


def origins(parts: Sequence[tuple[str, int]], closing: int) -> Iterator[Candidate]:
    """Yield who an article is from, by its first paragraphs and those from ``closing`` on.

    ``parts`` are its paragraphs with their offsets. Only the edges of an
    article speak of itself; the middle speaks of other things.
    """
    for words, start in parts[:_EDGE]:
        # A title or a line for the author may stand before the dateline.
        agency = dateline(words, start)
        if agency:
            yield agency
            break
    for index, (words, start) in enumerate(parts):
        if index < _EDGE or index >= closing:
            yield from in_line(words, start)
            for found in (agency_line(words, start), desk_line(words, start)):
                if found:
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


def dateline(text: str, start: int) -> Candidate | None:
    """Return the agency that a first paragraph opens with: "BERLIN (Reuters) - …"."""
    found = _DATELINE.match(text)
    name = agency_named(found["agency"]) if found else None
    if found is None or name is None:
        return None
    return Candidate(
        "republished_from", name, 0.9, "in_text", "dateline",
        start=start + found.start("agency"), end=start + found.end("agency"),
    )  # fmt: skip


def desk_line(text: str, start: int) -> Candidate | None:
    """Return Reuters for the way its desk signs: "(Reporting by …; Editing by …)" at the end."""
    found = _DESK.search(text) if "diting by " in text else None
    if found is None:
        return None
    return Candidate(
        "republished_from", "Reuters", 0.6, "inferred", "signed like Reuters",
        start=start + found.start(), end=start + found.end(),
    )  # fmt: skip


def agency_line(text: str, start: int) -> Candidate | None:
    """Return the agency that a whole line consists of, such as a closing "Source: AFP"."""
    if len(text) > 48:
        return None
    found = _LINE_IS_AGENCY.match(text)
    name = agency_named(found["agency"]) if found else None
    if found is None or name is None:
        return None
    return Candidate(
        "republished_from", name, 0.8, "in_text", "agency line",
        start=start + found.start("agency"), end=start + found.end("agency"),
    )  # fmt: skip
