"""How many independent origins a set of items has: same text, same mouth, counted once. Pure.

Every rule (`ties`) turns an item into keys; items that share a key under a rule have one origin.
What joins A with B and B with C joins all three.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from .ties import ALL, Item, Key, Named, Rule

__all__ = ["ALL", "Group", "Item", "Origins", "Reason", "Rule", "independent_origins"]


@dataclass(frozen=True)
class Reason:
    """A rule that joined these members of a group (ids, ascending).

    `shared` are the names of what they share, `doubts` how that is known where it is not certain.
    """

    rule: str
    explanation: str
    members: tuple[int, ...]
    shared: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Items with one origin (ids, ascending), and what ties them together, strongest first."""

    members: tuple[int, ...]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Origins:
    """How many items there are, and how many of them are independent.

    `left_out` are ids of what is no voice of a text at all: readers' comments.
    """

    raw: int
    independent: int
    groups: tuple[Group, ...]
    left_out: tuple[int, ...] = ()


def independent_origins(
    items: Sequence[Item], rules: Sequence[Rule] = ALL, left_out: Iterable[int] = ()
) -> Origins:
    """Group the items that share an origin under `rules`. The order of items does not matter.

    Items whose id is among `left_out` are not counted.
    """
    aside = frozenset(left_out)
    counted = [item for item in items if item.id not in aside]
    forest = _Forest(item.id for item in counted)
    reasons = [reason for rule in rules for reason in _meetings(counted, rule)]
    for reason in reasons:
        for member in reason.members[1:]:
            forest.join(reason.members[0], member)
    by_top: dict[int, list[Reason]] = defaultdict(list)
    for reason in reasons:
        by_top[forest.top(reason.members[0])].append(reason)
    groups = tuple(Group(ids, _told_once(by_top[top])) for top, ids in forest.trees())
    return Origins(len(counted), len(groups), groups, tuple(sorted(aside)))


def only_named(origins: Origins, names: Collection[str]) -> Origins:
    """The same count, whose reasons name nobody but these and do not say how anything is known."""

    def told(reason: Reason) -> Reason:
        shared = tuple(one for one in reason.shared if one in names)
        return replace(reason, shared=shared, doubts=())

    groups = (replace(one, reasons=tuple(map(told, one.reasons))) for one in origins.groups)
    return replace(origins, groups=tuple(groups))


def _meetings(items: Sequence[Item], rule: Rule) -> list[Reason]:
    """Every set of two or more items that share a key under one rule."""
    tied: dict[Key, set[int]] = defaultdict(set)
    weakly: dict[Key, set[int]] = defaultdict(set)
    anchored: dict[Key, set[int]] = defaultdict(set)
    spellings: dict[Key, set[Key]] = defaultdict(set)
    for item in items:
        for keys, ids in (
            (rule.keys(item), tied),
            (rule.weak(item), weakly),
            (rule.anchors(item), anchored),
        ):
            for key in keys:
                ids[key].add(item.id)
                if isinstance(key, Named):
                    spellings[key].add((key.name, key.doubt))
    met: dict[tuple[int, ...], set[Key]] = defaultdict(set)
    for key in tied.keys() | (weakly.keys() & anchored.keys()):
        members = tied[key] | anchored[key]
        if anchored[key]:
            members |= weakly[key]
        if len(members) > 1:
            met[tuple(sorted(members))] |= spellings[key]
    return [_reason(rule, members, met[members]) for members in sorted(met)]


def _reason(rule: Rule, members: tuple[int, ...], spellings: Iterable[Key]) -> Reason:
    """The reason with the names of what is shared."""
    pairs = [pair for pair in spellings if isinstance(pair, tuple)]
    shared = tuple(sorted({name for name, _ in pairs} - {""}))
    doubts = tuple(sorted({doubt for _, doubt in pairs} - {""}))
    return Reason(rule.name, rule.explanation, members, shared, doubts)


def _told_once(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Leave out a reason whose members were all tied together by a stronger one."""
    kept: list[Reason] = []
    for reason in reasons:
        if not any(set(reason.members) <= set(other.members) for other in kept):
            kept.append(reason)
    return tuple(kept)


class _Forest:
    """Union-find over ids; the top of a tree is its smallest id."""

    def __init__(self, ids: Iterable[int]) -> None:
        self.above = {one: one for one in ids}

    def top(self, one: int) -> int:
        while self.above[one] != one:
            self.above[one] = one = self.above[self.above[one]]
        return one

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.top(one), self.top(other)))
        self.above[high] = low

    def trees(self) -> list[tuple[int, tuple[int, ...]]]:
        """Each top with its members, smallest first."""
        found: dict[int, list[int]] = {}
        for one in sorted(self.above):
            found.setdefault(self.top(one), []).append(one)
        return [(top, tuple(members)) for top, members in found.items()]
