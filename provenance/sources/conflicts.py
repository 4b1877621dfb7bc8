"""What speaks against a citation by the articles' own dates and headlines, in words. Pure."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.formats import date_format

from .dating import days_of

_EXCLUSIVE = re.compile(r"\b(?:exclusive|exklusiv|exclusif|exclusiva)\b", re.IGNORECASE)
_PATTERNS = {"year": "Y", "month": "F Y"}
_BACK = {
    "republishes": "Each of the two is said to republish the other; only one can have been first.",
    "translates": "Each of the two is said to be translated from the other.",
    "quotes": "They quote each other.",
    "cites": "They cite each other: nobody outside the two may be behind it.",
}


def conflicts(citation: Any, *, goes_back: bool = False) -> list[str]:
    """What doesn't fit, one sentence each; `goes_back` where the same is said the other way round.

    The citation is read with its two articles.
    """
    return list(_conflicts(citation, goes_back))


def _conflicts(citation: Any, goes_back: bool) -> Iterator[str]:
    source, target = citation.source, citation.target
    if target is None:
        return
    mine, other = days_of(source), days_of(target)
    if mine and other and mine[1] < other[0] and not _came_later(citation, other[0]):
        yield (
            f"It is dated {_day(source)}, before what it leans on ({_day(target)}): "
            "one of the dates is wrong, or it is the other way round."
        )
    if goes_back and citation.kind in _BACK:
        yield _BACK[citation.kind]
    if _EXCLUSIVE.search(source.title) and _EXCLUSIVE.search(target.title):
        yield "Both call it their exclusive."


def _came_later(citation: Any, day: date) -> bool:
    """Whether it stands in a later version, captured when the other was out."""
    if citation.kind == "links":
        return True  # Links are added to old articles all the time.
    passage = citation.passage
    return bool(
        passage and passage.snapshot.number > 1 and passage.snapshot.captured_at.date() >= day
    )


def _day(article: Any) -> str:
    return date_format(article.published, _PATTERNS.get(article.published_precision, "j F Y"))
