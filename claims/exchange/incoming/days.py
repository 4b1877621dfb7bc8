"""Dates as others write them, read only where they can mean one day. Pure."""

import re
from datetime import date

from .told import Day

YEAR_FIRST = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ].*)?)?)?")
# With dashes or dots the day stands first; 3/4/2020 is April in one country and March in another.
DAY_FIRST = re.compile(r"(\d{1,2})([-.])(\d{1,2})\2(\d{4})")


def day_in(said: str) -> Day | None:
    """The day, month or year that `said` names; None for nothing, or for what may be either."""
    said = said.strip()
    if found := YEAR_FIRST.fullmatch(said):
        year, month, day = found.groups()
        precision = "day" if day else "month" if month else "year"
        return _day(year, month or "1", day or "1", precision)
    if found := DAY_FIRST.fullmatch(said):
        day, _, month, year = found.groups()
        return _day(year, month, day, "day")
    return None


def _day(year: str, month: str, day: str, precision: str) -> Day | None:
    try:
        return Day(date(int(year), int(month), int(day)), precision)
    except ValueError:
        return None
