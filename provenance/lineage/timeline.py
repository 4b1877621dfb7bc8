"""When a claim stood where: a row for each outlet, no date more exact than it is. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .network import period

MOST_TICKS = 9
DAY_STEPS = (1, 2, 7, 14)
MONTH_STEPS = (1, 2, 3, 6)
SHORTEST = 14  # Days.
DAY = timedelta(days=1)
PAD = 0.03  # Of the time shown, on either side.


@dataclass(frozen=True)
class Mark:
    """One text: whose it is, when it came out as far as that is known, whether it was the first."""

    row: str
    label: str
    day: date | None = None
    precision: str = ""
    url: str = ""
    first: bool = False


@dataclass(frozen=True)
class Moment:
    """Something that happened on a day, across all rows: a verdict."""

    day: date
    label: str


@dataclass(frozen=True)
class Spot:
    """Marks of one row that mean the same time, drawn once; without days where no date is known."""

    begins: date | None
    ends: date | None
    precision: str
    marks: tuple[Mark, ...]

    @property
    def first(self) -> bool:
        """Whether the earliest text is among them."""
        return any(mark.first for mark in self.marks)


@dataclass(frozen=True)
class Row:
    """An outlet with its spots, the earliest first."""

    name: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class TimeLine:
    """Rows by their earliest text, the moments, and the days from the first to the last."""

    rows: tuple[Row, ...] = ()
    moments: tuple[Moment, ...] = ()
    begins: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class Tick:
    """A line through all rows, and what is written at it."""

    day: date
    label: str


def time_line(marks: Iterable[Mark], moments: Iterable[Moment] = ()) -> TimeLine:
    """Put the marks into rows; rows with the earliest text come first, undated ones last."""
    by_row: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_row[mark.row].append(mark)
    rows = sorted((_row(name, found) for name, found in by_row.items()), key=_earliest)
    happened = tuple(sorted(moments, key=lambda one: one.day))
    days = [
        *(day for row in rows for spot in row.spots for day in (spot.begins, spot.ends) if day),
        *(one.day for one in happened),
    ]
    ends = _widened(min(days), max(days)) if days else (None, None)
    return TimeLine(tuple(rows), happened, *ends)


def _widened(begins: date, ends: date) -> tuple[date, date]:
    """A few days are shown among their neighbours: a line of one day would say nothing."""
    missing = SHORTEST - ((ends - begins).days + 1)
    while missing > 0:
        begins = begins - DAY if begins > date.min else begins
        ends = ends + DAY if ends < date.max else ends
        missing -= 2
    return begins, ends


def _row(name: str, marks: Sequence[Mark]) -> Row:
    found: dict[tuple[date | None, date | None, str], list[Mark]] = defaultdict(list)
    for mark in marks:
        begins, ends = period(mark.day, mark.precision) if mark.day else (None, None)
        found[begins, ends, mark.precision if mark.day else ""].append(mark)
    spots = [Spot(*when, tuple(together)) for when, together in found.items()]
    return Row(name, tuple(sorted(spots, key=lambda one: (one.begins or date.max, one.precision))))


def _earliest(row: Row) -> tuple[bool, date, str]:
    first = any(spot.first for spot in row.spots)
    return not first, row.spots[0].begins or date.max, row.name


def place(line: TimeLine, day: date, *, end: bool = False) -> float:
    """Where a day stands between the ends of the line, 0 to 1; its evening with `end`."""
    assert line.begins is not None
    assert line.ends is not None
    whole = (line.ends - line.begins).days + 1
    at = (day - line.begins).days + (1 if end else 0)
    return PAD + (1 - 2 * PAD) * at / whole


def ticks(line: TimeLine) -> list[Tick]:
    """At most a handful of lines: years, months or days, whichever the time asks for."""
    if line.begins is None or line.ends is None:
        return []
    days = (line.ends - line.begins).days + 1
    if days <= MOST_TICKS * DAY_STEPS[-1]:
        step = next((one for one in DAY_STEPS if days / one <= MOST_TICKS), DAY_STEPS[-1])
        found = [line.begins + timedelta(days=at) for at in range(0, days, step)]
        return [Tick(day, f"{day.day} {day:%b}") for day in found]
    months = (line.ends.year - line.begins.year) * 12 + line.ends.month - line.begins.month + 1
    if months <= MOST_TICKS * MONTH_STEPS[-1]:
        step = next((one for one in MONTH_STEPS if months / one <= MOST_TICKS), MONTH_STEPS[-1])
        found = [_month(line.begins, at) for at in range(0, months, step)]
        return [Tick(day, f"{day:%b} {day.year}") for day in found if line.begins <= day]
    years = line.ends.year - line.begins.year + 1
    step = -(-years // MOST_TICKS)
    found = [date(line.begins.year + at, 1, 1) for at in range(0, years, step)]
    return [Tick(day, str(day.year)) for day in found if line.begins <= day]


def _month(begins: date, later: int) -> date:
    months = begins.month - 1 + later
    return date(begins.year + months // 12, months % 12 + 1, 1)
