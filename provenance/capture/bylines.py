"""Names of authors: how a byline introduces them, how to clean and split them, what is no name."""

from __future__ import annotations

import re

_BY = (
    r"by|written by|words by|story by|text by|reported by|posted by|published by|article by|a post by|report by|review by|opinion by|from|"
    r"von|vom|durch|text von|text|texte|ein beitrag von|beitrag von|ein artikel von|artikel von|ein gastbeitrag von|gastbeitrag von|"
    r"ein kommentar von|kommentar von|geschrieben von|verfasst von|veröffentlicht von|erstellt von|eingestellt von|interview von|"
    r"par|publié par|écrit par|propos recueillis par|por|publicado por|escrito por|di|scritto da|de|av|af|door|"
    r"autor|autorin|autoren|autor\(in\)|author|authors|auteur|auteurs|posted|verfasser|über den autor|über die autorin|about the author"
)
BYLINE = re.compile(r"^(?:" + _BY + r")(?:\s*:\s*|\s+)(?P<names>\S.{1,160})$", re.IGNORECASE | re.DOTALL)
_INTRODUCES = re.compile(
    r"^(?:by|written by|words by|text by|posted by|von|text von|text:|ein beitrag von|artikel von|gastbeitrag von|geschrieben von|"
    r"verfasst von|par|por|publicado por|di|door|autor(?:in|en)?:?|authors?:?|auteurs?:)(?:\s|$)",
    re.IGNORECASE,
)
_SPLIT = re.compile(
    r"\s*(?:;|\||/|·|•|\n|,(?!\s*(?:Jr|Sr|II|III|Ph\.?D|M\.?D|MD|PhD)\b)|\s&\s|\s(?:and|und|et|y|e|en|og|och)\s)\s*"
)
_LEAD = re.compile(r"^(?:[|•·~/–—-]\s*)*(?:" + _BY + r")(?:\s*:\s*|\s+)", re.IGNORECASE)
_TAIL = re.compile(
    r"\s*(?:\(.*\)?|\[.*\]?|@\S+|<.*|https?:.*|\s[-–—|]\s.*|\bfor\s+(?:the\s+)?[A-Z].*|\bupdated\b.*|\bpublished\b.*|\d.*)$",
    re.IGNORECASE | re.DOTALL,
)
_DEGREE = re.compile(r"(?:,?\s+(?:Ph\.?D|M\.?D|R\.?D|R\.?N|MPH|M\.?A|M\.?S|MBA|LL\.?M|Esq|CPA|CFP)\.?)+$")
_PARTICLES = frozenset(
    "de da do dos das di del della der den van von vom zu zur la le el al bin ibn ben y e of the ter ten und af mc".split()
)
_OFFICE = re.compile(r"redaktion|minist|verband|verein|gmbh|stiftung|agentur|universit|magazin|zeitung|online|news|media|press|team|institut|amt\b|e\. ?V\b|\bAG\b|\bInc\b|\bLtd\b", re.IGNORECASE)
_NO_NAME = frozenset(
    "admin administrator author authors autor redaktion editor editors editorial staff newsroom webmaster "
    "guest user unknown anonymous contributor contributors correspondent reporter reporters news team "
    "desk online website comments comment share subscribe read more here click home blog wordpress root "
    "super null none undefined".split()
)


# Where the name in a byline ends and something else begins.
_CUT = re.compile(
    r"\s*(?:[|•·]|\s[-–—]\s|\b\d{1,2}[./:]\s?\d|\b(?:19|20)\d\d\b|\b\d|\b(?:updated|published|posted on|posted|last updated|on|am|vom|le|el|den|in|aktualisiert|"
    r"veröffentlicht|publié|stand|geändert|zuletzt|follow|view|email|more|mehr|weitere|zeige|alle|all posts|see|read|min read|staff|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"(?:mo|di|mi|do|fr|sa|so),)\b|[@<{#]|https?:)",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"comment|kommentar|posts?\b|articles?\b|artikel\b|beiträge|\bname\b|e-?mail|website|login|log in|share|teilen|read|lesen|mehr\b|more\b|weitere|"
    r"profil|archiv|follow|subscribe|newsletter|cookie|http|www\.|image|photo|foto|bild|quelle|source|copyright|©|keine|autoren?$|authors?$|"
    r"^null$|^none$|^admin$|^administrator$|^root$|^user$|^gast$|^guest$|webmaster|^undefined$|^anonym|^human$|^unknown$|^the$|^posted$|^written$",
    re.IGNORECASE,
)


_ONLY_BY = re.compile(r"^(?:" + _BY + r"|publi\w+|veröffentlicht|red|staff|team|news)\.?:?$", re.IGNORECASE)


def in_lines(text: str) -> list[list[str]]:
    """Return the names that lines of a page introduce ("Von Ann Abel | 3. Mai"), a list for each such line.

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


def introduces(text: str) -> bool:
    """Tell whether ``text`` begins as bylines do ("By", "Von", "Autor:")."""
    return _INTRODUCES.match(text) is not None


def cut(text: str) -> str:
    """Drop the introduction of a byline and what follows the names (dates, "min read", addresses)."""
    text = " ".join(text.split())
    for _ in range(2):
        text = _LEAD.sub("", text)
    found = _CUT.search(text)
    return text[: found.start()] if found and found.start() > 0 else "" if found else text


def may_be_name(text: str) -> bool:
    """Tell whether ``text`` may be how an author signs: a person, a pen name or an editorial office."""
    if not 2 <= len(text) <= 60 or len(text.split()) > 6 or not any(letter.isalpha() for letter in text):
        return False
    if any(mark in text for mark in "?!:;@_<>{}=\"“”…") or _NEVER.search(text):
        return False
    return _ONLY_BY.match(text) is None


def is_name(text: str) -> bool:
    """Tell whether ``text`` looks like the name of a person: two to five capitalised words.

    Scripts without capitals pass when they are short.
    """
    words = text.split()
    if (
        not 2 <= len(words) <= 6
        or len(text) > 60
        or any(mark in text for mark in '?!:;/@_<>{}="“”')
    ):
        return False
    if any(letter.isdigit() for letter in text):
        return False
    strong = [word for word in words if word.lower() not in _PARTICLES]
    if len(strong) < 1 or _OFFICE.search(text) or any(word.lower().strip(".") in _NO_NAME for word in strong):
        return False
    return all(
        word[0].isupper() or not word[0].isascii() or not word[0].isalpha()
        for word in strong
    )


def clean_name(text: str) -> str:
    """Strip introductions ("By", "Von"), addresses, roles in brackets and stray marks from one name."""
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
    found = BYLINE.match(line)
    if found is None or line.count(" ") > 24:
        return []
    names = split_names(found["names"])
    people = [name for name in names if is_name(name)]
    # "By Ann Abel, Associated Press" also names her agency; that is no second author.
    return people if people and is_name(names[0]) else []
