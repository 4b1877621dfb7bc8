"""Who says what where the other says something else. Pure."""

from collections.abc import Hashable
from dataclasses import dataclass

from .tables import MISSING, Ratings


@dataclass(frozen=True)
class Confusion:
    """Two raters' values against each other: cells[row][column] holds the units.

    A row is what the first said, a column what the second said, in the order of `values`.
    """

    first: Hashable
    second: Hashable
    values: tuple[Hashable, ...]
    cells: tuple[tuple[tuple[Hashable, ...], ...], ...]

    def differing(self) -> list[tuple[Hashable, Hashable, tuple[Hashable, ...]]]:
        """What the first and the second said where they differ, the most frequent first."""
        found = [
            (one, other, units)
            for one, row in zip(self.values, self.cells, strict=True)
            for other, units in zip(self.values, row, strict=True)
            if one != other and units
        ]
        return sorted(found, key=lambda each: -len(each[2]))


def confusion(ratings: Ratings) -> Confusion:
    """The table of two raters, over the units that both rated."""
    first, second = ratings.raters
    width = range(len(ratings.values))
    cells: list[list[list[Hashable]]] = [[[] for _ in width] for _ in width]
    for unit, (one, other) in zip(ratings.units, ratings.codes.tolist(), strict=True):
        if MISSING not in (one, other):
            cells[one][other].append(unit)
    return Confusion(
        first, second, ratings.values, tuple(tuple(tuple(c) for c in row) for row in cells)
    )
