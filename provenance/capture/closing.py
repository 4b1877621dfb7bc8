"""The footer of a plain text: credits, copyright, disclaimers, who the author is, links to elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from provenance.capture.lines import Line

_STRONG = re.compile(
    r"^(?:copyright\b|\(c\)|©|all rights reserved|disclaimer\b|about the authors?\b|articles by\s*:|"
    r"the original source of this|this (?:article|piece|story|post|essay|report) (?:was |is |has been )?"
    r"(?:originally |first )?(?:published|appeared|re-?posted|posted|written|translated|adapted|republished|reprinted)|"
    r"(?:originally|first) (?:published|appeared|posted)|re(?:published|printed) (?:with|from|by)|"
    r"source\s*:|via\s*:|h/t\b|hat tip\b|subscribe\b|sign up\b|become a member\b|"
    r"comment on .{0,80}facebook|follow (?:us|me|him|her|them|the author)\b|like us on|share this|read (?:more|also|next)\b|related (?:articles?|stories|posts?)\b|"
    r"see also\b|for media inquiries|contact (?:us|the author)\b|the views expressed|the opinions expressed|views expressed in this|"
    r"(?:www\.)?[\w-]+\.(?:com|org|net|info|ca|de|co\.uk)\b contains copyrighted|donate\b|support (?:us|our)\b|print this|"
    r"alle rechte vorbehalten|über den autor|über die autorin|quelle\s*:|lesen sie auch|tous droits réservés|lire aussi|todos los derechos|"
    r"tags?\s*:|filed under\s*:|categories\s*:|region\s*:|theme\s*:|topics?\s*:)",
    re.IGNORECASE,
)
_RULER = re.compile(r"^[\s*_=~#•·–—-]{1,40}$")
_BIO = re.compile(
    r"^(?:\W*)(?P<name>[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3}),? (?:is|was|are|has been|writes|covers|works|serves|teaches|can be reached|lives)\b"
)
_REACH = 30


def is_ruler(text: str) -> bool:
    """Tell whether a line is only drawn: stars, dashes, a bullet."""
    return _RULER.match(text) is not None


def starts_footer(text: str) -> bool:
    """Tell whether a line opens as footers do (copyright, disclaimer, "originally published")."""
    return _STRONG.match(text) is not None


def boundary(lines: Sequence[Line], authors: Sequence[str] = ()) -> int:
    """Return the index where the footer begins; ``len(lines)`` when there is none.

    A footer is looked for among the last lines only: it begins at the earliest
    tell-tale line after which ordinary paragraphs no longer prevail. A
    biography of one of ``authors`` and a drawn line right before it belong to it.
    """
    first = max(1, len(lines) - _REACH)
    marks = [_is_mark(lines, index, authors) for index in range(first, len(lines))]
    start = len(lines)
    plain = 0
    for index in range(len(lines) - 1, first - 1, -1):
        if marks[index - first]:
            start, plain = index, 0
        else:
            plain += 1
        # Two paragraphs in a row that say nothing footer-like are the article again.
        if plain > (2 if start < len(lines) else 1):
            break
    while start > 1 and start < len(lines) and is_ruler(lines[start - 1].text):
        start -= 1
    return start


def _is_mark(lines: Sequence[Line], index: int, authors: Sequence[str]) -> bool:
    label = lines[index].label
    if starts_footer(label):
        return True
    bio = _BIO.match(label)
    if bio is None:
        return False
    # The same biography twice is a template at work, whoever it is about.
    if any(name in label[:80] for name in authors):
        return True
    return any(other.text == lines[index].text for other in lines[index + 1 :])
