"""Dates as fixture files write them, and no more exact than they are known. Pure."""

from datetime import date


def whole_date(value: str) -> date:
    """`2017`, `2017-12` or `2017-12-11` as a full date; the precision is kept beside it."""
    return date.fromisoformat((value + "-01-01")[:10])


def partial(day: date | None, precision: str) -> str:
    """A date no more exactly than it is known: 2017-12-11, 2017-12 or 2017; empty if unknown."""
    return day.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)] if day else ""
