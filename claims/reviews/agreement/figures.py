"""The coefficients: percent, Cohen's and Fleiss' kappa, Krippendorff's alpha. Pure.

Each is a function of how often every unit counts, so that one formula gives both the figure
(each unit once) and its interval (units drawn anew, see `intervals`). Alpha itself comes from
the library `krippendorff`; the tests hold the kappas against `nltk.metrics.agreement` and all
of them against the worked examples of their authors.

Cohen, J. (1960, 1968), Educational and Psychological Measurement 20, Psychological Bulletin 70.
Fleiss, J. L. (1971), Psychological Bulletin 76.
Krippendorff, K. (2011), Computing Krippendorff's Alpha-Reliability.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

import krippendorff
import numpy as np
from numpy.typing import NDArray

from .intervals import interval
from .tables import MISSING, Ratings

Numbers = NDArray[np.float64]
Name = Literal["percent", "cohen", "cohen_weighted", "fleiss", "alpha_nominal", "alpha_ordinal"]
Why = Literal["", "nothing_twice", "one_value"]


@dataclass(frozen=True)
class Figure:
    """One coefficient: its value, the interval it lies in, and what it rests on.

    `value` is None where nothing was rated twice, or where all ratings are the same and chance
    alone would have done that: `why` says which. `low` and `high` are None where drawing anew says
    nothing. `left_out` counts the units that were rated and could not be used.
    """

    name: Name
    value: float | None
    low: float | None
    high: float | None
    units: int
    left_out: int
    raters: int
    why: Why = ""


def percent(ratings: Ratings, *, seed: int = 0) -> Figure:
    """The share of pairs of ratings of one unit that are the same, each unit counting once."""
    counts = ratings.counts()
    twice = counts.sum(axis=1) > 1
    agreed = _agreed(counts[twice])

    def at(draws: Numbers) -> Numbers:
        return _over(draws @ agreed, draws.sum(axis=1))

    return _figure("percent", ratings, twice, at, seed)


def cohen(
    ratings: Ratings,
    *,
    cost: Literal["equal", "squared"] | Numbers | None = None,
    seed: int = 0,
) -> Figure:
    """Cohen's kappa of two raters; with `cost`, his weighted kappa.

    `cost` is how bad each disagreement is: by steps apart (`equal`), by their square, or a matrix
    of (first's value, second's value). Raises ValueError unless there are two raters.
    """
    if len(ratings.raters) != 2:
        raise ValueError("Cohen's kappa is of two raters.")
    width = len(ratings.values)
    both = (ratings.codes != MISSING).all(axis=1)
    cells = ratings.codes[both, 0] * width + ratings.codes[both, 1]
    each = (cells[:, None] == np.arange(width * width)).astype(np.float64)
    price = _cost(width, cost)

    def at(draws: Numbers) -> Numbers:
        table = (draws @ each).reshape(-1, width, width)
        by_chance = table.sum(axis=2)[:, :, None] * table.sum(axis=1)[:, None, :]
        expected = _over((by_chance * price).sum(axis=(1, 2)), table.sum(axis=(1, 2)))
        return 1 - _over((table * price).sum(axis=(1, 2)), expected)

    return _figure("cohen" if cost is None else "cohen_weighted", ratings, both, at, seed)


def fleiss(ratings: Ratings, *, seed: int = 0) -> Figure:
    """Fleiss' kappa: any people, as long as equally many rated each unit.

    Units with another number of ratings than most are left out, and counted as such.
    """
    counts = ratings.counts()
    often = counts.sum(axis=1)
    usual = _commonest(often)
    kept = (often == usual) & (often > 1)
    chosen = counts[kept]
    agreed = _agreed(chosen)

    def at(draws: Numbers) -> Numbers:
        times = draws.sum(axis=1)
        shares = _over(draws @ chosen, (times * usual)[:, None])
        by_chance = (shares**2).sum(axis=1)
        return 1 - _over(1 - _over(draws @ agreed, times), 1 - by_chance)

    return _figure("fleiss", ratings, kept, at, seed)


def alpha(
    ratings: Ratings, level: Literal["nominal", "ordinal"] = "nominal", *, seed: int = 0
) -> Figure:
    """Krippendorff's alpha: any number of raters, missing ratings allowed.

    `ordinal` takes the order of `values` and counts how many ratings lie between two of them.
    """
    counts = ratings.counts()
    twice = counts.sum(axis=1) > 1
    chosen = counts[twice].astype(np.float64)
    width = len(ratings.values)
    pairs = chosen[:, :, None] * chosen[:, None, :] - chosen[:, :, None] * np.eye(width)
    pairs /= np.maximum(chosen.sum(axis=1) - 1, 1)[:, None, None]
    flat = pairs.reshape(len(chosen), width * width)

    def at(draws: Numbers) -> Numbers:
        seen = (draws @ flat).reshape(-1, width, width)
        often = seen.sum(axis=2)
        apart = _apart(often, level)
        by_chance = often[:, :, None] * often[:, None, :]
        expected = _over((by_chance * apart).sum(axis=(1, 2)), often.sum(axis=1) - 1)
        return 1 - _over((seen * apart).sum(axis=(1, 2)), expected)

    name: Name = "alpha_nominal" if level == "nominal" else "alpha_ordinal"
    drawn = _figure(name, ratings, twice, at, seed)
    if drawn.value is None:
        return drawn
    exact = float(krippendorff.alpha(value_counts=counts, level_of_measurement=level))
    return replace(drawn, value=exact)


def _figure(
    name: Name,
    ratings: Ratings,
    kept: NDArray[np.bool_],
    at: Callable[[Numbers], Numbers],
    seed: int,
) -> Figure:
    """The coefficient of the units that are kept, with its interval or why it has none."""
    units = int(kept.sum())
    rated = int(((ratings.codes != MISSING).any(axis=1)).sum())
    raters = int((ratings.codes[kept] != MISSING).any(axis=0).sum())
    none = Figure(name, None, None, None, units, rated - units, raters, "nothing_twice")
    if not units:
        return none
    value = float(at(np.ones((1, units)))[0])
    if np.isnan(value):
        return replace(none, why="one_value")
    low, high = interval(at, ratings.groups[kept], seed=seed)
    return replace(none, value=value, low=low, high=high, why="")


def _agreed(counts: NDArray[np.int64]) -> Numbers:
    """For each unit, the share of its pairs of ratings that are the same."""
    often = counts.sum(axis=1)
    return np.asarray(((counts**2).sum(axis=1) - often) / (often * (often - 1)))


def _commonest(often: NDArray[np.int64]) -> int:
    """How many ratings most units have, of those with two or more; the larger of equals."""
    numbers = np.bincount(often[often > 1], minlength=1)
    return int(len(numbers) - 1 - np.argmax(numbers[::-1]))


def _cost(width: int, cost: Literal["equal", "squared"] | Numbers | None) -> Numbers:
    """How bad it is to say one value where the other says another."""
    steps = np.abs(np.arange(width)[:, None] - np.arange(width)).astype(np.float64)
    if cost is None:
        return np.asarray(np.sign(steps))
    if isinstance(cost, str):
        return np.asarray(steps**2) if cost == "squared" else steps
    return np.asarray(cost, dtype=np.float64)


def _apart(often: Numbers, level: Literal["nominal", "ordinal"]) -> Numbers:
    """How far apart two values are: shape (draws, values, values)."""
    if level == "nominal":
        return np.broadcast_to(1 - np.eye(often.shape[1]), (*often.shape, often.shape[1]))
    middle = np.cumsum(often, axis=1) - often / 2
    return np.asarray((middle[:, :, None] - middle[:, None, :]) ** 2)


def _over(above: Numbers, below: Numbers) -> Numbers:
    """A quotient that is NaN where nothing stands below the line."""
    out = np.full(np.broadcast_shapes(above.shape, below.shape), np.nan)
    np.divide(above, below, out=out, where=~np.isclose(below, 0))
    return out
