"""Who said what of which unit, as a table of numbers. Pure."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MISSING = -1


@dataclass(frozen=True)
class Ratings:
    """What each rater said of each unit: codes[unit, rater] is a place in `values`, or MISSING.

    `values` stand in their order, worst to best, where they have one. `groups` says which units
    belong together (the words of one sentence): they are drawn together for an interval.
    """

    units: tuple[Hashable, ...]
    raters: tuple[Hashable, ...]
    values: tuple[Hashable, ...]
    codes: NDArray[np.int64]
    groups: NDArray[np.int64]

    def counts(self) -> NDArray[np.int64]:
        """How many raters gave each value to each unit: shape (units, values)."""
        each = self.codes[:, :, None] == np.arange(len(self.values))
        return np.asarray(each.sum(axis=1), dtype=np.int64)

    def between(self, one: Hashable, other: Hashable) -> "Ratings":
        """The table of two of the raters, with the units that both of them rated."""
        columns = [self.raters.index(one), self.raters.index(other)]
        codes = self.codes[:, columns]
        both = (codes != MISSING).all(axis=1)
        units = tuple(self.units[row] for row in np.flatnonzero(both))
        return Ratings(units, (one, other), self.values, codes[both], self.groups[both])


def tabulate(
    said: Iterable[tuple[Hashable, Hashable, Hashable]],
    values: Sequence[Hashable],
    *,
    raters: Sequence[Hashable] = (),
    groups: Mapping[Hashable, Hashable] | None = None,
) -> Ratings:
    """The table of (unit, rater, value), raters in the order they appear unless `raters` has one.

    Raises ValueError where a rater says two things of one unit, or a value is not in `values`.
    """
    place = {value: number for number, value in enumerate(values)}
    units: dict[Hashable, int] = {}
    columns = {rater: number for number, rater in enumerate(raters)}
    cells: dict[tuple[int, int], int] = {}
    for unit, rater, value in said:
        cell = (units.setdefault(unit, len(units)), columns.setdefault(rater, len(columns)))
        if cell in cells:
            raise ValueError(f"{rater} says two things of {unit}.")
        if value not in place:
            raise ValueError(f"{value} is not one of the values.")
        cells[cell] = place[value]
    codes = np.full((len(units), len(columns)), MISSING, dtype=np.int64)
    for cell, code in cells.items():
        codes[cell] = code
    return Ratings(tuple(units), tuple(columns), tuple(values), codes, _numbered(units, groups))


def _numbered(
    units: Iterable[Hashable], groups: Mapping[Hashable, Hashable] | None
) -> NDArray[np.int64]:
    """The number of each unit's group; each unit is its own where no groups are given."""
    numbers: dict[Hashable, int] = {}
    named = [groups[unit] if groups else unit for unit in units]
    return np.array([numbers.setdefault(name, len(numbers)) for name in named], dtype=np.int64)
