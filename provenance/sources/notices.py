"""Notices of correction or update inside a text: was a change owned up to? Pure."""

import re
from collections import Counter

from provenance.sources.folding import fold

# How outlets say it, in the languages we have met it in.
WORDINGS = (
    # English
    r"correct(?:ion|ions|ed)\b\s*(?:[:(–—-]|on\b|at\b|to\b|\d)",
    r"corrections?,\s*(?:\d|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b)",
    r"(?:an?|the)\s+(?:earlier|previous|original)\s+version\s+of\s+this",
    r"this\s+(?:article|story|report|post|piece|page|headline)\s+(?:has\s+been|was|is)\s+"
    r"(?:since\s+)?(?:updated|corrected|amended|revised|changed|edited)",
    r"(?:was|were|has\s+been|have\s+been)\s+(?:amended|corrected)\s+(?:on|to|after|because)",
    r"editor['’]?s['’]?\s+note",
    r"clarification\s*[:(–—-]",
    r"we\s+regret\s+the\s+error",
    r"(?:last\s+)?updated?\s*(?::|on\b|at\b|\d)",
    r"erratum|errata|retraction",
    # German
    r"berichtigung|korrektur\s*[:(]|anmerkung\s+der\s+redaktion",
    r"in\s+einer\s+früheren\s+version|aktualisiert\s*(?:am\b|um\b|:)",
    # French
    r"rectificatif|mise\s+à\s+jour\s*[:(l]|note\s+de\s+la\s+rédaction",
    r"une\s+(?:première\s+)?version\s+(?:précédente|antérieure)",
    # Spanish, Italian, Dutch, Portuguese
    r"fe\s+de\s+erratas?|rectificación|corrección\s*:|actualizad[oa]\s*(?:el\b|a\b|:)",
    r"errata\s+corrige|rettifica|aggiornat[oa]\s*(?:il\b|alle\b|:)",
    r"rectificatie|correção|atualizad[oa]\s*(?:em\b|às\b|:)",
)
NOTICE = re.compile(rf"\b(?:{'|'.join(WORDINGS)})", re.IGNORECASE)
SENTENCE_END = re.compile(r"\n|(?<=[.!?])\s")
REACH = 200  # characters of a notice that tell it from another


def is_announced(old: str, new: str) -> bool:
    """Whether `new` carries a notice of correction or update that `old` didn't.

    A notice that only moved is no news; one whose date or wording changed is.
    """
    return bool(Counter(notices(new)) - Counter(notices(old)))


def notices(text: str) -> list[str]:
    """Each notice in `text`, folded, from its first word to the end of its sentence."""
    return [
        _sentence(text[n.start() :][:REACH], n.end() - n.start()) for n in NOTICE.finditer(text)
    ]


def _sentence(text: str, at_least: int) -> str:
    end = SENTENCE_END.search(text, at_least)
    return fold(text[: end.start()] if end else text)
