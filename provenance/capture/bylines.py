"""Names of authors: how a byline introduces them, how to clean and split them, what is no name."""

from __future__ import annotations

import re

_BY = r"by|written by|words by|story by|text by|reported by|posted by|von|text von|ein beitrag von|ein kommentar von|par|por|di|de|av|door|av|autor|autorin|author|authors|auteur"
BYLINE = re.compile(
    r"^(?:" + _BY + r")(?:\s*:\s*|\s+)(?P<names>\S.{1,160})$", re.IGNORECASE | re.DOTALL
)
_SPLIT = re.compile(
    r"\s*(?:;|\||/|·|•|\n|,(?!\s*(?:Jr|Sr|II|III|Ph\.?D|M\.?D|MD|PhD)\b)|\s&\s|\s(?:and|und|et|y|e|en|og|och)\s)\s*"
)
_LEAD = re.compile(r"^(?:" + _BY + r")(?:\s*:\s*|\s+)", re.IGNORECASE)
_TAIL = re.compile(
    r"\s*(?:\(.*\)?|\[.*\]?|@\S+|<.*|https?:.*|\s[-–—|]\s.*|\bfor\s+(?:the\s+)?[A-Z].*|\bupdated\b.*|\bpublished\b.*|\d.*)$",
    re.IGNORECASE | re.DOTALL,
)
_PARTICLES = frozenset(
    "de da do dos das di del della der den van von vom zu zur la le el al bin ibn ben y e of the ter ten und af mc".split()
)
_NO_NAME = frozenset(
    "admin administrator author authors autor redaktion editor editors editorial staff newsroom webmaster "
    "guest user unknown anonymous contributor contributors correspondent reporter reporters news team "
    "desk online website comments comment share subscribe read more here click home blog wordpress root "
    "super null none undefined".split()
)


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
    if len(strong) < 1 or any(word.lower().strip(".") in _NO_NAME for word in strong):
        return False
    return all(
        word[0].isupper() or not word[0].isascii() or not word[0].isalpha()
        for word in strong
    )


def clean_name(text: str) -> str:
    """Strip introductions ("By", "Von"), addresses, roles in brackets and stray marks from one name."""
    name = " ".join(text.split())
    name = _LEAD.sub("", name)
    name = _TAIL.sub("", name)
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
