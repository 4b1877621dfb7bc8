"""What an article shows, made of the chosen ones among its facts; and what may be chosen. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.core.exceptions import ValidationError

from .arrivals import date_of
from .names import fold, tidy

LONGEST_BYLINE = 500
LONGEST = {"title": 500, "author": 200, "outlet": 200, "republished_from": 300}
BETWEEN_NAMES = re.compile(r"\s*(?:[,;\n]|\band\b|&)\s*")
LANGUAGE = re.compile(r"[a-z]{2,3}")


class Value(Protocol):
    """A fact or a finding."""

    @property
    def field(self) -> str:
        """Which field it is for."""

    @property
    def value(self) -> str:
        """The value as text."""

    @property
    def chosen(self) -> bool:
        """Whether the article shows it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The values an article's columns hold. Missing ones are empty, a missing date is None."""

    title: str = ""
    authors: tuple[str, ...] = ()
    outlet: str = ""
    published: date | None = None
    precision: str = ""
    language: str = ""
    republished_from: str = ""

    @property
    def byline(self) -> str:
        """The authors as one line; where they are too many, the first and how many more."""
        line, left = ", ".join(self.authors), len(self.authors)
        while len(line) > LONGEST_BYLINE:
            left -= 1
            line = f"{', '.join(self.authors[:left])} and {len(self.authors) - left} more"
        return line


def shown(values: Iterable[Value]) -> Shown:
    """Put the chosen values together; authors in the order given, each person once."""
    chosen = [one for one in values if one.chosen and tidy(one.value)]
    first = {one.field: one.value for one in reversed(chosen)}
    authors: dict[str, str] = {}
    for one in chosen:
        if one.field == "author":
            authors.setdefault(fold(one.value), tidy(one.value))
    published, precision = date_of(first.get("published", "")) or (None, "")
    return Shown(
        title=first.get("title", "")[: LONGEST["title"]],
        authors=tuple(authors.values()),
        outlet=tidy(first.get("outlet", "")),
        published=published,
        precision=precision,
        language=first.get("language", "")[:8],
        republished_from=first.get("republished_from", "")[: LONGEST["republished_from"]],
    )


def checked(field: str, value: str | Sequence[str]) -> list[tuple[str, str]]:
    """A person's value for a field as (value, precision) pairs; one empty pair says "none".

    Raises ValidationError, naming the field and what to write instead.
    """
    parts = _parts(field, value)
    for part in parts:
        longest = LONGEST.get(field, 40)
        if len(part) > longest:
            raise ValidationError({field: f"Use at most {longest} characters."})
    if field == "language" and parts and not LANGUAGE.fullmatch(parts[0]):
        raise ValidationError({field: "Write the language as two letters, for example en."})
    read = date_of(parts[0]) if field == "published" and parts else None
    if field == "published" and parts and read is None:
        raise ValidationError({field: "Write the date as 2017-12-11, 2017-12 or 2017."})
    return [(part, read[1] if read else "") for part in parts] or [("", "")]


def _parts(field: str, value: str | Sequence[str]) -> list[str]:
    if field != "author":
        text = value if isinstance(value, str) else " ".join(value)
        return list(filter(None, [" ".join(text.split())]))
    names = BETWEEN_NAMES.split(value) if isinstance(value, str) else value
    return list(dict.fromkeys(filter(None, (" ".join(name.split()) for name in names))))
