"""Names of authors: how a byline introduces them, how to clean and split them, what is no name."""

from __future__ import annotations

import re

from provenance.capture.phrases import one_of, words

_OPENERS = one_of(
    """
    (?:written |words |story |text |reported |posted |article |a post |report |review |opinion )?by
    (?:ein )?(?:beitrag|artikel|gastbeitrag|kommentar|interview) von
    (?:text |geschrieben |verfasst |veröffentlicht |erstellt |eingestellt )?von
    (?:publié |écrit |propos recueillis )?par
    (?:publicado |escrito )?por
    (?:scritto )?(?:di|da)
    door
    autor(?:in|en|\\(in\\))?
    authors?
    auteurs?
    """
)
# These too stand before a name, but only where the markup says that it is a byline.
_LOOSE_OPENERS = one_of(
    """
    published by
    from
    vom
    durch
    texte?
    av
    af
    posted
    verfasser(?:in)?
    über (?:den autor|die autorin)
    about the author
    """
)
_AFTER = r"(?:\s*:\s*|\s+)"
_BYLINE = re.compile(f"^{_OPENERS}{_AFTER}" + r"(?P<names>\S.{1,160})$", re.IGNORECASE | re.DOTALL)
_INTRODUCES = re.compile(f"^{_OPENERS}:?" + r"(?:\s|$)", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:[|•·~/–—-]\s*)*(?:" + f"{_OPENERS}|{_LOOSE_OPENERS}){_AFTER}", re.IGNORECASE
)
_ONLY_BY = re.compile(
    f"^(?:{_OPENERS}|{_LOOSE_OPENERS}" + r"|publi\w+|veröffentlicht|red|staff|team|news)\.?:?$",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:;|\||/|·|•|\n|,(?!\s*(?:Jr|Sr|II|III|Ph\.?D|M\.?D)\b)|\s&\s|"
    r"\s(?:and|und|et|y|e|en|og|och)\s)\s*(?:(?:and|und|et)\s+)?"
)
_TAIL = re.compile(
    r"\s*(?:\(.*\)?|\[.*\]?|@\S+|<.*|https?:.*|\s[-–—|]\s.*|\bfor\s+(?:the\s+)?[A-Z].*|"
    r"\b(?:updated|published)\b.*|\d.*)$",
    re.IGNORECASE | re.DOTALL,
)
_DEGREE = re.compile(
    r"(?:,?\s+(?:Ph\.?D|M\.?D|R\.?D|R\.?N|MPH|M\.?A|M\.?S|MBA|LL\.?M|Esq|CPA|CFP)\.?)+$"
)
_PARTICLES = words(
    """
    de da do dos das di del della der den van von vom zu zur la le el al bin ibn ben y e of the
    ter ten und af mc
    """
)
_OFFICE = re.compile(
    r"redaktion|minist|verband|verein|gmbh|stiftung|agentur|universit|magazin|zeitung|online|news|"
    r"media|press|team|institut|amt\b|e\. ?V\b|\bAG\b|\bInc\b|\bLtd\b",
    re.IGNORECASE,
)
_NO_NAME = words(
    """
    admin administrator author authors autor redaktion editor editors editorial staff newsroom
    webmaster guest user unknown anonymous contributor contributors correspondent reporter reporters
    news team desk online website comments comment share subscribe read more here click home blog
    wordpress root super null none undefined
    """
)
# Where the name in a byline ends and something else begins.
_CUT = re.compile(
    r"\s*(?:[|•·]|\s[-–—]\s|\b\d|[@<{#]|https?:|\b"
    + one_of(
        r"""
        (?:last )?updated
        published
        posted
        (?:am|vom|le|el|den|il)(?= \d)
        on
        in
        aktualisiert
        veröffentlicht
        publié
        stand
        geändert
        zuletzt
        follow
        view
        email
        more
        mehr
        weitere
        zeige
        alle
        all posts
        see
        read
        min read
        staff
        (?:mon|tues|wednes|thurs|fri|satur|sun)day
        (?:mon|diens|donners|frei|sams|sonn)tag
        mittwoch
        (?:lun|mar|mercre|jeu|vendre|same)di
        dimanche
        (?:mo|di|mi|do|fr|sa|so)(?=,)
        """
    )
    + r"\b)",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"comment|kommentar|posts?\b|articles?\b|artikel\b|beiträge|\bname\b|e-?mail|website|log ?in|"
    r"share|teilen|read|lesen|mehr\b|more\b|weitere|profil|archiv|follow|subscribe|newsletter|"
    r"cookie|http|www\.|image|photo|foto|bild|quelle|source|copyright|©|keine|webmaster|^anonym|"
    r"(?:autoren?|authors?)$|"
    r"^(?:null|none|admin|administrator|root|user|gast|guest|undefined|human|unknown|the|posted|"
    r"written)$",
    re.IGNORECASE,
)


