"""What a search of the Hypothesis API asks for, read from its parameters. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime

USUAL, MOST = 20, 200
DEEPEST = 9_800  # As in h: further rows are reached by `search_after`.
SORTS, ORDERS = ("updated", "created"), ("desc", "asc")
MOST_ADDRESSES = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows, in which order, and which page of them. Empty fields ask nothing."""

    uris: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    sort: str = "updated"
    order: str = "desc"
    limit: int = USUAL
    offset: int = 0
    after: datetime | None = None
    replies_apart: bool = False


def read_wanted(given: Mapping[str, Sequence[str]]) -> Wanted:
    """Read the parameters, each name with all its values. Raises ValidationError naming one."""

    if any("\0" in value for values in given.values() for value in values):
        raise ValidationError({"": "A search holds no NUL characters."})

    def every(*names: str) -> tuple[str, ...]:
        return tuple(value for name in names for value in given.get(name, ()) if value.strip())

    def last(name: str, usual: str) -> str:
        return (given.get(name) or [usual])[-1]

    uris = every("uri", "url")
    if len(uris) > MOST_ADDRESSES:
        raise ValidationError({"uri": f"Ask for at most {MOST_ADDRESSES} addresses at once."})
    return Wanted(
        uris=uris,
        groups=every("group"),
        accounts=every("user"),
        tags=tuple(tag.strip() for one in every("tag", "tags") for tag in one.split(",")),
        words=every("any"),
        texts=every("text"),
        quotes=every("quote"),
        references=every("references"),
        sort=_one_of("sort", last("sort", "updated"), SORTS),
        order=_one_of("order", last("order", "desc"), ORDERS),
        limit=_number("limit", last("limit", str(USUAL)), 0, MOST),
        offset=_number("offset", last("offset", "0"), 0, DEEPEST),
        after=_moment(last("search_after", "")),
        replies_apart=last("_separate_replies", "").lower() in ("1", "true"),
    )


def _one_of(name: str, value: str, known: Sequence[str]) -> str:
    if value not in known:
        raise ValidationError({name: f"Choose one of {', '.join(known)}."})
    return value


def _number(name: str, value: str, least: int, most: int) -> int:
    if not (value.isascii() and value.isdecimal() and least <= int(value[:9]) <= most):
        raise ValidationError({name: f"Give a number from {least} to {most}."})
    return int(value)


def _moment(value: str) -> datetime | None:
    if not value:
        return None
    try:
        # In an address a plus sign may have become a blank.
        found = parse_datetime(value.strip().replace(" ", "+"))
    except ValueError:
        found = None
    if found is None:
        raise ValidationError({"search_after": "Give a moment like 2026-03-01T12:00:00+00:00."})
    return found if found.tzinfo else found.replace(tzinfo=UTC)
