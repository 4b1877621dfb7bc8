"""The rows of a grade as they are kept, and what a student is told of them. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from .rubrics import LEANS_ON_KEY, Criterion, Measure
from .suggesting import Suggestion


@dataclass(frozen=True)
class Row:
    """One criterion as it was on the day of grading. Points come in halves."""

    criterion: str
    measure: Measure
    label: str
    points: int
    task: str = ""
    suggested: float | None = None
    reason: str = ""
    given: float | None = None

    def told(self) -> dict[str, Any]:
        """As it is kept in the database."""
        return {**asdict(self), "measure": str(self.measure)}


@dataclass(frozen=True)
class Told:
    """What a student reads of a grade: never what was suggested or why.

    Before the reveal, points that tell what the desk found are left out (`waiting` counts them),
    and with them the whole sum, from which they could be worked out.
    """

    rows: list[Row]
    waiting: int
    given: float
    out_of: int


def rows_of(kept: Iterable[Mapping[str, Any]]) -> list[Row]:
    """The rows as they are kept."""
    return [Row(**{**row, "measure": Measure(row["measure"])}) for row in kept]


def made_rows(
    criteria: Sequence[Criterion],
    suggestions: Mapping[str, Suggestion | None],
    given: Mapping[str, Any],
) -> list[Row]:
    """Rows for what a teacher gives. Raises ValidationError naming `points`."""
    if unknown := set(given) - {one.id for one in criteria}:
        raise ValidationError(
            {"points": f"The rubric has no {', '.join(sorted(map(str, unknown)))}."}
        )
    return [_row(one, suggestions.get(one.id), given.get(one.id)) for one in criteria]


def sum_of(rows: Iterable[Row]) -> Decimal | None:
    """What was given; None where nothing was."""
    given = [row.given for row in rows if row.given is not None]
    return Decimal(str(sum(given))) if given else None


def told_to_student(rows: Sequence[Row], *, revealed: bool) -> Told:
    """What a student reads of these rows."""
    given = [row for row in rows if row.given is not None]
    shown = [row for row in given if revealed or row.measure not in LEANS_ON_KEY]
    plain = [Row(r.criterion, r.measure, r.label, r.points, r.task, given=r.given) for r in shown]
    points = sum(row.given or 0 for row in plain)
    return Told(plain, len(given) - len(shown), points, sum(row.points for row in plain))


def waits_for_reveal(rows: Iterable[Row]) -> bool:
    """Whether points were given that a student is told at the reveal, and with them the sum."""
    return any(row.given is not None and row.measure in LEANS_ON_KEY for row in rows)


def _row(criterion: Criterion, suggestion: Suggestion | None, given: Any) -> Row:
    return Row(
        criterion.id,
        criterion.measure,
        criterion.label,
        criterion.points,
        criterion.task,
        suggestion.points if suggestion else None,
        suggestion.reason if suggestion else "",
        _points(criterion, given),
    )


def _points(criterion: Criterion, given: Any) -> float | None:
    if given is None or given == "":
        return None
    number = isinstance(given, int | float | Decimal) and not isinstance(given, bool)
    if not number or not 0 <= given <= criterion.points or given * 2 % 1:
        raise ValidationError(
            {"points": f"“{criterion.label}” takes 0 to {criterion.points} points, in halves."}
        )
    return float(given)
