"""How far a figure measured on few items may be off: a seeded bootstrap over the items."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def interval(
    items: Sequence[Item],
    figure: Callable[[Sequence[Item]], float],
    *,
    rounds: int = 1000,
    seed: int = 1,
) -> tuple[float, float]:
    """Return the 95 % interval of ``figure`` when the items are drawn again with replacement."""
    if not items:
        return 0.0, 0.0
    dice = random.Random(seed)
    values = sorted(figure(dice.choices(items, k=len(items))) for _ in range(rounds))
    return values[int(0.025 * rounds)], values[min(rounds - 1, int(0.975 * rounds))]
