"""A text as the computations on a chain see it: when it came out, who speaks in it. Pure values."""

import calendar
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.utils.formats import date_format

PATTERNS = {"year": "Y", "month": "F Y"}


@dataclass(frozen=True)
class Period:
    """The days on which something can have happened, both included; None where nothing is known.

    `words` say it as exactly as it is known: `3 May 2024`, `2024`, or nothing.
    """

    first: date | None = None
    last: date | None = None
    words: str = ""

    def is_surely_before(self, other: "Period") -> bool:
        """Whether no day of this period reaches the other one."""
        return None not in (self.last, other.first) and self.last < other.first  # type: ignore[operator]

    def may_be_before_end_of(self, other: "Period") -> bool:
        """Whether this can have happened on or before the last day of the other."""
        return self.first is None or other.last is None or self.first <= other.last


@lru_cache(maxsize=4096)
def period(day: date | None, precision: str = "day", out_by: date | None = None) -> Period:
    """The period that a date of this precision stands for. It ended by `out_by`, if that is known.

    What was captured on a day was out by then, whatever is known of its date.
    """
    if day is None:
        return Period(None, out_by)
    first = day.replace(day=1, month=1) if precision == "year" else day
    last = day.replace(month=12, day=31) if precision == "year" else day
    if precision == "month":
        first = day.replace(day=1)
        last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    last = min(last, out_by) if out_by else last
    return Period(min(first, last), last, date_format(day, PATTERNS.get(precision, "j F Y")))


@dataclass(frozen=True)
class Said:
    """One hop of a chain. `kind` is `named`, `unnamed`, `missing` or `own` (the text itself).

    `known` says how the hop is known, empty where that is not recorded; `has_cue` whether words of
    the text are marked that say who said it.
    """

    name: str
    kind: str = "named"
    when: Period = field(default_factory=Period)
    has_cue: bool = True
    known: str = ""


@dataclass(frozen=True)
class Text:
    """One place where a claim stands. `name` is how it is called, `said` its chain.

    The chain begins with whoever said it first. `date_known` and `date_sure` (0 to 1) say how its
    date is known, `other_dates` what else is recorded as its date.
    """

    id: int
    article: int
    name: str
    when: Period = field(default_factory=Period)
    captured: date | None = None
    is_exact: bool = True
    date_known: str = ""
    date_sure: float = 1.0
    other_dates: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()

    @property
    def told(self) -> tuple[Said, ...]:
        """Whoever is said to have said it before the text itself."""
        return tuple(one for one in self.said if one.kind != "own")


def earliest_first(texts: "list[Text] | tuple[Text, ...]") -> list[Text]:
    """By the day they were surely out, then by capture, then by entry."""
    far = date.max
    return sorted(texts, key=lambda one: (one.when.last or far, one.captured or far, one.id))
