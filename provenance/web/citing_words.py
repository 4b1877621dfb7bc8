"""How pages speak of citations. Pure."""

from typing import Any
from urllib.parse import quote

FORWARD = {
    "cites": "cites",
    "quotes": "quotes",
    "republishes": "republishes",
    "corrects": "corrects",
    "translates": "translates",
    "links": "links to",
}
BACKWARD = {
    "cites": "is cited by",
    "quotes": "is quoted by",
    "republishes": "is republished by",
    "corrects": "is corrected by",
    "translates": "is translated by",
    "links": "is linked from",
}
KNOWN = {
    "in_text": "read in the text",
    "in_markup": "read in the page's markup",
    "inferred": "inferred",
    "outside": "known from outside",
    "person": "said by a person",
}
SURE = ((0.9, "almost sure"), (0.75, "likely"), (0.5, "quite possible"), (0.0, "a weak sign"))
MOST_WORDS = 8


def sure(confidence: float) -> str:
    """How sure something is, in words."""
    return next(words for least, words in SURE if confidence >= least)


def how(citation: Any, *, named: bool = True) -> str:
    """How it is known, and how sure that is where no person said it.

    Who said it is `named` to members: outsiders read what was found, not who works here.
    """
    said = KNOWN.get(citation.known, citation.known)
    if named and citation.known == "person" and citation.created_by:
        return f"said by {citation.created_by}"
    return said if citation.known == "person" else f"{said}, {sure(citation.confidence)}"


def directive(words: str) -> str:
    """The end of an address that leads a browser to these words on a page."""
    each = words.split()
    if len(each) <= 2 * MOST_WORDS:
        return f"#:~:text={_escaped(' '.join(each))}"
    first, last = " ".join(each[:MOST_WORDS]), " ".join(each[-MOST_WORDS:])
    return f"#:~:text={_escaped(first)},{_escaped(last)}"


def _escaped(words: str) -> str:
    """Hyphens and commas mean something in a directive."""
    return quote(words, safe="").replace("-", "%2D")
