"""How many independent origins a set of items has: same text, same mouth, counted once. Pure.

Every rule turns an item into keys; items that share a key under a rule have one origin.
What joins A with B and B with C joins all three.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

Key = Hashable


@dataclass(frozen=True)
class Item:
    """One piece of evidence or one appearance, reduced to what ties it to others.

    `id` is unique among the items compared. `article`, `authors`, `owner` and the speakers are
    row ids; `copies_of` holds the articles it republishes, at any remove; `agencies` the folded
    names of the agencies and outlets it was taken from. `said_by` is the folded name of whoever is
    said to have said it first; `voices` those of the outlet and authors who say it themselves.
    """

    id: int
    article: int | None = None
    address: str = ""
    authors: frozenset[int] = frozenset()
    copies_of: frozenset[int] = frozenset()
    agencies: frozenset[str] = frozenset()
    unnamed_speaker: int | None = None
    owner: int | None = None
    origin_speaker: int | None = None
    said_by: str = ""
    voices: frozenset[str] = frozenset()
    depends_on: int | None = None


def _nothing(_item: Item) -> Iterable[Key]:
    return ()


@dataclass(frozen=True)
class Rule:
    """One reason to count two items once. `explanation` is shown to readers.

    Items with a key in common are tied to each other. An item is tied to those that name one of
    its `anchors` as a key, as an original is to its copies; an anchor alone ties nobody.
    """

    name: str
    explanation: str
    keys: Callable[[Item], Iterable[Key]]
    anchors: Callable[[Item], Iterable[Key]] = _nothing


@dataclass(frozen=True)
class Reason:
    """A rule that joined these members of a group (ids, ascending)."""

    rule: str
    explanation: str
    members: tuple[int, ...]


@dataclass(frozen=True)
class Group:
    """Items with one origin (ids, ascending), and what ties them together, strongest first."""

    members: tuple[int, ...]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Origins:
    """How many items there are, and how many of them are independent."""

    raw: int
    independent: int
    groups: tuple[Group, ...]


def _of(*values: Key) -> list[Key]:
    """The values that say something, as keys."""
    return [value for value in values if value not in (None, "")]


def _own_article(item: Item) -> list[Key]:
    return _of(item.article)


def _own_id(item: Item) -> list[Key]:
    return [item.id]


# Strongest first: a group tells the strongest reasons and leaves out what they imply.
ALL: tuple[Rule, ...] = (
    Rule("article", "in the same article", lambda item: _of(item.article, item.address)),
    Rule("copy", "one republishes the other", lambda item: item.copies_of, _own_article),
    Rule("agency", "republished from the same agency", lambda item: item.agencies),
    Rule("author", "same author", lambda item: item.authors),
    Rule("speaker", "the same person said it first", lambda item: _of(item.origin_speaker)),
    Rule(
        "itself",
        "one quotes the other",
        lambda item: _of(item.said_by),
        lambda item: item.voices,
    ),
    Rule("unnamed", "the same unnamed source", lambda item: _of(item.unnamed_speaker)),
    Rule("owner", "same owner", lambda item: _of(item.owner)),
    Rule("depends", "one repeats the other", lambda item: _of(item.depends_on), _own_id),
)


def independent_origins(items: Sequence[Item], rules: Sequence[Rule] = ALL) -> Origins:
    """Group the items that share an origin under `rules`. The order of items does not matter."""
    forest = _Forest(item.id for item in items)
    reasons = [reason for rule in rules for reason in _meetings(items, rule)]
    for reason in reasons:
        for member in reason.members[1:]:
            forest.join(reason.members[0], member)
    groups = tuple(
        Group(members, _told_once(r for r in reasons if forest.top(r.members[0]) == top))
        for top, members in forest.trees()
    )
    return Origins(len(items), len(groups), groups)


def _meetings(items: Sequence[Item], rule: Rule) -> list[Reason]:
    """Every set of two or more items that share a key under one rule."""
    sharing: dict[Key, set[int]] = {}
    for item in items:
        for key in rule.keys(item):
            sharing.setdefault(key, set()).add(item.id)
    for item in items:
        for key in rule.anchors(item):
            if key in sharing:
                sharing[key].add(item.id)
    met = {tuple(sorted(ids)) for ids in sharing.values() if len(ids) > 1}
    return [Reason(rule.name, rule.explanation, members) for members in sorted(met)]


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
