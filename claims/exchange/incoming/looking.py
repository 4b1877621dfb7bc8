"""Looking through a file before anything of it is taken in: what is in it, and what is wrong. Pure.

The report stays small whatever the file holds: lists in it are cut, and say how long they were.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from . import averitec, markup, sheets
from .crosswalk import place
from .streams import AVERITEC, TABLE, Broken, Row, headings_of, rows_of
from .told import ASIDE, HELD, LEFT, RowError, Told

MOST_TOLD = 50
MOST_FIELDS = 200
MOST_NUMBERS = 100_000
LONGEST_SAID = 200
SAMPLE = 5


@dataclass(frozen=True)
class Wrong:
    """A row that cannot be brought in, and why."""

    row: int
    field: str
    error: str

    def as_json(self) -> dict[str, Any]:
        """For reports and commands."""
        return {"row": self.row, "field": self.field, "error": self.error}


@dataclass(frozen=True)
class Plan:
    """How a file is read: its format, and for a table which column holds what."""

    form: str
    columns: Mapping[str, str] = field(default_factory=dict)
    ratings: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Report:
    """What a file holds, added up row by row."""

    plan: Plan
    rows: int = 0
    good: int = 0
    wrong: list[Wrong] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    fields: dict[str, Counter[str]] = field(default_factory=dict)
    ratings: dict[str, dict[str, Any]] = field(default_factory=dict)
    adds: Counter[str] = field(default_factory=Counter)
    sample: list[dict[str, Any]] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    known: int = 0

    def add(self, row: int, told: Told | Wrong) -> None:
        """Count one row."""
        self.rows += 1
        if isinstance(told, Wrong):
            self._add_wrong(told)
            return
        self.good += 1
        self._add_fates(told)
        self._add_rating(told)
        check = told.check.says_something
        self.adds.update(claims=1, verdicts=int(check), evidence=len(told.found))
        self.adds.update(gaps=len(told.missing), reported=len(told.places) or int(says_where(told)))
        if len(self.sample) < SAMPLE:
            self.sample.append(_shown(row, told, self.plan))

    def as_json(self) -> dict[str, Any]:
        """For the page, the API and the command."""
        fields = dict(sorted(self.fields.items())[:MOST_FIELDS])
        ratings = sorted(self.ratings.values(), key=lambda one: -one["count"])
        return {
            "form": self.plan.form,
            "rows": self.rows,
            "good": self.good,
            "known": self.known,
            "broken": self.rows - self.good,
            "wrong": [one.as_json() for one in self.wrong],
            "errors": dict(self.errors.most_common(MOST_TOLD)),
            "broken_rows": self.broken,
            "fields": {name: dict(counts) for name, counts in fields.items()},
            "ratings": ratings[:MOST_FIELDS],
            "unplaced": sum(one["count"] for one in ratings if not one["neutral"]),
            "adds": dict(self.adds),
            "sample": self.sample,
            "headings": self.headings[:MOST_FIELDS],
            "columns": dict(self.plan.columns),
        }

    def _add_wrong(self, wrong: Wrong) -> None:
        self.errors[wrong.error] += 1
        if len(self.wrong) < MOST_TOLD:
            self.wrong.append(wrong)
        if len(self.broken) < MOST_NUMBERS:
            self.broken.append(wrong.row)

    def _add_fates(self, told: Told) -> None:
        for name, fate in told.fates.items():
            if name in self.fields or len(self.fields) < MOST_FIELDS:
                self.fields.setdefault(name[:LONGEST_SAID], Counter())[fate] += 1

    def _add_rating(self, told: Told) -> None:
        check = told.check
        if not check.says_something:
            return
        key = check.label[:LONGEST_SAID]
        if key not in self.ratings and len(self.ratings) >= MOST_FIELDS * 5:
            return
        placed = place(check.label, check.value, check.best, check.worst, chosen=self.plan.ratings)
        entry = {"label": key, "neutral": placed.neutral, "how": placed.how, "count": 0}
        self.ratings.setdefault(key, entry)["count"] += 1


def plan_of(stream: BinaryIO, form: str, columns: Mapping[str, str], ratings: Any) -> Plan:
    """How a file is read, its columns guessed where nobody said what they hold."""
    if form == TABLE:
        guessed = sheets.guess(headings_of(stream))
        chosen = {name: heading for name, heading in (guessed | dict(columns)).items() if heading}
        return Plan(form, chosen, ratings)
    return Plan(form, {}, ratings)


def told_in(stream: BinaryIO, plan: Plan) -> Iterator[tuple[Row, Told | Wrong]]:
    """Every row of a file as it is told, or what is wrong with it."""
    for row in rows_of(stream, plan.form):
        yield row, _told(row, plan)


def look_through(
    stream: BinaryIO, plan: Plan, is_known: Callable[[Told], bool] | None = None
) -> Report:
    """What a file holds; `is_known` says whether a row came in before. Raises UnreadableError."""
    report = Report(plan)
    if plan.form == TABLE:
        report.headings = headings_of(stream)
    for row, told in told_in(stream, plan):
        report.add(row.number, told)
        if is_known and isinstance(told, Told) and is_known(told):
            report.known += 1
    return report


def says_where(told: Told) -> bool:
    """Whether it says who made the claim, when or where."""
    return bool(told.places or told.claimant or told.said or told.medium)


def _told(row: Row, plan: Plan) -> Told | Wrong:
    if isinstance(row.raw, Broken):
        return Wrong(row.number, "", row.raw.said[:LONGEST_SAID])
    try:
        if plan.form == AVERITEC:
            return averitec.read(row.raw)
        if plan.form == TABLE:
            return sheets.read(row.raw, plan.columns)
        return markup.read(row.raw)
    except RowError as error:
        return Wrong(row.number, error.field, str(error)[:LONGEST_SAID])
    except RecursionError:
        return Wrong(row.number, "", "This row is nested too deeply.")


def _shown(row: int, told: Told, plan: Plan) -> dict[str, Any]:
    check = told.check
    placed = place(check.label, check.value, check.best, check.worst, chosen=plan.ratings)
    return {
        "row": row,
        "statement": told.statement,
        "claimant": told.claimant,
        "said_on": told.said.on.isoformat()[: _width(told.said.precision)] if told.said else "",
        "publisher": check.publisher,
        "label": check.label,
        "neutral": placed.neutral,
        "evidence": len(told.found),
    }


def _width(precision: str) -> int:
    return {"year": 4, "month": 7}.get(precision, 10)


__all__ = ["ASIDE", "HELD", "LEFT", "Plan", "Report", "Wrong", "look_through", "plan_of", "told_in"]
