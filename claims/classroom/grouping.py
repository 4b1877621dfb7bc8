"""Shuffling students into groups. Pure."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

Group = list[int]
TRIES = 200


def shuffled(
    students: Sequence[int],
    size: int,
    met: Iterable[frozenset[int]] = (),
    seed: int | None = None,
) -> list[Group]:
    """Everyone in one group of `size`, or one more or less where it does not come out even.

    Of several shuffles the one in which the fewest meet again (`met` holds groups of before).
    """
    if not students:
        return []
    before = Counter(pair for group in met for pair in combinations(sorted(group), 2))
    chance = random.Random(seed)  # noqa: S311 - Nothing secret hangs on it.
    tries = (_dealt(students, size, chance) for _ in range(TRIES if before else 1))
    return min(tries, key=lambda groups: sum(_again(group, before) for group in groups))


def _dealt(students: Sequence[int], size: int, chance: random.Random) -> list[Group]:
    """The shuffled students dealt out like cards, so that groups differ by one at most."""
    order = list(students)
    chance.shuffle(order)
    number = max(1, round(len(order) / size))
    return [order[at::number] for at in range(number)]


def _again(group: Group, before: Counter[tuple[int, int]]) -> int:
    return sum(before[pair] for pair in combinations(sorted(group), 2))
