"""Which requests ask the same. Pure; it would rather keep two apart than mix two questions."""

import re
from collections.abc import Mapping

from claims.search.matching import likeness
from claims.suggest.relating import Said, guesses

WORDS = re.compile(r"\w+")
NUMBERS = re.compile(r"\d+(?:[.,]\d+)*")
# How readers begin; it says nothing of what they ask about.
OPENING = re.compile(
    r"^\W*(?:(?:hello|hi|please|could you|can you|check|verify|whether|if|is it true|true)\b\W*"
    r"|(?:that|this)\b\W*)+",
    re.IGNORECASE,
)
NEARLY = 0.5  # From here on two are shown beside each other, for a person to decide.


def bare(text: str) -> str:
    """What is asked about, without the ways in which one asks."""
    return OPENING.sub("", " ".join(text.split())).rstrip(" ?!.") or text


def same_as(text: str, others: Mapping[int, str]) -> int | None:
    """The one of `others` (id -> text) that asks the same; None where none surely does.

    Other numbers, names or a denial make it another question, however alike the words are.
    """
    asked = bare(text)
    words = _words(asked)
    for pk, other in others.items():
        if words and _words(bare(other)) == words:
            return pk
    counted = {pk: bare(other) for pk, other in others.items() if _numbers(other) == _numbers(text)}
    found = guesses(Said(0, asked), [Said(pk, other) for pk, other in counted.items()])
    return next((guess.target for guess in found if guess.kind == "same"), None)


def nearly(text: str, others: Mapping[int, str], most: int = 5) -> list[int]:
    """Those of `others` that may ask the same, the most alike first."""
    asked = bare(text)
    scored = [(likeness(asked, bare(other)), pk) for pk, other in others.items()]
    best = sorted((one for one in scored if one[0] >= NEARLY), key=lambda one: (-one[0], one[1]))
    return [pk for _, pk in best[:most]]


def _numbers(text: str) -> list[str]:
    """Every number in a text, days of the month too: another one makes another question."""
    return sorted(set(NUMBERS.findall(text)))


def _words(text: str) -> list[str]:
    return WORDS.findall(text.casefold())
