"""Dates as fixture files write them. Pure."""

from datetime import date


def whole_date(value: str) -> date:
    """`2017`, `2017-12` or `2017-12-11` as a full date; the precision is kept beside it."""
    return date.fromisoformat((value + "-01-01")[:10])
