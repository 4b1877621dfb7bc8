"""Claims in tables: which column holds what, and one row. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from .addresses import address_in, host_in
from .days import day_in
from .told import Check, Found, Place, Reading, RowError, Told, statement_in

LONGEST_TEXT = 20_000
# What a column may hold, and the headings under which it is usually found.
COLUMNS: Mapping[str, str] = {
    "statement": "statement|claim|claim text|claim reviewed|claimreviewed|text|aussage|behauptung",
    "claimant": "claimant|speaker|who|author|said by|claim author|person|source name",
    "said_on": "said on|claim date|date of claim|statement date|said|date said|claimdate",
    "medium": "medium|reporting source|context|where|venue|platform",
    "appearance": "appearance|claim url|original claim url|claim address|first appearance|seen at",
    "label": "label|rating|verdict|ruling|textual rating|alternatename|urteil",
    "value": "rating value|value|ratingvalue|score",
    "best": "best rating|bestrating|best",
    "worst": "worst rating|worstrating|worst",
    "publisher": "publisher|fact checker|factchecker|fact checking organisation|organisation",
    "review": "review|review url|url|fact check url|fact checking article|link|reviewurl",
    "summary": "summary|justification|explanation|reason|why|rating explanation",
    "checked_on": "checked on|review date|date published|datepublished|published|review published",
    "language": "language|language code|lang|inlanguage",
    "evidence": "evidence|evidence url|source url|source",
}
GUESSES = {known: field for field, names in COLUMNS.items() for known in names.split("|")}


def guess(headings: Iterable[str]) -> dict[str, str]:
    """Field -> heading, for the headings that we know; the first of two takes it."""
    found: dict[str, str] = {}
    for heading in headings:
        field = GUESSES.get(_folded(heading))
        if field:
            found.setdefault(field, heading)
    return found


def read(row: Any, columns: Mapping[str, str]) -> Told:
    """One row, its columns named by `columns` (field -> heading). Raises RowError."""
    if not isinstance(row, Mapping):
        raise RowError("", "This is no row of a table.")
    if "statement" not in columns:
        raise RowError("statement", "No column is said to hold the claims.")
    reading = Reading(row)

    def words(field: str, most: int, *, lines: bool = False) -> str:
        return reading.words(columns[field], most, lines=lines) if field in columns else ""

    def number(field: str) -> float | None:
        return reading.number(columns[field]) if field in columns else None

    def address(field: str) -> str:
        return address_in(reading, columns[field]) if field in columns else ""

    def day(field: str) -> Any:
        found = day_in(words(field, 40))
        if found is None and field in columns:
            reading.put_aside(columns[field])
        return found

    statement = statement_in(words("statement", 10**6))
    review, label, found = address("review"), words("label", 300), address("evidence")
    check = Check(
        publisher=words("publisher", 200) or host_in(review),
        address=review,
        label=label,
        value=number("value"),
        best=number("best"),
        worst=number("worst"),
        summary=words("summary", LONGEST_TEXT, lines=True),
        checked=day("checked_on"),
    )
    where, language = address("appearance"), words("language", 8).partition("-")[0].lower()
    told: dict[str, Any] = {
        "claimant": words("claimant", 200),
        "said": day("said_on"),
        "medium": words("medium", 200),
        "language": language or "en",
        "places": (Place(where),) if where else (),
        "found": (Found("Named as evidence in the table.", found),) if found else (),
    }
    reading.put_rest_aside()
    aside = reading.kept()
    return Told(statement, check=check, aside=aside, fates=reading.fates, **told)


def _folded(heading: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", heading.casefold()).split())
