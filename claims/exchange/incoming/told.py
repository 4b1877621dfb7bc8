"""One claim as others tell of it, and what became of each field that told it. Pure."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import Any

FATES = HELD, ASIDE, LEFT = "held", "aside", "left"
LONGEST_STATEMENT = 1000
LONGEST_ADDRESS = 2000
MOST_ASIDE = 20_000  # Characters of JSON that are kept beside one claim.

Json = dict[str, Any]


class RowError(ValueError):
    """A row that cannot be brought in. `field` is where."""

    def __init__(self, name: str, said: str) -> None:
        super().__init__(said)
        self.field = name


@dataclass(frozen=True)
class Day:
    """A date, no more exact than it is known; `precision` is `day`, `month` or `year`."""

    on: date
    precision: str = "day"


@dataclass(frozen=True)
class Check:
    """What others found: who, where, in which words, on which scale."""

    publisher: str = ""
    publisher_address: str = ""
    address: str = ""
    label: str = ""
    value: float | None = None
    best: float | None = None
    worst: float | None = None
    summary: str = ""
    checked: Day | None = None

    @property
    def says_something(self) -> bool:
        """Whether there is a verdict or at least a page of one."""
        return bool(self.label or self.address)


@dataclass(frozen=True)
class Place:
    """Where the claim is said to stand, and where that page is kept."""

    address: str
    archived: str = ""


@dataclass(frozen=True)
class Found:
    """One thing that they found, and its address."""

    warrant: str
    address: str


@dataclass(frozen=True)
class Missing:
    """What they looked for and did not find."""

    sought: str
    note: str = ""


@dataclass(frozen=True)
class Told:
    """One claim with all that is told of it. `fates` says of each field what became of it."""

    statement: str
    kind: str = "event"
    language: str = "en"
    claimant: str = ""
    claimant_kind: str = "person"
    said: Day | None = None
    medium: str = ""
    places: tuple[Place, ...] = ()
    check: Check = field(default_factory=Check)
    found: tuple[Found, ...] = ()
    missing: tuple[Missing, ...] = ()
    aside: Mapping[str, Any] = field(default_factory=dict)
    fates: Mapping[str, str] = field(default_factory=dict)


class Reading:
    """The fields of one row, taken one after the other; what nobody takes is kept aside."""

    def __init__(self, row: Mapping[str, Any], *, into: "Reading | None" = None, at: str = ""):
        self.row, self.at = row, at
        self.fates: dict[str, str] = {} if into is None else into.fates
        self.aside: Json = {} if into is None else into.aside
        self.taken: set[str] = set()

    def words(self, name: str, most: int, *, lines: bool = False) -> str:
        """A text of at most so many characters, in one line unless told otherwise.

        A longer one is kept aside.
        """
        value = self.take(name)
        if value is None:
            return ""
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            return self.put_aside(name)
        said = clean(str(value)).strip() if lines else tidy(str(value))
        return said if len(said) <= most else self.put_aside(name)

    def number(self, name: str) -> float | None:
        """A number, also one in quotation marks."""
        value = self.take(name)
        try:
            found = None if value is None or isinstance(value, bool) else float(value)
        except (TypeError, ValueError):
            found = None
        if found is not None and abs(found) < 1e6:
            return found
        if value is not None:
            self.put_aside(name)
        return None

    def take(self, name: str) -> Any:
        """A value as it stands there; None for what is empty. It counts as held."""
        self.taken.add(name)
        value = self.row.get(name)
        if value in (None, "", [], {}):
            return None
        self.count(self.at + name, HELD)
        return value

    def count(self, name: str, fate: str) -> None:
        """Note what became of a field; of several values in one row the worst fate counts."""
        self.fates[name] = max(fate, self.fates.get(name, fate), key=FATES.index)

    def put_aside(self, name: str) -> str:
        """Keep a value as it is, for the model has no field that could hold it."""
        self.taken.add(name)
        value = self.row.get(name)
        if value not in (None, "", [], {}):
            self.count(self.at + name, ASIDE)
            self.aside[self.at + name] = clean(value)
        return ""

    def put_rest_aside(self) -> None:
        """Whatever nobody took."""
        for name in self.row.keys() - self.taken:
            if isinstance(name, str):
                self.put_aside(name)

    def kept(self) -> Json:
        """What is kept aside; too much of it is left, and said to be."""
        if len(json.dumps(self.aside, ensure_ascii=False)) <= MOST_ASIDE:
            return self.aside
        for name in self.aside:
            self.fates[name] = LEFT
        return {}


def statement_in(said: str) -> str:
    """The words of a claim. Raises RowError where there are none or too many."""
    said = tidy(said)
    if not said:
        raise RowError("statement", "It does not say what was claimed.")
    if len(said) > LONGEST_STATEMENT:
        raise RowError("statement", f"The claim has more than {LONGEST_STATEMENT} characters.")
    return said


def tidy(said: str) -> str:
    """Without what no database holds, and with single spaces."""
    return " ".join(clean(said).split())


def clean(value: Any) -> Any:
    """The same without characters that PostgreSQL refuses: NUL, and halves of a pair."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [clean(one) for one in value]
    if isinstance(value, dict):
        return {clean(str(key)): clean(one) for key, one in value.items()}
    if isinstance(value, float) and not isfinite(value):
        return None
    return value


def unique(values: Iterable[str]) -> list[str]:
    """Each once, in their order, without the empty ones."""
    return list(dict.fromkeys(value for value in values if value))
