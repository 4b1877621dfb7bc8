"""Shares with honest denominators: so many of so many, how sure that is, and when it is too few.

Pure. The interval is Wilson's score interval of 95 %: E. B. Wilson, "Probable Inference, the Law
of Succession, and Statistical Inference", Journal of the American Statistical Association 22
(1927), 209-212.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

Z = 1.959964  # Of the normal distribution, for 95 % on both sides.
TOO_FEW = 20  # Below this the interval of a share is wider than 40 points; no share is named.


@dataclass(frozen=True)
class Share:
    """`part` of `whole`."""

    part: int
    whole: int

    @property
    def is_too_small(self) -> bool:
        """Whether there are too few to say more than the numbers themselves."""
        return self.whole < TOO_FEW

    @property
    def value(self) -> float | None:
        """0 to 1; None of nothing."""
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's interval, 0 to 1; None of nothing."""
        return wilson(self.part, self.whole) if self.whole else None

    @property
    def words(self) -> str:
        """`9 of 41 (22 %; 12 to 37 %)`; without the percentages where there are too few."""
        said = f"{self.part} of {self.whole}"
        if self.is_too_small or self.value is None or self.interval is None:
            return said
        low, high = self.interval
        return f"{said} ({self.value * 100:.0f} %; {low * 100:.0f} to {high * 100:.0f} %)"


@dataclass(frozen=True)
class Count:
    """What became of claims that have one thing in common, say an outlet.

    `recorded` are all; of them `picked` were or are being checked and `declined` were refused.
    `out` have a verdict. What was neither picked nor declined is left.
    """

    name: str
    recorded: int
    picked: int
    declined: int
    out: int

    @property
    def picked_of_recorded(self) -> Share:
        """How much of what was recorded of it was picked."""
        return Share(self.picked, self.recorded)

    @property
    def left(self) -> int:
        """Neither picked nor declined so far."""
        return self.recorded - self.picked - self.declined


@dataclass(frozen=True)
class Table:
    """One way to divide claims, with the largest groups first and the rest in one line.

    `overlaps` where a claim may stand in several groups, so that they add up to more than all.
    """

    key: str
    title: str
    rows: list[Count]
    whole: Count
    overlaps: bool = False

    @property
    def lines(self) -> list[tuple[Count, Share, Share]]:
        """Each group with its share of all that was recorded, and of all that was picked."""
        return [
            (
                row,
                Share(row.recorded, self.whole.recorded),
                Share(row.picked, self.whole.picked),
            )
            for row in self.rows
        ]


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The interval of a share, 0 to 1. Raises ValueError for a part greater than the whole."""
    if not 0 <= part <= whole or not whole:
        raise ValueError("A share is of something, and no greater than it.")
    share, spread = part / whole, Z * Z / whole
    middle = share + spread / 2
    wide = Z * sqrt(share * (1 - share) / whole + spread / (4 * whole))
    low, high = ((middle + side * wide) / (1 + spread) for side in (-1, 1))
    return max(0.0, min(low, share)), min(1.0, max(high, share))


def tabled(
    key: str,
    title: str,
    rows: Iterable[Count],
    whole: Count,
    *,
    most: int = 15,
    overlaps: bool = False,
) -> Table:
    """The largest groups, those picked most among equals, and one line for all others."""
    ranked = sorted(rows, key=lambda one: (-one.recorded, -one.picked, one.name.casefold()))
    kept, rest = ranked[:most], ranked[most:]
    if rest:
        kept.append(together(f"{len(rest)} others", rest))
    return Table(key, title, kept, whole, overlaps)


def together(name: str, rows: Sequence[Count]) -> Count:
    """Several groups as one."""
    return Count(
        name,
        sum(one.recorded for one in rows),
        sum(one.picked for one in rows),
        sum(one.declined for one in rows),
        sum(one.out for one in rows),
    )
