"""How sure a coefficient is: units are drawn anew, many times, and it is worked out for each draw.

The percentile bootstrap of Efron (1979). Units that belong together are drawn together; the seed
makes two readings of the same ratings say the same.
"""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

DRAWS = 1_000
LEVEL = 0.95
AT_ONCE = 2_000_000  # numbers held in memory at a time: 16 MB
DEFINED = 0.9  # the share of draws that must have a value for the rest to be believed


def interval(
    at: Callable[[Numbers], Numbers], groups: NDArray[np.int64], *, seed: int
) -> tuple[float, float] | tuple[None, None]:
    """The middle 95 in 100 of the values for draws of the groups; None where they say nothing.

    They say nothing about one group, about draws that mostly have no value, and where every draw
    gives the same, as it does when all agree: that is no proof that they always would.
    """
    names, place = np.unique(groups, return_inverse=True)
    if len(names) < 2:
        return None, None
    values = np.concatenate([at(draws) for draws in _draws(len(names), place, seed)])
    values = values[~np.isnan(values)]
    if len(values) < DRAWS * DEFINED:
        return None, None
    low, high = np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return (None, None) if np.isclose(low, high) else (float(low), float(high))


def _draws(groups: int, place: NDArray[np.intp], seed: int) -> Iterator[Numbers]:
    """How often each unit counts in each draw, some draws at a time."""
    chance = np.random.default_rng(seed)
    step = max(1, min(DRAWS, AT_ONCE // len(place)))
    evenly = np.full(groups, 1 / groups)
    for begun in range(0, DRAWS, step):
        drawn = chance.multinomial(groups, evenly, size=min(step, DRAWS - begun))
        yield drawn[:, place].astype(np.float64)
