"""The footer of a plain text: credits, copyright, disclaimers, biographies, links elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from provenance.capture.lines import Line
from provenance.capture.phrases import one_of

_STARTS = one_of(
    r"""
    copyright\b
    \(c\)
    ©
    all rights reserved
    disclaimer\b
    about the authors?\b
    articles by\s*:
    the original source of this
    this (?:article|piece|story|post|essay|report) THEN(?:published|appeared|posted)\b
    this (?:article|piece|story|post|essay|report) THEN(?:written|translated|adapted)\b
    this (?:article|piece|story|post|essay|report) THENre-?(?:published|posted|printed)\b
    (?:originally|first) (?:published|appeared|posted)
    re(?:published|printed) (?:with|from|by)
    source\s*:
    via\s*:
    h/t\b
    hat tip\b
    subscribe\b
    sign up\b
    become a member\b
    comment on .{0,80}facebook
    follow (?:us|me|him|her|them|the author)\b
    like us on
    share this
    read (?:more|also|next)\b
    related (?:articles?|stories|posts?)\b
    see also\b
    for media inquiries
    contact (?:us|the author)\b
    (?:the )?(?:views|opinions) expressed
    (?:www\.)?[\w-]+\.(?:com|org|net|info|ca|de|co\.uk)\b contains copyrighted
    donate\b
    support (?:us|our)\b
    print this
    alle rechte vorbehalten
    über den autor
    über die autorin
    quelle\s*:
    lesen sie auch
    tous droits réservés
    lire aussi
    todos los derechos
    tags?\s*:
    filed under\s*:
    categories\s*:
    region\s*:
    theme\s*:
    topics?\s*:
    """
)
_THEN = "(?:(?:was|is|has been|originally|first|also) ){0,4}"
_STRONG = re.compile("^" + _STARTS.replace("THEN", _THEN), re.IGNORECASE)
# No footer begins otherwise; asking for these first saves the long pattern on every paragraph.
_FIRST = tuple(
    line.strip("\n")
    for line in """copyright
(c)
©
all rights
disclaimer
about the
articles by
the original
the views
the opinions
this article
this piece
this story
this post
this essay
this report
originally
first
republished
reprinted
source
via
h/t
hat tip
subscribe
sign up
become a
comment on
follow
like us
share this
read
related
see also
for media
contact
views
opinions
www.
donate
support
print this
alle rechte
über d
quelle
lesen sie
tous droits
lire aussi
todos los
tag
filed
categories
region
theme
topic""".splitlines()
)
_RULER = re.compile(r"^[\s*_=~#•·–—-]{1,40}$")
_BIO = re.compile(
    r"^\W*(?P<name>[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3}),? "
    r"(?:is|was|are|has been|writes|covers|works|serves|teaches|can be reached|lives)\b"
)
_REACH = 30


def is_ruler(text: str) -> bool:
    """Tell whether a line is only drawn: stars, dashes, a bullet."""
    return len(text) <= 40 and _RULER.match(text) is not None


def starts_footer(text: str) -> bool:
    """Tell whether a line opens as footers do (copyright, disclaimer, "originally published")."""
    begins = text[:12].lower()
    if not begins.startswith(_FIRST) and " contains copyrighted" not in text[:80]:
        return False
    return _STRONG.match(text) is not None


def boundary(lines: Sequence[Line], authors: Sequence[str] = ()) -> int:
    """Return the index where the footer begins; ``len(lines)`` when there is none.

    A footer is looked for among the last lines only: it begins at the earliest
    tell-tale line after which ordinary paragraphs no longer prevail. A
    biography of one of ``authors`` and a drawn line right before it belong to it.
    """
    first = max(1, len(lines) - _REACH)
    start = len(lines)
    plain = 0
    for index in range(len(lines) - 1, first - 1, -1):
        if _is_mark(lines, index, authors):
            start, plain = index, 0
        else:
            plain += 1
        # Three paragraphs in a row that say nothing footer-like are the article again.
        if plain > 2 or (plain > 1 and start == len(lines)):
            break
    while 1 < start < len(lines) and is_ruler(lines[start - 1].text):
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