def in_lines(text: str) -> list[list[str]]:
    """Return the names that lines of a page introduce ("Von Ann Abel | 3. Mai"), a list a line.

    An introduction may stand on a line of its own with the name in the next.
    """
    found: list[list[str]] = []
    before = ""
    for line in text.split("\n"):
        line = line.strip(" |•·–—-,")
        if not line:
            continue
        whole = f"{before} {line}" if before else line
        before = line if len(line) < 24 and _ONLY_BY.match(line) else ""
        if before or len(whole) > 120 or not introduces(whole):
            continue
        names = split_names(cut(whole))
        if names and all(is_name(name) and may_be_name(name) for name in names):
            found.append(names)
    return found


def written_out(name: str, text: str) -> str:
    """Return the whole name that ``text`` shows for an account or a first name, else ``name``.

    "ann.sol" becomes "Ann B. Sol" where that stands in the text, and "Ann"
    becomes "Ann Sol" where a byline says so.
    """
    parts = re.split(r"[._-]", name) if name.islower() else [name]
    if len(parts) > 1 and all(part.isalpha() for part in parts):
        pattern = r"\b" + r"(?: [^\W\d_]\.)? ".join(map(re.escape, parts)) + r"\b"
        found = re.search(pattern, text, re.IGNORECASE)
        return found.group() if found and not found.group().islower() else name
    if " " in name or not name.isalpha() or not name.istitle():
        return name
    pattern = rf"(?:\b(?i:{_OPENERS})[:\s]+)({re.escape(name)} [^\W\d_a-z][\w’'-]+)"
    whole = {found.group(1) for found in re.finditer(pattern, text)}
    return whole.pop() if len(whole) == 1 else name


def introduces(text: str) -> bool:
    """Tell whether ``text`` begins as bylines do ("By", "Von", "Autor:")."""
    return _INTRODUCES.match(text) is not None


def cut(text: str) -> str:
    """Drop the introduction of a byline and what follows its names: dates, addresses and so on."""
    text = " ".join(text.split())
    for _ in range(2):
        text = _LEAD.sub("", text)
    found = _CUT.search(text)
    return text[: found.start()] if found and found.start() > 0 else "" if found else text


def may_be_name(text: str) -> bool:
    """Tell whether ``text`` may be how an author signs: a name, a pen name or an office."""
    if not 2 <= len(text) <= 60 or len(text.split()) > 6 or not any(map(str.isalpha, text)):
        return False
    if any(mark in text for mark in '?!:;@_<>{}="“”…') or _NEVER.search(text):
        return False
    return _ONLY_BY.match(text) is None


def is_name(text: str) -> bool:
    """Tell whether ``text`` looks like the name of a person: two to six capitalised words.

    Scripts without capitals pass when they are short.
    """
    parts = text.split()
    if not 2 <= len(parts) <= 6 or len(text) > 60 or any(map(str.isdigit, text)):
        return False
    if any(mark in text for mark in '?!:;/@_<>{}="“”') or _OFFICE.search(text):
        return False
    if parts[0].lower() in ("the", "die", "der", "das", "les", "los"):
        return False
    strong = [part for part in parts if part.lower() not in _PARTICLES]
    if not strong or any(part.lower().strip(".") in _NO_NAME for part in strong):
        return False
    return all(
        part[0].isupper() or not (part[0].isascii() and part[0].isalpha()) for part in strong
    )


def clean_name(text: str) -> str:
    """Strip introductions ("By"), addresses, roles in brackets and stray marks from one name."""
    name = " ".join(text.split())
    name = _DEGREE.sub("", _TAIL.sub("", _LEAD.sub("", name)))
    return name.strip(" \t,.;:|-–—*•·\"“”„'’‘")


def split_names(text: str) -> list[str]:
    """Split "Ann Abel, Bo Berg and Cy Cole" into cleaned names, in order, without repeats."""
    names: dict[str, None] = {}
    for part in _SPLIT.split(text):
        name = clean_name(part)
        if name:
            names.setdefault(name)
    return list(names)


def byline_names(line: str) -> list[str]:
    """Return the names that a line such as "By Ann Abel and Bo Berg" gives, or nothing."""
    found = _BYLINE.match(line)
    if found is None or line.count(" ") > 24:
        return []
    names = split_names(found["names"])
    people = [name for name in names if is_name(name)]
    # "By Ann Abel, Associated Press" also names her agency; that is no second author.
    return people if people and is_name(names[0]) else []
