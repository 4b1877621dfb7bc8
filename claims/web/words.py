"""Small turns of phrase that pages share. Pure."""

from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timesince import timesince

PATTERNS = {"year": "Y", "month": "F Y"}


def day(when: date | None, precision: str = "day") -> str:
    """A date no more exactly than it is known: `3 May 2024`, `May 2024`, `2024`, or nothing."""
    return date_format(when, PATTERNS.get(precision, "j F Y")) if when else ""


def published(article: Any) -> str:
    """When an article came out, as far as that is known."""
    return day(article.published, article.published_precision)


def count(number: int, one: str, many: str = "") -> str:
    """`1 item`, `3 items`, `no items`; `many` where an s is not enough."""
    return f"{number or 'no'} {one if number == 1 else many or one + 's'}"


def joined(words: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def dotted(*parts: str) -> str:
    """What is said of a source in one line: empty parts left out, and none said twice."""
    return " · ".join(dict.fromkeys(filter(None, parts)))


def before(prefix: str) -> str:
    """The words before a quotation, from the first whole one."""
    return f"…{prefix.partition(' ')[2]}" if prefix else ""


def after(suffix: str) -> str:
    """The words after a quotation, to the last whole one."""
    return f"{suffix.rpartition(' ')[0]} …" if suffix else ""


def ago(when: datetime) -> str:
    """`just now`, `5 minutes ago`, `3 days ago`: one unit is enough."""
    said = timesince(when, depth=1)
    return "just now" if said.startswith("0") else f"{said} ago"


def name_of(person: Any) -> str:
    """Who did something; what no person did was done by the program."""
    return str(person) if person else "the program"
