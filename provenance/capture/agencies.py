"""News agencies as articles name them: in datelines, bylines, and where a text ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from provenance.capture.candidates import Candidate, Known
from provenance.capture.phrases import words

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
    "itar-tass": "TASS",
    "ria novosti": "RIA Novosti",
    "kyodo": "Kyodo",
    "anadolu": "Anadolu",
    "anadolu agency": "Anadolu",
    "press association": "PA",
    "the press association": "PA",
    "bloomberg news": "Bloomberg",
    "deutsche presse-agentur": "dpa",
    "the canadian press": "The Canadian Press",
    "canadian press": "The Canadian Press",
}
_NAMES = "|".join(re.escape(name) for name in sorted(AGENCIES, key=len, reverse=True))
_SHORT = {name for name in AGENCIES if len(name) < 5}
# Words that stand small in the name of a place; anything else in small letters is a sentence.
_PARTICLES = words(
    """
    am an der de do da la le les del of on upon sur en el al di and und et y i
    """
)
_DATELINE = re.compile(
    r"^(?P<place>[^\W\d_a-z][^\n()]{0,60}?)?\s*(?:[-–—]+\s*)?"
    r"(?:[(\[](?P<agency>[A-Za-z][A-Za-z .-]{1,30})[)\]]|/(?P<slashed>[A-Za-z][A-Za-z .-]{1,30})/)"
    r"\s*(?:[-–—:]+|\.\s)\s*"
)
_CAPITALS = re.compile(r"[^\W\d_]{2}")
_DESK = re.compile(
    r"\(?\b(?:Additional |Writing and |Writing |Reporting and )?[Rr]eporting by [^()]{3,300}?;?\s+"
    r"[Ee]diting by [^()]{3,120}?\.?\)?\s*$"
)
_LINE_IS_AGENCY = re.compile(
    r"^(?:\(c\)\s*|©\s*|source:?\s+|quelle:?\s+|via\s+)?(?P<agency>[A-Za-z][A-Za-z -]{1,30})\.?$",
    re.IGNORECASE,
)
# "By AFP", "Reuters Staff", "By Ann Sol, Associated Press", "Ann Sol | Reuters".
_BYLINE = re.compile(
    r"^(?:(?:by|von|par|por)\s*:?\s+)?"
    r"(?:(?P<who>(?-i:[^\W\d_a-z])[^\n,|/()]{2,50})\s*(?:,|\||/|\(|[-–—])\s*(?:of\s+|for\s+)?)?"
    rf"(?P<agency>{_NAMES})"
    r"(?:\s+(?:staff|writers?|reporters?|correspondents?|news|agency))*\)?\.?$",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(r"^(?:by|von|par|por)\b|\b(?:staff|writers?)\.?$", re.IGNORECASE)
_LONGEST_BYLINE = 100
_WRITERS = re.compile(
    rf"^\W*(?:the\s+)?(?P<agency>{_NAMES})\s+(?:writers?|reporters?|journalists?|correspondents?)\b"
    r".{3,200}\bcontributed\b",
    re.IGNORECASE,
)
_THIS = ("this", "dieser", "cet")
_ITS_OWN = re.compile(
    rf"\b(?:{'|'.join(_THIS)})\s+(?P<agency>{_NAMES})\s+(?:article|story|report|piece|text)\b",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"^\W*(?:copyright|©|\(c\))\s*(?:©|\(c\))?\s*(?:\d{4})?,?\s*(?:by\s+)?"
    rf"(?P<agency>{_NAMES})\b",
    re.IGNORECASE,
)
# German agencies sign at the very end: "… sagte er. (dpa)", "(dpa/AFP)".
_CLOSING = re.compile(rf"[.!?”“\"]\s*\((?P<agency>{_NAMES})(?:\s*/\s*\w+)*\)\.?$", re.IGNORECASE)


def agency_named(text: str) -> str | None:
    """Return the usual short name of the news agency that ``text`` is the name of."""
    return AGENCIES.get(" ".join(text.lower().strip(" .[]()").split()))


def dateline(text: str, start: int) -> Candidate | None:
    """Return the agency that a first paragraph opens with: "BERLIN (Reuters) - …".

    An agency that we don't know is believed after a place in capitals.
    """
    found = _DATELINE.match(text)
    if found is None or not _is_place(found["place"] or ""):
        return None
    group = "agency" if found["agency"] else "slashed"
    name = agency_named(found[group])
    if name is not None:
        return _candidate(name, 0.9, "dateline", found, start, group=group)
    if _is_shouted(found["place"] or "") and found[group].strip().count(" ") < 3:
        return _candidate(
            found[group].strip(), 0.5, "dateline of an agency unknown to us", found, start,
            known="inferred", group=group,
        )  # fmt: skip
    return None


def over_text(text: str, start: int) -> Iterator[Candidate]:
    """Yield the agency that signs an article in a line over it: "By AFP", "Reuters Staff"."""
    found = _BYLINE.match(text.strip()) if len(text) <= _LONGEST_BYLINE else None
    name = agency_named(found["agency"]) if found else None
    if found is None or name is None or not _signs(found, text):
        return
    shift = start + len(text) - len(text.lstrip())
    yield _candidate(name, 0.85, "byline", found, shift)


def byline_agency(author: str) -> str | None:
    """Return the agency that a name given as an author is, or belongs to."""
    found = _BYLINE.match(author.strip()) if len(author) <= _LONGEST_BYLINE else None
    return agency_named(found["agency"]) if found else None


def around_text(text: str, start: int) -> Iterator[Candidate]:
    """Yield the agencies that a paragraph at the edge of an article names as where it is from."""
    for found in (agency_line(text, start), desk_line(text, start)):
        if found:
            yield found
    low = text.lower()
    its_own = any(probe in low for probe in _THIS)
    # Searching takes its time, so it is left where a word is missing that cannot be.
    rules = (
        (_WRITERS.match(text) if "contributed" in low else None, 0.6, "its writers contributed"),
        (_ITS_OWN.search(text) if its_own else None, 0.8, "called its article"),
        (_COPYRIGHT.match(text), 0.8, "copyright line"),
        (_CLOSING.search(text) if ")" in text[-2:] else None, 0.8, "agency at the end"),
    )
    for match, confidence, rule in rules:
        name = agency_named(match["agency"]) if match else None
        if match is not None and name is not None:
            yield _candidate(name, confidence, rule, match, start)


def desk_line(text: str, start: int) -> Candidate | None:
    """Return Reuters for the way its desk signs: "(Reporting by …; Editing by …)" at the end."""
    found = _DESK.search(text) if "diting by " in text else None
    if found is None:
        return None
    return _candidate(
        "Reuters", 0.6, "signed like Reuters", found, start, known="inferred", group=0
    )


def agency_line(text: str, start: int) -> Candidate | None:
    """Return the agency that a whole line consists of, such as a closing "Source: AFP"."""
    if len(text) > 48:
        return None
    found = _LINE_IS_AGENCY.match(text)
    name = agency_named(found["agency"]) if found else None
    return _candidate(name, 0.8, "agency line", found, start) if found and name else None


def _candidate(
    name: str,
    confidence: float,
    rule: str,
    found: re.Match[str],
    start: int,
    *,
    known: Known = "in_text",
    group: str | int = "agency",
) -> Candidate:
    place = (start + found.start(group), start + found.end(group))
    return Candidate("republished_from", name, confidence, known, rule, None, *place)


def _is_place(place: str) -> bool:
    """Tell whether the words before the bracket are a place, perhaps with a day, or nothing."""
    return all(
        not word[0].islower() or word.strip(",.").lower() in _PARTICLES for word in place.split()
    )


def _is_shouted(place: str) -> bool:
    """Tell whether a place is written in capitals, as datelines are."""
    first = place.split(",")[0].split()
    return bool(first) and all(word.isupper() and _CAPITALS.search(word) for word in first)


def _signs(found: re.Match[str], text: str) -> bool:
    """Tell whether a line is a byline: it says so, or names a person beside the agency.

    The short names are words as well ("sid", "pa"), so case counts where nothing introduces them.
    """
    if _INTRODUCED.search(text.strip()):
        return True
    written = found["agency"]
    if written.lower() in _SHORT and not (
        written.isupper() or written == AGENCIES[written.lower()]
    ):
        return False
    who = found["who"]
    return who is None or len(who.split()) in (2, 3, 4)
